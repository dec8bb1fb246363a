import { say, shortSentence } from '../messages.ts';
import type { Verdict } from '../shapes.ts';
import { flatParent } from './command.ts';

/** An attribute of the nearest element that has it, from `node` on. */
export function nearest(node: Node, name: string): string | null {
  for (let at: Node | null = node; at; at = flatParent(at))
    if (at instanceof Element && at.hasAttribute(name)) return at.getAttribute(name);
  return null;
}

/** Why a command is not possible, in the language of its button. A verdict speaks that of the page, and may say more than the usual. */
export function wordsFor({ because, reason, fix }: Verdict, lang: string | null): string | null {
  if (!because) return null;
  const here = say(because, [], lang ?? '');
  return shortSentence(here.lang === say(because).lang ? { happened: reason, fix } : here);
}
