/** The element with this id in the tree of `node`, else in its document. */
export const namedElement = (node: Node, id: string): Element | null =>
  (node.getRootNode() as Partial<Document>).getElementById?.(id) ??
  node.ownerDocument?.getElementById(id) ??
  null;
