import { html, nothing, type TemplateResult } from 'lit';

/**
 * Slots by state. They are hidden and never taken out, so that what is in them (a video, a half
 * written name) lives on.
 *
 * @param shown names of the slots to show; `''` is the default one.
 */
export const slots = (names: readonly string[], shown: readonly string[]): TemplateResult[] =>
  names.map((name) => html`<slot name=${name || nothing} ?hidden=${!shown.includes(name)}></slot>`);
