import type { Fields } from './bindings.ts';

/** Characters of a subject: a screen reader reads it with each button. */
const longest = 80;

const isFilled = (field: unknown): boolean => field != null && field !== '';

/** The fields of an item in words: a name, and the text of a message; the number of a seat without a person. */
export function subjectOf({ name, identity, number, text }: Fields): string {
  const whole = [[name, identity, number].find(isFilled), text].filter(isFilled).join(': ');
  const characters = [...whole.replace(/\s+/gu, ' ').trim()];
  if (characters.length <= longest) return characters.join('');
  return `${characters.slice(0, longest - 1).join('')}…`;
}
