import { UTDStreamError } from '../errors.ts';
import { commands, flatParent, insideSession, knowing, type Commanded } from './command.ts';

/** The platform's `CommandEvent`, also where a browser has none. */
type CommandLike = Event & { readonly command: string; readonly source: Element | null };

/** Commands that a person's own click has caused: ours are made by script, which the platform cannot tell apart. */
const acts = new WeakSet<Event>();

const busy = new WeakSet<Element>();

function commandEvent(command: string, source: Element): Event {
  const init = { command, source, cancelable: true };
  if (typeof CommandEvent === 'function') return new CommandEvent('command', init);
  return Object.assign(new Event('command', { cancelable: true }), { command, source });
}

/** Sends a command to an element, as a button of the platform does. */
export function sendCommand(target: Element, command: string, source: Element, trusted: boolean): void {
  const event = commandEvent(command, source);
  if (trusted) acts.add(event);
  target.dispatchEvent(event);
}

/** Makes an element act on the commands that it knows, and hand upward those it does not. */
export function listenToCommands(element: Commanded): void {
  element.addEventListener('command', (event) => {
    const { command, source } = event as CommandLike; // the DOM's own type, which not every lib has
    if (!command.startsWith('--') || event.defaultPrevented) return;
    const trusted = event.isTrusted || acts.has(event);
    if (Object.hasOwn(element[commands], command)) return void act(element, command, source, trusted);
    const next = knowing(flatParent(element), command);
    if (next && source) sendCommand(next, command, source, trusted);
  });
}

async function act(
  element: Commanded,
  name: string,
  source: Element | null,
  trusted: boolean,
): Promise<void> {
  const { session } = element;
  const command = element[commands][name]!;
  const value = (source as HTMLButtonElement | null)?.value ?? '';
  // A second click while the first is under way is the same wish.
  if (source && busy.has(source)) return;
  if (source) busy.add(source);
  source?.setAttribute('aria-busy', 'true');
  try {
    const attempted = `do ${name}`;
    // The place of the button counts, not the place of the element that it names.
    if (command.inside && !insideSession(source, session))
      throw new UTDStreamError('forbidden', attempted, {
        happened: 'this command works only from inside the session’s element',
      });
    // The button may show an older state: what counts is what is possible now.
    const { because } = command.verdict(value);
    if (because) throw new UTDStreamError(because, attempted);
    await command.run(value, trusted);
  } catch (error) {
    if (error instanceof UTDStreamError) session?.fail(error);
    else session?.fail(new UTDStreamError('unknown', `do ${name}`, { cause: error }));
  } finally {
    if (source) busy.delete(source);
    source?.removeAttribute('aria-busy');
  }
}
