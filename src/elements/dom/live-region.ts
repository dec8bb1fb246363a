import { flatParent } from './flat-tree.ts';
import { isElement } from './node-kind.ts';

/** Milliseconds within which a browser has handed a change of the page on to a screen reader. */
const handover = 500;

/** Region → the timer that ends our `aria-busy` there. */
const timers = new WeakMap<Element, number>();

/** The nearest element around `node` whose changes a screen reader announces. */
function regionOf(node: Node): Element | undefined {
  for (let at = flatParent(node); at; at = flatParent(at))
    if (isElement(at) && at.matches('[role~="log"], [aria-live]')) return at;
  return undefined;
}

function endBusy(region: Element): void {
  clearTimeout(timers.get(region));
  timers.delete(region);
  region.removeAttribute('aria-busy');
}

/**
 * Places nodes in the live region around `node`. Changes of a region with `aria-busy` are not announced, so that it has
 * the attribute while nodes that are no news are placed. An `aria-busy` of the author stays as it is.
 *
 * @param history the nodes are no news
 */
export function placeInRegion(node: Node, history: boolean, place: () => void): void {
  const region = regionOf(node);
  if (!region) return place();
  if (timers.has(region)) endBusy(region);
  if (history && !region.hasAttribute('aria-busy')) {
    region.setAttribute('aria-busy', 'true');
    timers.set(
      region,
      window.setTimeout(() => endBusy(region), handover),
    );
  }
  place();
}
