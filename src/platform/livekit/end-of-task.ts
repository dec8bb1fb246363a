/** `fn`, to be called as often as one likes: it runs once, when what goes on is through, and not after `signal`. */
export function atEndOfTask(fn: () => void, signal: AbortSignal): () => void {
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    queueMicrotask(() => {
      waits = false;
      if (!signal.aborted) fn();
    });
  };
}
