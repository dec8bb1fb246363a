/** Node → the element that the node named last. */
const named = new WeakMap<Node, WeakRef<Element>>();

/**
 * The element with this id in the tree of `node`, else in its document. A node that was moved to another window goes on
 * to name the element of the first one.
 */
export function namedElement(node: Node, id: string): Element | null {
  const { ownerDocument } = node;
  const found =
    (node.getRootNode() as Partial<Document>).getElementById?.(id) ?? ownerDocument?.getElementById(id);
  if (found) {
    named.set(node, new WeakRef(found));
    return found;
  }
  const before = named.get(node)?.deref();
  return before?.id === id && before.isConnected && before.ownerDocument !== ownerDocument ? before : null;
}
