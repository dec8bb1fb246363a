const levels = new Map<HTMLElement, () => number>();
const onScreen = new Set<Element>();
/** Milliseconds between two updates, beside a frame: each update costs style and paint. */
const pause = 40;
let timer = 0;
let frame = 0;
let observer: IntersectionObserver | undefined;

/** Elements that are scrolled away or have no box are not measured, and a hidden page gets no frames. */
function handleVisibility(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting && levels.has(target as HTMLElement)) onScreen.add(target);
    else onScreen.delete(target);
  }
  draw();
}

function draw(): void {
  clearTimeout(timer);
  cancelAnimationFrame(frame);
  for (const [element, read] of levels) if (onScreen.has(element)) write(element, read());
  // Without a visible element no frame is requested.
  if (onScreen.size) timer = window.setTimeout(() => (frame = requestAnimationFrame(draw)), pause);
}

function write(element: HTMLElement, level: number): void {
  const text = level.toFixed(2);
  if (element.style.getPropertyValue('--utd-level') !== text) element.style.setProperty('--utd-level', text);
}

/**
 * Shows the level of a participant's voice on `element`, as `--utd-level` from 0 to 1, while the element is on screen.
 *
 * @param read gives the level; `undefined` while the participant is silent
 */
export function showLevel(element: HTMLElement, read: (() => number) | undefined): void {
  observer ??= new IntersectionObserver(handleVisibility);
  if (read) {
    if (!levels.has(element)) observer.observe(element);
    levels.set(element, read);
  } else if (levels.delete(element)) {
    onScreen.delete(element);
    observer.unobserve(element);
    write(element, 0);
  }
}
