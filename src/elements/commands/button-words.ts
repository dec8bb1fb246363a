import { say, shortSentence } from '../../errors/translations.ts';
import type { Verdict } from '../../model/verdict.ts';

/** Why a command is not possible, in the language of its button. A verdict speaks that of the page, and may say more than the usual. */
export function wordsFor({ because, reason, fix }: Verdict, lang: string | null): string | null {
  if (!because) return null;
  const here = say(because, [], lang ?? '');
  return shortSentence(here.lang === say(because).lang ? { happened: reason, fix } : here);
}
