import { Signal } from '../reactive/signal.ts';
import {
  errorTexts,
  type ErrorText,
  type MessageCode,
  type Messages,
  type TextOverrides,
} from './error-texts.ts';

const tables = new Signal.State<ReadonlyMap<string, Messages>>(new Map());

/**
 * Sets the texts of codes in a language. A button uses the language of the nearest `lang` attribute, an error uses the
 * language of the page. The text of a code that the table leaves out is English.
 *
 * @param lang a language tag. `ar` serves `ar-EG` too, where `ar-EG` has no text of its own; `en` replaces the English
 *   texts.
 * @param table replaces the table that was set before for this language. Each entry is a description without a full
 *   stop, and a remedy: "Description. Remedy" is composed of both. English alone adds "Could not …".
 * @example
 * ```ts
 * setMessages('ar', { seat_taken: ['المقعد مشغول', 'اختر مقعدًا آخر.'] });
 * setMessages('en', { banned: ['you were shown the door', 'Write to us.'] });
 * ```
 */
export function setMessages(lang: string, table: Messages): void {
  tables.set(new Map(tables.get()).set(lang.toLowerCase(), table));
}

/** The text of a code. */
export interface CodeText {
  readonly happened: string;
  readonly fix: string;
  /** Language tag without region; `en` where the requested language has no text for the code. */
  readonly lang: string;
}

/**
 * The text of `code`. Reads a signal, so that a display of the text follows `setMessages`.
 *
 * @param overrides replaces the usual English text; a translation always gives the usual text
 * @param lang a language tag. Default: the language of the page.
 */
export function say(code: MessageCode, overrides?: TextOverrides, lang = pageLanguage()): CodeText {
  const current = tables.get();
  for (let tag = lang.toLowerCase(); tag; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    const found = current.get(tag)?.[code];
    const [base = ''] = tag.split('-');
    if (found && base !== 'en') return { happened: found[0], fix: found[1], lang: base };
    if (found) return english(found, overrides);
  }
  return english(current.get('en')?.[code] ?? errorTexts[code], overrides);
}

const english = ([happened, fix]: ErrorText, overrides: TextOverrides = []): CodeText => ({
  happened: overrides[0] ?? happened,
  fix: overrides[1] ?? fix,
  lang: 'en',
});

/** The `lang` of the page; empty in Node. */
export const pageLanguage = (): string => globalThis.document?.documentElement?.lang ?? '';

/** "The seat is locked. Ask a host to unlock it." */
export const shortSentence = ({ happened, fix }: Omit<CodeText, 'lang'>): string =>
  `${happened.charAt(0).toUpperCase()}${happened.slice(1)}. ${fix}`;

/** "Could not take seat 3 in 'lobby': the seat is locked. Ask a host to unlock it." */
export const sentence = (attempted: string, text: CodeText): string =>
  text.lang === 'en' ? `Could not ${attempted}: ${text.happened}. ${text.fix}` : shortSentence(text);

/** The message after the local participant has left, as a full sentence. */
export function farewell(room: string): string {
  const text = say('left');
  return text.lang === 'en' ? `You left ${room}.` : shortSentence(text);
}
