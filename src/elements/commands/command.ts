import { flatParent } from '../dom/flat-tree.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { SessionController } from '../../controllers/session-controller.ts';

/** One command of an element. */
export interface Command {
  /** Whether it is possible now. Reads signals. */
  verdict(value: string): Verdict;
  /**
   * @param trusted whether a person did it, near the session: only then may it open a microphone.
   * @param source the button, where it was one
   */
  run(value: string, trusted: boolean, source: Element | null): Promise<unknown>;
  /** For a toggle: whether it is on. Reads signals. */
  pressed?(value: string): boolean;
  /** Acts on other people or the room: not from a button elsewhere in the page, which a stranger may have written. */
  readonly inside?: true;
}

export type Commands = Readonly<Record<string, Command>>;

/** An element that knows commands. */
export interface CommandTarget extends HTMLElement {
  readonly session: SessionController | undefined;
  readonly [commands]: Commands;
  readonly [given]?: unknown;
}

export const noCommands: Commands = {};

// Of the registry, so that two copies of this package know each other's elements.
export const commands = Symbol.for('utd-commands');

const isCommanded = (node: Node | null): node is CommandTarget => !!node && commands in node;

/** The first element from `node` on, up the flat tree, that knows the command. */
export function knowing(node: Node | null, command: string): CommandTarget | undefined {
  for (let at = node; at; at = flatParent(at))
    if (isCommanded(at) && Object.hasOwn(at[commands], command)) return at;
  return undefined;
}

/** The element that a button speaks to: named by `commandfor`, else the nearest that knows the command. */
export function targetOf(button: Element): CommandTarget | undefined {
  const command = button.getAttribute('command') ?? '';
  const id = button.getAttribute('commandfor');
  if (id === null) return knowing(flatParent(button), command);
  const root = button.getRootNode() as Document | ShadowRoot;
  return knowing(root.getElementById?.(id) ?? null, command);
}

/** The session that a script has given to an element: markup cannot, so what is inside may be trusted as in a provider. */
export const given = Symbol.for('utd-given');

/** Whether `node` stands inside an element that provides `session` (what can join can), or was given it. */
export function insideSession(node: Node | null, session: CommandTarget['session']): boolean {
  for (let at = node; at; at = flatParent(at))
    if (
      isCommanded(at) &&
      at.session === session &&
      (Object.hasOwn(at[commands], '--join') || at[given] === session)
    )
      return true;
  return false;
}

/**
 * Whether `node` stands inside an element of ours that shows `session`. Sanitisers let strangers write buttons that
 * name the session's element, and labels for buttons of the page, but no elements of ours.
 */
export function nearSession(node: Node | null, session: CommandTarget['session']): boolean {
  for (let at = node; at; at = flatParent(at)) if (isCommanded(at) && at.session === session) return true;
  return false;
}

/** On a button while it is clicked: what was clicked in truth, which may be a label. */
export const place = Symbol.for('utd-place');

/** On a button while it is clicked, and on the commands that we send: whether a person did it. */
export const act = Symbol.for('utd-act');

/** Sends a command to an element, as a button of the platform does. */
export function sendCommand(
  target: Element,
  command: string,
  source: Element | null,
  trusted: boolean,
): void {
  const init = { command, source, cancelable: true };
  const event =
    typeof CommandEvent === 'function'
      ? new CommandEvent('command', init)
      : Object.assign(new Event('command', init), { command, source });
  target.dispatchEvent(Object.assign(event, { [act]: trusted }));
}
