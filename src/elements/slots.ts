import { html, nothing, type TemplateResult } from 'lit';

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]';

/**
 * Slots by state. They are hidden and never taken out, so that what is in them (a video, a half
 * written name) lives on.
 *
 * @param shown names of the slots to show; `''` is the default one.
 */
export const slots = (names: readonly string[], shown: readonly string[]): TemplateResult[] =>
  names.map((name) => html`<slot name=${name || nothing} ?hidden=${!shown.includes(name)}></slot>`);

const shownIn = (root: ShadowRoot) => [...root.querySelectorAll('slot')].filter((slot) => !slot.hidden);

const contentOf = (slot: HTMLSlotElement) => slot.assignedElements({ flatten: true });

/** Whether the focus is in the content of a slot. */
const holdsFocus = (slot: HTMLSlotElement): boolean =>
  contentOf(slot).some((each) => each.matches(':focus, :focus-within'));

/**
 * Takes note of where the focus is, before an update. Run what it returns after it: where the
 * slot with the focus was hidden, the focus moves on instead of falling to the page.
 */
export function keepFocus(root: ShadowRoot | null): () => void {
  const before = root ? shownIn(root) : [];
  const slot = before.find(holdsFocus);
  return () => {
    if (!root || !slot?.hidden) return;
    const shown = shownIn(root);
    // What came in its place first, then what was there before.
    const inTurn = [...shown.filter((each) => !before.includes(each)), ...shown];
    for (const element of inTurn.flatMap(contentOf))
      for (const next of [element, ...element.querySelectorAll(focusable)])
        if (next instanceof HTMLElement && next.matches(focusable) && focused(next)) return;
    focusHost(root.host as HTMLElement);
  };
}

/** What is hidden cannot be focused. */
function focused(element: HTMLElement): boolean {
  element.focus();
  return element.matches(':focus');
}

/** Nothing in it can take the focus, so it does itself until the focus goes on: the next Tab starts from here. */
function focusHost(host: HTMLElement): void {
  if (host.hasAttribute('tabindex')) return host.focus();
  host.tabIndex = -1;
  // Without a box of its own it cannot.
  if (focused(host)) host.addEventListener('blur', () => host.removeAttribute('tabindex'), { once: true });
  else host.removeAttribute('tabindex');
}
