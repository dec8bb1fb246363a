import { isRendered } from './rendered.ts';
const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]';

const shownIn = (root: ShadowRoot) => [...root.querySelectorAll('slot')].filter((slot) => !slot.hidden);

const contentOf = (slot: HTMLSlotElement) => slot.assignedElements({ flatten: true });

/** Whether the content of a slot holds the focus. */
const holdsFocus = (slot: HTMLSlotElement): boolean =>
  contentOf(slot).some((each) => each.matches(':focus, :focus-within'));

/** Moves the focus to a shown slot when the slot that holds it is hidden, so that it does not fall to the page. */
export class FocusRestore {
  #before: readonly HTMLSlotElement[] = [];
  #slot: HTMLSlotElement | undefined;
  /** No element could take the focus yet: the join form is hidden, and the content of the room is not there. */
  #lost = false;

  /** Notes the shown slots, before a change. */
  note(root: ShadowRoot | null): void {
    this.#before = root ? shownIn(root) : [];
    this.#slot = this.#before.find(holdsFocus);
  }

  /** Moves the focus, after the change. */
  restore(root: ShadowRoot | null): void {
    if (!root || !(this.#slot?.hidden || this.#lost)) return;
    const { host, ownerDocument } = root;
    if (this.#lost && isElsewhere(ownerDocument)) return void (this.#lost = false);
    const shown = shownIn(root);
    // The content of newly shown slots first, then of those that were shown before.
    const inTurn = [...shown.filter((each) => !this.#before.includes(each)), ...shown];
    const candidates = inTurn.flatMap(contentOf).flatMap((each) => [each, ...each.querySelectorAll('*')]);
    const next = candidates.find((each) => each.matches(focusable) && tryFocus(each));
    this.#lost = !next && !focusHost(host);
  }
}

/** Whether a person or a script has moved the focus meanwhile. A hidden element keeps it until the page is drawn. */
function isElsewhere({ activeElement, body }: Document): boolean {
  return activeElement !== null && activeElement !== body && isRendered(activeElement);
}

/** Focuses an element. `false` where the element cannot take the focus, as a hidden element. */
function tryFocus(element: Element): boolean {
  (element as Partial<HTMLElement>).focus?.();
  return element.matches(':focus');
}

/** Focuses the host itself until the focus moves on, where no content can take it: the next Tab starts from here. */
function focusHost(host: Element): boolean {
  if (host.hasAttribute('tabindex')) return tryFocus(host);
  host.setAttribute('tabindex', '-1');
  const release = () => host.removeAttribute('tabindex');
  // A host without a box of its own cannot take the focus.
  if (!tryFocus(host)) release();
  else host.addEventListener('blur', release, { once: true });
  return host.hasAttribute('tabindex');
}
