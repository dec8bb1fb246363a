import { flatParent } from './flat-tree.ts';
import { isElement } from './node-kind.ts';

/** The nearest element, from `node` on, that has a box: an element with `display: contents` has none. */
function boxOf(node: Node): Element | undefined {
  for (let at: Node | null = node; at; at = flatParent(at))
    if (isElement(at) && getComputedStyle(at).display !== 'contents') return at;
  return undefined;
}

/**
 * Whether a node is on screen: in the visible part of its page, in a visible tab. The node's own document counts: after a
 * move to another window, such as picture-in-picture of a document, the observers of the first window report nothing.
 */
export class OnScreen {
  readonly #changed: () => void;
  #document: Document | null = null;
  #intersects = false;
  #stop = () => {};

  /** @param changed called after each change */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get visible(): boolean {
    return this.#intersects && this.#document?.visibilityState === 'visible';
  }

  /** Observes a node, in place of the node before. Until the first report the last one counts. */
  observe(node: Node): void {
    this.end();
    const { ownerDocument } = node;
    const view = ownerDocument?.defaultView;
    if (!ownerDocument || !view) return;
    this.#document = ownerDocument;
    // A box that only touches the edge of the screen intersects too, by no pixel.
    const report = (entries: readonly IntersectionObserverEntry[]) => {
      this.#intersects = (entries.at(-1)?.intersectionRatio ?? 0) > 0;
      this.#changed();
    };
    const observer = new view.IntersectionObserver(report, { threshold: [0, 0.001] });
    const box = boxOf(node);
    if (box) observer.observe(box);
    ownerDocument.addEventListener('visibilitychange', this.#changed);
    this.#stop = () => {
      observer.disconnect();
      ownerDocument.removeEventListener('visibilitychange', this.#changed);
    };
  }

  end(): void {
    this.#stop();
    this.#stop = () => {};
  }
}
