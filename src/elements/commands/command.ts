import type { Verdict } from '../../model/verdict.ts';
import { flatParent } from '../dom/flat-tree.ts';
import { namedElement } from '../dom/named-element.ts';
import type { ShownSession } from '../dom/shown-session.ts';

/** A command of an element. */
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
  readonly session: ShownSession | undefined;
  /** Id of the element whose session is shown; empty for the nearest one. */
  readonly for?: string;
  readonly [commands]: Commands;
  /**
   * The person or thing that a command is about, in words; empty for none. Commands of a whole session have none. Reads
   * signals.
   *
   * @param value of the button
   */
  [subject]?(value: string): string;
  readonly [givenSession]?: unknown;
}

export const noCommands: Commands = {};

// The symbols are of the global registry, so that two copies of this package know each other's elements.

/** The command of every provider, and of no other element. */
export const retry = '--retry';

/** The commands that an element knows. */
export const commands = Symbol.for('utd-commands');

/** The subject of the commands of an element. */
export const subject = Symbol.for('utd-subject');

/**
 * The session that a script has given to an element. Markup cannot give a session, so the content of such an element is
 * trusted like that of a provider.
 */
export const givenSession = Symbol.for('utd-given');

/** On a button during its click: the element that was clicked, which may be a label. */
export const clickedElement = Symbol.for('utd-place');

/** On a button during its click, and on the `command` events that we dispatch: whether a person caused them. */
export const causedByPerson = Symbol.for('utd-act');

export const isCommandTarget = (node: Node | null): node is CommandTarget => !!node && commands in node;

/**
 * The first element from `node` on, up the flat tree, that knows the command. An element that names another by `for`
 * stands for a place inside that one.
 */
export function findTarget(
  node: Node | null,
  command: string,
  passed: ReadonlySet<Node> = new Set(),
): CommandTarget | undefined {
  for (let at = node; at; at = flatParent(at)) {
    if (!isCommandTarget(at) || passed.has(at)) continue;
    if (Object.hasOwn(at[commands], command)) return at;
    const named = at.for ? namedElement(at, at.for) : null;
    const target = named && findTarget(named, command, new Set([...passed, at]));
    if (target) return target;
  }
  return undefined;
}

/** The node from which on the target of a button is looked for: named by `commandfor` in the same tree, else the parent. */
export function searchStart(button: Element): Node | null {
  const id = button.getAttribute('commandfor');
  if (id === null) return flatParent(button);
  return (button.getRootNode() as Partial<Document>).getElementById?.(id) ?? null;
}

/** The element that a button controls: named by `commandfor`, else the nearest that knows the command. */
export const targetOf = (button: Element): CommandTarget | undefined =>
  findTarget(searchStart(button), button.getAttribute('command') ?? '');

/**
 * Whether `node` is inside an element that provides `session`, or that a script gave `session` to. A provider is known
 * by its `--retry`.
 */
export function isInsideProvider(node: Node | null, session: CommandTarget['session']): boolean {
  for (let at = node; at; at = flatParent(at))
    if (
      isCommandTarget(at) &&
      at.session === session &&
      (Object.hasOwn(at[commands], retry) || at[givenSession] === session)
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
