/** Root → what is called after a change of its elements or their ids. */
const watches = new WeakMap<Node, { readonly all: Set<() => void>; readonly observer: MutationObserver }>();

function watchRoot(root: Node): { readonly all: Set<() => void>; readonly observer: MutationObserver } {
  const all = new Set<() => void>();
  const observer = new MutationObserver(() => {
    for (const changed of all) changed();
  });
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ['id'] });
  const watch = { all, observer };
  watches.set(root, watch);
  return watch;
}

/**
 * Calls `changed` when an id in a tree may name another element: a framework may set an id after the insertion, or
 * replace an element by another one with the same id. All calls share one observer for each root.
 *
 * @param root a document or a shadow root
 * @param signal stops that
 */
export function watchIds(root: Node, changed: () => void, signal: AbortSignal): void {
  const { all, observer } = watches.get(root) ?? watchRoot(root);
  all.add(changed);
  signal.addEventListener('abort', () => {
    all.delete(changed);
    if (all.size) return;
    observer.disconnect();
    watches.delete(root);
  });
}
