import { flatParent } from './flat-tree.ts';

/** How near to its end a view still is there, in CSS pixels: zoomed pages scroll to fractions. */
const near = 2;

/** The nearest thing around `node` that scrolls. The page itself is nobody's list. */
function scrollerOf(node: Node): Element | undefined {
  for (let at = flatParent(node); at && at !== document.body; at = flatParent(at))
    if (at instanceof Element && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  return undefined;
}

const atEnd = ({ scrollHeight, scrollTop, clientHeight }: Element) =>
  scrollHeight - scrollTop - clientHeight <= near;

/** The first of the elements behind `template` that is in sight, and where. */
function inSight(template: Element, { top }: DOMRect): readonly [Element, number] | undefined {
  for (let at = template.nextElementSibling; at; at = at.nextElementSibling) {
    const box = at.getBoundingClientRect();
    if (box.bottom > top) return [at, box.top];
  }
  return undefined;
}

/** Follows a list that grows at its end, for who is there; and keeps in place what somebody reads further up. */
export class ScrollAnchor {
  /** Where the end was when we went there last: what grew since (a picture) was no reader's doing. */
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
