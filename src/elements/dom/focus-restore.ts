import { isRendered } from './rendered.ts';

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]';

const shownIn = (root: ShadowRoot) => [...root.querySelectorAll('slot')].filter((slot) => !slot.hidden);

const contentOf = (slot: HTMLSlotElement) => slot.assignedElements({ flatten: true });

/** Whether the content of a slot holds the focus. */
const holdsFocus = (slot: HTMLSlotElement): boolean =>
  contentOf(slot).some((each) => each.matches(':focus, :focus-within'));

/** Whether the focus in the content of a slot is shown, as that of a keyboard. */
const showsFocus = (slot: HTMLSlotElement): boolean =>
  contentOf(slot).some((each) => each.matches(':focus-visible') || each.querySelector(':focus-visible'));

/**
 * Moves the focus to a shown slot when the slot that holds it is hidden, so that it does not fall to the page. The page
 * scrolls to a focus that is shown. After a click or a touch the page stays where it is.
 */
export class FocusRestore {
  #before: readonly HTMLSlotElement[] = [];
  #slot: HTMLSlotElement | undefined;
  #preventScroll = false;
  /** No element could take the focus yet: the join form is hidden, and the content of the room is not there. */
  #lost = false;

  /** Notes the shown slots, before a change. */
  note(root: ShadowRoot | null): void {
    this.#before = root ? shownIn(root) : [];
    this.#slot = this.#before.find(holdsFocus);
    if (this.#slot) this.#preventScroll = !showsFocus(this.#slot);
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
    const options = { preventScroll: this.#preventScroll };
    const next = candidates.find((each) => each.matches(focusable) && tryFocus(each, options));
    this.#lost = !next && !focusHost(host, options);
  }
}

/** Whether a person or a script has moved the focus meanwhile. A hidden element keeps it until the page is drawn. */
function isElsewhere({ activeElement, body }: Document): boolean {
  return activeElement !== null && activeElement !== body && isRendered(activeElement);
}

/** Focuses an element. `false` where the element cannot take the focus, as a hidden element. */
function tryFocus(element: Element, options: FocusOptions): boolean {
  (element as Partial<HTMLElement>).focus?.(options);
  return element.matches(':focus');
}

/** Focuses the host itself until the focus moves on, where no content can take it: the next Tab starts from here. */
function focusHost(host: Element, options: FocusOptions): boolean {
  if (host.hasAttribute('tabindex')) return tryFocus(host, options);
  host.setAttribute('tabindex', '-1');
  const release = () => host.removeAttribute('tabindex');
  // A host without a box of its own cannot take the focus.
  if (!tryFocus(host, options)) release();
  else host.addEventListener('blur', release, { once: true });
  return host.hasAttribute('tabindex');
}
