const looked = new Map<HTMLElement, () => number>();
const onScreen = new Set<Element>();
/** Milliseconds between two looks, and a frame: each one styles and paints what it changes. */
const pause = 40;
let timer = 0;
let frame = 0;
let observer: IntersectionObserver | undefined;

/** Seen means drawn: what is scrolled away or has no box is not measured, and in a hidden page there are no frames. */
function seen(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting && looked.has(target as HTMLElement)) onScreen.add(target);
    else onScreen.delete(target);
  }
  draw();
}

function draw(): void {
  clearTimeout(timer);
  cancelAnimationFrame(frame);
  for (const [element, read] of looked) if (onScreen.has(element)) write(element, read());
  // Asks for no frame where nobody is to be shown.
  if (onScreen.size) timer = window.setTimeout(() => (frame = requestAnimationFrame(draw)), pause);
}

function write(element: HTMLElement, level: number): void {
  const text = level.toFixed(2);
  if (element.style.getPropertyValue('--utd-level') !== text) element.style.setProperty('--utd-level', text);
}

/**
 * Shows on `element` how loud somebody is, as `--utd-level` from 0 to 1, once a frame while it is on screen.
 *
 * @param read how loud; `undefined` where nobody is to be heard
 */
export function showLevel(element: HTMLElement, read: (() => number) | undefined): void {
  observer ??= new IntersectionObserver(seen);
  if (read) {
    if (!looked.has(element)) observer.observe(element);
    looked.set(element, read);
  } else if (looked.delete(element)) {
    onScreen.delete(element);
    observer.unobserve(element);
    write(element, 0);
  }
}
