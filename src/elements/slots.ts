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

/** Whether the focus is in the content of a slot. */
const holdsFocus = (slot: HTMLSlotElement): boolean =>
  slot.assignedElements({ flatten: true }).some((each) => each.matches(':focus, :focus-within'));

/**
 * Takes note of where the focus is, before an update. Run what it returns after it: where the
 * slot with the focus was hidden, the focus moves on instead of falling to the page.
 */
export function keepFocus(root: ShadowRoot | null): () => void {
  const slot = [...(root?.querySelectorAll('slot') ?? [])].find((each) => !each.hidden && holdsFocus(each));
  const before = new Set(root?.querySelectorAll<HTMLSlotElement>('slot:not([hidden])'));
  return () => {
    if (!slot?.hidden || !root) return;
    const fresh = [...root.querySelectorAll<HTMLSlotElement>('slot:not([hidden])')];
    for (const shown of [...fresh.filter((each) => !before.has(each)), ...fresh])
      for (const element of shown.assignedElements({ flatten: true })) {
        const next = element.matches(focusable) ? element : element.querySelector(focusable);
        if (next instanceof HTMLElement) return next.focus();
      }
  };
}
