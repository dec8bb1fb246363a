import { errorOf } from '../../errors/errors.ts';
import {
  act,
  commands,
  insideSession,
  knowing,
  nearSession,
  place,
  sendCommand,
  type CommandTarget,
} from './command.ts';
import { flatParent } from '../dom/flat-tree.ts';
import { reportError } from '../dom/report-error.ts';

/** The platform's `CommandEvent`, also where a browser has none. */
type CommandLike = Event & { readonly command: string; readonly source: Element | null };

const busy = new WeakSet<Element>();

/** Whether a person did it: a click that a script made up opens no microphone. */
function byPerson(event: CommandLike & { [act]?: boolean }): boolean {
  const source = event.source as { [act]?: boolean } | null;
  return event[act] ?? (event.isTrusted && source?.[act] === true);
}

/** Makes an element act on the commands that it knows, and hand upward those it does not. */
export function listenToCommands(element: CommandTarget): void {
  element.addEventListener('command', (event) => {
    const given = event as CommandLike; // the DOM's own type, which not every lib has
    const { command, source } = given;
    if (!command.startsWith('--') || event.defaultPrevented) return;
    const trusted = byPerson(given);
    if (Object.hasOwn(element[commands], command)) return void perform(element, command, source, trusted);
    const next = knowing(flatParent(element), command);
    if (next) sendCommand(next, command, source, trusted);
  });
}

async function perform(
  element: CommandTarget,
  name: string,
  source: Element | null,
  trusted: boolean,
): Promise<void> {
  const { session } = element;
  const command = element[commands][name]!;
  const value = (source as HTMLButtonElement | null)?.value ?? '';
  const attempted = `do ${name}`;
  const clicked = (source as { [place]?: Element } | null)?.[place] ?? source;
  // A second click while the first is under way is the same wish.
  if (source && busy.has(source)) return;
  if (source) busy.add(source);
  source?.setAttribute('aria-busy', 'true');
  try {
    // The place of the button counts, not the place of the element that it names.
    if (command.inside && !insideSession(clicked, session))
      throw errorOf('forbidden', attempted, {
        happened: 'this command works only from inside the session’s element',
      });
    // The button may show an older state: what counts is what is possible now.
    const { because, reason: happened, fix } = command.verdict(value);
    if (because) throw errorOf(because, attempted, { happened, fix });
    await command.run(value, trusted && nearSession(clicked, session), source);
  } catch (error) {
    reportError(session, error, attempted);
  } finally {
    if (source) busy.delete(source);
    source?.removeAttribute('aria-busy');
  }
}
