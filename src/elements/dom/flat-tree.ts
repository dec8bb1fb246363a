/** The parent in the flat tree: through slots and out of shadow roots. */
export const flatParent = (node: Node): Node | null =>
  (node instanceof Element && node.assignedSlot) ||
  (node instanceof ShadowRoot ? node.host : node.parentNode);

/** An attribute of the nearest element that has it, from `node` on. */
export function nearest(node: Node, name: string): string | null {
  for (let at: Node | null = node; at; at = flatParent(at))
    if (at instanceof Element && at.hasAttribute(name)) return at.getAttribute(name);
  return null;
}
