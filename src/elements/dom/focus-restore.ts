const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]';

const shownIn = (root: ShadowRoot) => [...root.querySelectorAll('slot')].filter((slot) => !slot.hidden);

const contentOf = (slot: HTMLSlotElement) => slot.assignedElements({ flatten: true });

/** Whether the focus is in the content of a slot. */
const holdsFocus = (slot: HTMLSlotElement): boolean =>
  contentOf(slot).some((each) => each.matches(':focus, :focus-within'));

/** Moves the focus on when the slot that holds it is hidden, instead of letting it fall to the page. */
export class FocusRestore {
  #before: readonly HTMLSlotElement[] = [];
  #slot: HTMLSlotElement | undefined;
  /** Nothing could take the focus yet: a form to join by is gone, and the room is not there. */
  #lost = false;

  /** Takes note, before an update. */
  note(root: ShadowRoot | null): void {
    this.#before = root ? shownIn(root) : [];
    this.#slot = this.#before.find(holdsFocus);
  }

  /** Looks after it, after the update. */
  restore(root: ShadowRoot | null): void {
    if (!root || !(this.#slot?.hidden || this.#lost)) return;
    const { host, ownerDocument } = root;
    if (this.#lost && isElsewhere(ownerDocument)) return void (this.#lost = false);
    const shown = shownIn(root);
    // What came in its place first, then what was there before.
    const inTurn = [...shown.filter((each) => !this.#before.includes(each)), ...shown];
    const candidates = inTurn.flatMap(contentOf).flatMap((each) => [each, ...each.querySelectorAll('*')]);
    const next = candidates.find((each) => each.matches(focusable) && focused(each));
    this.#lost = !next && !focusHost(host);
  }
}

/** Somebody has put it somewhere meanwhile. What was hidden keeps it until the page is drawn. */
function isElsewhere({ activeElement, body }: Document): boolean {
  return activeElement !== null && activeElement !== body && activeElement.checkVisibility();
}

/** What is hidden cannot be focused. */
function focused(element: Element): boolean {
  if (element instanceof HTMLElement) element.focus();
  return element.matches(':focus');
}

/** Nothing in it can take the focus, so it does itself until the focus goes on: the next Tab starts from here. */
function focusHost(host: Element): boolean {
  if (host.hasAttribute('tabindex')) return focused(host);
  host.setAttribute('tabindex', '-1');
  const release = () => host.removeAttribute('tabindex');
  // Without a box of its own it cannot.
  if (!focused(host)) release();
  else host.addEventListener('blur', release, { once: true });
  return host.hasAttribute('tabindex');
}
