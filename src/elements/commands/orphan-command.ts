import { verdictOf, type Verdict } from '../../model/verdict.ts';
import { flatParent } from '../dom/flat-tree.ts';
import { isElement } from '../dom/node-kind.ts';
import { warnOnce } from '../dom/warn-once.ts';
import { isCommandTarget, searchStart, type Commands } from './command.ts';

/** The verdict on a command that no element takes. */
export const orphaned = (): Verdict =>
  verdictOf([
    'not_found',
    'no element takes this command',
    'Put the button inside the element of the session, or name that element by commandfor.',
  ]);

/** The commands that elements of this page know, or have known. The commands of other libraries are left alone. */
const known = new Set<string>();

export function noteCommands(commands: Commands): void {
  for (const name of Object.keys(commands)) known.add(name);
}

/**
 * Whether a button without a target has a command of ours that no element will take. An element of ours without a session,
 * or one that is not defined yet, may take the command later.
 */
export function isOrphan(button: Element, command: string): boolean {
  if (!known.has(command)) return false;
  for (let at = searchStart(button); at; at = flatParent(at)) {
    if (isElement(at) && at.matches(':not(:defined)')) return false;
    if (isCommandTarget(at) && at.session === undefined) return false;
  }
  return true;
}

/** Warns of a command that no element takes. */
export function warnOfOrphan(button: HTMLButtonElement, stays: () => boolean): void {
  const { reason, fix } = orphaned();
  warnOnce(`${button.getAttribute('command') ?? ''}: ${reason}. ${fix}`, button, stays);
}

/** A form takes the click of a button without a type: a form that a CMS puts around the page, too. */
const isTakenByForm = (button: HTMLButtonElement): boolean =>
  !!button.form && !/^(button|submit|reset)$/i.test(button.getAttribute('type') ?? '');

/** Warns of a button in a form that sends no command, because it has no type. */
export function warnOfForm(button: HTMLButtonElement, command: string): void {
  if (!isTakenByForm(button)) return;
  const text = `${command}: a <form> takes the click of a button without type="button".`;
  warnOnce(text, button, () => isTakenByForm(button));
}
