import { flatParent } from './flat-tree.ts';
import { isElement } from './node-kind.ts';

/** Within this distance, in CSS pixels, a scroller is at its end: zoomed pages scroll to fractions. */
const near = 2;

/** The nearest element around `node` that scrolls. The page itself is no scroller of a list. */
function scrollerOf(node: Node): Element | undefined {
  for (let at = flatParent(node); at && at !== node.ownerDocument?.body; at = flatParent(at))
    if (isElement(at) && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  return undefined;
}

const atEnd = ({ scrollHeight, scrollTop, clientHeight }: Element) =>
  scrollHeight - scrollTop - clientHeight <= near;

/** The first element behind `template` that is in sight, and its position. */
function inSight(template: Element, { top }: DOMRect): readonly [Element, number] | undefined {
  for (let at = template.nextElementSibling; at; at = at.nextElementSibling) {
    const box = at.getBoundingClientRect();
    if (box.bottom > top) return [at, box.top];
  }
  return undefined;
}

/**
 * Keeps the end of a growing list in sight for a reader at the end, and the position of the content for a reader further
 * up.
 */
export class ScrollAnchor {
  /** The scroll position of the end at the last change: content that grew since (a picture) is no scroll of the reader. */
  #pinned: number | undefined;

  around(template: Element, change: () => void): void {
    const scroller = scrollerOf(template);
    if (!scroller) return change();
    if (atEnd(scroller) || scroller.scrollTop === this.#pinned) {
      change();
      scroller.scrollTop = scroller.scrollHeight;
      this.#pinned = scroller.scrollTop;
      return;
    }
    this.#pinned = undefined;
    const seen = inSight(template, scroller.getBoundingClientRect());
    change();
    if (!seen?.[0].isConnected) return;
    const moved = seen[0].getBoundingClientRect().top - seen[1];
    if (moved) scroller.scrollTop += moved;
  }
}
