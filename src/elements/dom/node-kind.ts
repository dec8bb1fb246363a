// Each window has classes of its own, so that `instanceof` does not know the nodes of another window.

export const isElement = (node: unknown): node is Element =>
  (node as Partial<Node> | null)?.nodeType === Node.ELEMENT_NODE;

export const isTag = <N extends keyof HTMLElementTagNameMap>(
  node: unknown,
  name: N,
): node is HTMLElementTagNameMap[N] => isElement(node) && node.localName === name;
