import { verdictOf, type Verdict } from '../../model/verdict.ts';
import { flatParent } from '../dom/flat-tree.ts';
import { isElement } from '../dom/node-kind.ts';
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

/** Milliseconds after which a button without a target is no step of a framework that is still at work. */
const settling = 2_000;
const told = new Set<string>();

/** Warns in the console of a command that no element takes: once for each command. */
export function warnOfOrphan(button: HTMLButtonElement, stays: () => boolean): void {
  const command = button.getAttribute('command') ?? '';
  if (told.has(command)) return;
  told.add(command);
  setTimeout(() => {
    const { reason, fix } = orphaned();
    if (stays()) console.warn(`${command}: ${reason}. ${fix}`, button);
    else told.delete(command);
  }, settling);
}
