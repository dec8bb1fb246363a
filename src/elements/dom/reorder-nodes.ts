/** A parent that can move a node without removing it: focus, scroll position and playing video survive. */
type Moving = Node & { moveBefore?(node: Node, before: Node | null): void };

/** Indices of a longest increasing subsequence of `positions`: the nodes at these indices need not move. */
function inOrder(positions: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous: number[] = [];
  positions.forEach((position, index) => {
    if (position < 0) return;
    let length = 0;
    // A binary search: a chat adds one message to hundreds that stay in order.
    for (let end = tails.length; length < end;) {
      const middle = (length + end) >> 1;
      if (positions[tails[middle]!]! < position) length = middle + 1;
      else end = middle;
    }
    previous[index] = length ? tails[length - 1]! : -1;
    tails[length] = index;
  });
  const kept = new Set<number>();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at]!) kept.add(at);
  return kept;
}

/** The nodes that stand behind `anchor`, in their present order. */
function standing(anchor: ChildNode, nodes: ReadonlySet<Node>): Node[] {
  const found: Node[] = [];
  for (let at = anchor.nextSibling; at && found.length < nodes.size; at = at.nextSibling)
    if (nodes.has(at)) found.push(at);
  return found;
}

/**
 * Puts `wanted` behind `anchor`, in order, and moves as few nodes as possible. A node that holds the focus is moved only
 * where the browser can move it without losing the focus.
 *
 * @param old the nodes that were put there, of which another library may have moved some
 */
export function reorderNodes(anchor: ChildNode, old: readonly Node[], wanted: readonly Node[]): void {
  const parent: Moving | null = anchor.parentNode;
  if (!parent) return;
  const staying = new Set(wanted);
  for (const node of old) if (!staying.has(node) && node.parentNode === parent) parent.removeChild(node);
  const there = standing(anchor, new Set(old));
  const places = new Map(there.map((node, index) => [node, index]));
  const kept = inOrder(wanted.map((node) => places.get(node) ?? -1));
  if (!parent.moveBefore) {
    const focused = wanted.findIndex((node) => node.contains(focusOf(parent)));
    if (focused >= 0) return reorderAround(wanted, focused);
  }
  let before = anchor.nextSibling;
  wanted.forEach((node, index) => {
    if (kept.has(index)) before = node.nextSibling;
    else if (parent.moveBefore && parent.isConnected && node.isConnected) parent.moveBefore(node, before);
    else parent.insertBefore(node, before);
  });
}

const focusOf = (node: Node): Element | null =>
  (node.getRootNode() as Document | ShadowRoot).activeElement ?? null;

/** Moves all other nodes around the node with the focus. */
function reorderAround(wanted: readonly Node[], focused: number): void {
  const put = (previous: ChildNode, node: Node) => {
    if (previous.nextSibling !== node) previous.after(node);
    return node as ChildNode;
  };
  // Backwards from the focused node, each node goes before its successor, so that the focused node never moves.
  let next = wanted[focused] as ChildNode;
  for (const node of wanted.slice(0, focused).reverse()) {
    if (next.previousSibling !== node) next.before(node);
    next = node as ChildNode;
  }
  wanted.slice(focused + 1).reduce<ChildNode>(put, wanted[focused] as ChildNode);
}
