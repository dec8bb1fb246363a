/** Parents that can move a node without taking it out: focus, scroll and playing video survive. */
type Moving = ParentNode & { moveBefore?(node: Node, before: Node | null): void };

/** Indices of a longest run of `positions` that is in order already: those nodes stay where they are. */
function inOrder(positions: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous: number[] = [];
  positions.forEach((position, index) => {
    if (position < 0) return;
    const at = tails.findIndex((tail) => positions[tail]! >= position);
    const length = at < 0 ? tails.length : at;
    previous[index] = length ? tails[length - 1]! : -1;
    tails[length] = index;
  });
  const kept = new Set<number>();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at]!) kept.add(at);
  return kept;
}

/**
 * Puts `wanted` behind `anchor`, in order, moving as few as possible. A node that holds the focus is
 * moved only where the browser can do it without losing it.
 *
 * @param old the nodes as they stand, in order
 */
export function arrange(anchor: ChildNode, old: readonly Node[], wanted: readonly Node[]): void {
  const parent = anchor.parentNode as Moving | null;
  if (!parent) return;
  const staying = new Set(wanted);
  for (const node of old)
    if (!staying.has(node) && node.parentNode === (parent as unknown as Node)) (node as ChildNode).remove();
  const places = new Map(
    old.filter((node) => node.parentNode === (parent as Node)).map((node, index) => [node, index]),
  );
  const kept = inOrder(wanted.map((node) => places.get(node) ?? -1));
  const focused = wanted.findIndex((node) => node.contains(document.activeElement));
  if (focused >= 0 && !parent.moveBefore) return around(anchor, wanted, focused);
  let before = anchor.nextSibling;
  wanted.forEach((node, index) => {
    if (kept.has(index)) {
      before = node.nextSibling;
      return;
    }
    if (parent.moveBefore && node.isConnected) parent.moveBefore(node, before);
    else (parent as unknown as Node).insertBefore(node, before);
  });
}

/** Moves the others around the node with the focus. */
function around(anchor: ChildNode, wanted: readonly Node[], focused: number): void {
  const still = wanted[focused] as ChildNode;
  let previous: ChildNode = anchor;
  for (const node of wanted.slice(0, focused)) {
    if (previous.nextSibling !== node) previous.after(node);
    previous = node as ChildNode;
  }
  previous = still;
  for (const node of wanted.slice(focused + 1)) {
    if (previous.nextSibling !== node) previous.after(node);
    previous = node as ChildNode;
  }
}
