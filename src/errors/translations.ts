import { Signal } from '../reactive/signal.ts';
import { words, type MessageCode, type Messages, type OwnWords, type Words } from './error-texts.ts';

const tables = new Signal.State<ReadonlyMap<string, Messages>>(new Map());

/**
 * Says codes in other words, or in another language. Buttons take the language of the nearest `lang`
 * attribute, errors that of the page; a code that a table leaves out is said in English.
 *
 * @param lang a language tag; `ar` serves `ar-EG` too, where that has no words of its own. `en` takes the
 *   place of the English words.
 * @param table takes the place of the one before. What happened is written without its full stop, as
 *   "what happened. What to do" is made of it; "Could not …" is said in English only.
 * @example
 * ```ts
 * setMessages('ar', { seat_taken: ['المقعد مشغول', 'اختر مقعدًا آخر.'] });
 * setMessages('en', { banned: ['you were shown the door', 'Write to us.'] });
 * ```
 */
export function setMessages(lang: string, table: Messages): void {
  tables.set(new Map(tables.get()).set(lang.toLowerCase(), table));
}

/** A code in words. */
export interface Said {
  readonly happened: string;
  readonly fix: string;
  /** Without region; `en` where nobody has said it in the language that was asked for. */
  readonly lang: string;
}

/**
 * What `code` says in `lang`, the page's unless told. Reads a signal, so that what shows it follows `setMessages`.
 *
 * @param own more than the code's usual words, in English; a translation says the usual.
 */
export function say(code: MessageCode, own?: OwnWords, lang = pageLanguage()): Said {
  const given = tables.get();
  for (let tag = lang.toLowerCase(); tag; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    const found = given.get(tag)?.[code];
    const [base = ''] = tag.split('-');
    if (found && base !== 'en') return { happened: found[0], fix: found[1], lang: base };
    if (found) return english(found, own);
  }
  return english(given.get('en')?.[code] ?? words[code], own);
}

const english = ([happened, fix]: Words, own: OwnWords = []): Said => ({
  happened: own[0] ?? happened,
  fix: own[1] ?? fix,
  lang: 'en',
});

/** The `lang` of the page; empty in Node. */
export const pageLanguage = (): string => globalThis.document?.documentElement?.lang ?? '';

/** "The seat is locked. Ask a host to unlock it." */
export const shortSentence = ({ happened, fix }: Omit<Said, 'lang'>): string =>
  `${happened.charAt(0).toUpperCase()}${happened.slice(1)}. ${fix}`;

/** "Could not take seat 3 in 'lobby': the seat is locked. Ask a host to unlock it." */
export const sentence = (attempted: string, said: Said): string =>
  said.lang === 'en' ? `Could not ${attempted}: ${said.happened}. ${said.fix}` : shortSentence(said);

/** That I left, as a full sentence. */
export function farewell(room: string): string {
  const said = say('left');
  return said.lang === 'en' ? `You left ${room}.` : shortSentence(said);
}
