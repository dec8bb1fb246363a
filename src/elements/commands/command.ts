import type { SessionController } from '../../controllers/session-controller.ts';
import type { Verdict } from '../../model/verdict.ts';
import { flatParent } from '../dom/flat-tree.ts';

/** One command of an element. */
export interface Command {
  /** Whether the command is possible now. Reads signals. */
  verdict(value: string): Verdict;
  /**
   * @param trusted a person's click caused the command, inside an element of the session: only then may a device open.
   * @param source the button, if any
   */
  run(value: string, trusted: boolean, source: Element | null): Promise<unknown>;
  /** For a toggle: whether it is on. Reads signals. */
  pressed?(value: string): boolean;
  /**
   * The command acts on other participants or on the room. A button elsewhere in the page, which a stranger may have
   * written, cannot send it.
   */
  readonly inside?: true;
}

export type Commands = Readonly<Record<string, Command>>;

/** An element that knows commands. */
export interface CommandTarget extends HTMLElement {
  readonly session: SessionController | undefined;
  readonly [commands]: Commands;
  readonly [givenSession]?: unknown;
}

export const noCommands: Commands = {};

// The symbols are of the global registry, so that two copies of this package know each other's elements.

/** The commands that an element knows. */
export const commands = Symbol.for('utd-commands');

/**
 * The session that a script has given to an element. Markup cannot give a session, so the content of such an element is
 * trusted like that of a provider.
 */
export const givenSession = Symbol.for('utd-given');

/** On a button during its click: the element that was clicked, which may be a label. */
export const clickedElement = Symbol.for('utd-place');

/** On a button during its click, and on the `command` events that we dispatch: whether a person caused them. */
export const causedByPerson = Symbol.for('utd-act');

const isCommandTarget = (node: Node | null): node is CommandTarget => !!node && commands in node;

/** The first element from `node` on, up the flat tree, that knows the command. */
export function findTarget(node: Node | null, command: string): CommandTarget | undefined {
  for (let at = node; at; at = flatParent(at))
    if (isCommandTarget(at) && Object.hasOwn(at[commands], command)) return at;
  return undefined;
}

/** The element that a button controls: named by `commandfor`, else the nearest that knows the command. */
export function targetOf(button: Element): CommandTarget | undefined {
  const command = button.getAttribute('command') ?? '';
  const id = button.getAttribute('commandfor');
  if (id === null) return findTarget(flatParent(button), command);
  const root = button.getRootNode() as Document | ShadowRoot;
  return findTarget(root.getElementById?.(id) ?? null, command);
}

/**
 * Whether `node` is inside an element that provides `session`, or that a script gave `session` to. A provider is known
 * by its `--join`.
 */
export function isInsideProvider(node: Node | null, session: CommandTarget['session']): boolean {
  for (let at = node; at; at = flatParent(at))
    if (
      isCommandTarget(at) &&
      at.session === session &&
      (Object.hasOwn(at[commands], '--join') || at[givenSession] === session)
    )
      return true;
  return false;
}

/**
 * Whether `node` is inside an element of ours that shows `session`. Sanitisers let strangers write buttons that name the
 * session's element, and labels for buttons of the page, but no elements of ours.
 */
export function isInsideSessionElement(node: Node | null, session: CommandTarget['session']): boolean {
  for (let at = node; at; at = flatParent(at)) if (isCommandTarget(at) && at.session === session) return true;
  return false;
}

/** Dispatches a `command` event on an element, as a button of the platform does. */
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
  target.dispatchEvent(Object.assign(event, { [causedByPerson]: trusted }));
}
