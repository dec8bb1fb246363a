/** Milliseconds after which markup that cannot work is no step of a framework that is still at work. */
const settling = 2_000;
const told = new Set<string>();

/** Warns of an element in the console, once for each text, unless `stays` is over by then. */
export function warnOnce(text: string, element: Element, stays: () => boolean): void {
  if (told.has(text)) return;
  told.add(text);
  setTimeout(() => {
    if (element.isConnected && stays()) console.warn(text, element);
    else told.delete(text);
  }, settling);
}
