import { isElement } from './node-kind.ts';

/** The parent in the flat tree: through slots and out of shadow roots. */
export const flatParent = (node: Node): Node | null =>
  (isElement(node) && node.assignedSlot) ||
  (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? ((node as ShadowRoot).host ?? null) : node.parentNode);

/**
 * The value of an attribute of the nearest element that has it, from `node` on up the flat tree.
 *
 * @param counts whether a value is looked for; any value unless told
 */
export function nearest(
  node: Node,
  name: string,
  counts: (value: string) => boolean = () => true,
): string | null {
  for (let at: Node | null = node; at; at = flatParent(at)) {
    const value = isElement(at) ? at.getAttribute(name) : null;
    if (value !== null && counts(value)) return value;
  }
  return null;
}
