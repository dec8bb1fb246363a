/** A field for text, whatever element it is. */
export interface TextField extends HTMLElement {
  value: string;
}

/** The field of a form or of other markup that what is written comes from. */
export function fieldOf(within: Element): TextField | null {
  // A form has fields that stand elsewhere, too.
  if (!(within instanceof HTMLFormElement)) return within.querySelector<TextField>('[name="text"]');
  const field = within.elements.namedItem('text');
  return field instanceof HTMLElement ? (field as TextField) : null;
}

/** The button that says that a form is being sent: the one that was pressed, else its first. */
export const submitterOf = (form: HTMLFormElement, pressed: HTMLElement | null): HTMLElement | null =>
  pressed ??
  form.querySelector<HTMLElement>('button:not([type="button"], [type="reset"]), input[type="submit"]');

/**
 * Enter that sends: alone, and not while a word is being composed, which Safari says by the key code
 * only. Who listens to it before us, a list of names to pick from, may keep it.
 */
export const isSendingEnter = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' &&
  !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) &&
  !(event.isComposing || event.keyCode === 229 || event.defaultPrevented);
