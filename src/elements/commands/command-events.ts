import { errorOf } from '../../errors/errors.ts';
import { writeAttribute } from '../dom/last-written.ts';
import { reportError } from '../dom/report-error.ts';
import {
  causedByPerson,
  clickedElement,
  commands,
  findTarget,
  isInsideProvider,
  isInsideSessionElement,
  sendCommand,
  type CommandTarget,
} from './command.ts';

/** The platform's `CommandEvent`, also where a browser has none. */
type CommandLike = Event & { readonly command: string; readonly source: Element | null };

const busy = new WeakSet<Element>();

/**
 * Whether a person's click caused the event. A click that a script made up opens no device. The click counts and not the
 * event, which a polyfill dispatches for a person, and the browser for a script.
 */
function isByPerson(event: CommandLike & { [causedByPerson]?: boolean }): boolean {
  const source = event.source as { [causedByPerson]?: boolean } | null;
  return event[causedByPerson] ?? source?.[causedByPerson] === true;
}

/** Makes an element run the commands that it knows, and pass all others to the elements around it. */
export function listenToCommands(element: CommandTarget): void {
  element.addEventListener('command', (event) => {
    const commandEvent = event as CommandLike; // the DOM's own type, which not every lib has
    const { command, source } = commandEvent;
    if (!command.startsWith('--') || event.defaultPrevented) return;
    const trusted = isByPerson(commandEvent);
    if (Object.hasOwn(element[commands], command)) return void perform(element, command, source, trusted);
    const next = findTarget(element, command);
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
  const clicked = (source as { [clickedElement]?: Element } | null)?.[clickedElement] ?? source;
  // A second click while the command runs means the same command.
  if (source && busy.has(source)) return;
  if (source) {
    busy.add(source);
    writeAttribute(source, 'aria-busy', 'true');
  }
  try {
    // The position of the button counts, not that of the element that the button names.
    if (command.inside && !isInsideProvider(clicked, session))
      throw errorOf('forbidden', attempted, {
        happened: 'this command works only from inside the session’s element',
      });
    // The state of the button may be older than the present verdict.
    const { because, reason: happened, fix } = command.verdict(value);
    if (because) throw errorOf(because, attempted, { happened, fix });
    await command.run(value, trusted && isInsideSessionElement(clicked, session), source);
  } catch (error) {
    reportError(session, error, attempted);
  } finally {
    if (source) {
      busy.delete(source);
      writeAttribute(source, 'aria-busy', null);
    }
  }
}
