/** The parent in the flat tree: through slots and out of shadow roots. */
export const flatParent = (node: Node): Node | null =>
  (node instanceof Element && node.assignedSlot) ||
  (node instanceof ShadowRoot ? node.host : node.parentNode);

/**
 * An attribute of the nearest element that has it, from `node` on.
 *
 * @param counts which values of it are looked for; any unless told
 */
export function nearest(
  node: Node,
  name: string,
  counts: (value: string) => boolean = () => true,
): string | null {
  for (let at: Node | null = node; at; at = flatParent(at)) {
    const value = at instanceof Element ? at.getAttribute(name) : null;
    if (value !== null && counts(value)) return value;
  }
  return null;
}
