/** What is thrown in a microtask while `work` runs, which is how a page gets to hear of a broken listener. */
export async function reportedIn(work: () => unknown): Promise<unknown[]> {
  const reported: unknown[] = [];
  const real = globalThis.queueMicrotask;
  globalThis.queueMicrotask = (task) =>
    real(() => {
      try {
        task();
      } catch (error) {
        reported.push(error);
      }
    });
  try {
    await work();
    await new Promise((resolve) => setTimeout(resolve));
  } finally {
    globalThis.queueMicrotask = real;
  }
  return reported;
}
