import { causedByPerson, clickedElement, sendCommand, targetOf } from './command.ts';
import { isTag } from '../dom/node-kind.ts';

const installed = Symbol.for('utd-command-click');

/** Marks of a button during its click. */
interface ClickedButton extends HTMLButtonElement {
  [causedByPerson]?: boolean;
  [clickedElement]?: Element;
}

/** Buttons whose click has brought a `command` event: of the browser, or of another polyfill. */
const answered = new WeakSet<EventTarget>();

/** Clicks that were handled: a click on slotted content passes a closed root and the window. */
const handled = new WeakSet<Event>();

/**
 * Adds the commands that the browser lacks: those without `commandfor`, and all of them where neither the browser nor
 * another polyfill knows invoker commands. The events of a click tell, because a polyfill may be loaded before or after.
 * All copies of this package in a page share one listener. It stops no click, because frameworks listen to the same click.
 *
 * @param target a window, or a closed shadow root, whose buttons no listener outside of it sees
 */
export function installInvokerPolyfill(target: EventTarget & { [installed]?: true }): void {
  if (target[installed]) return;
  target[installed] = true;
  target.addEventListener('click', handleClick, { capture: true });
  target.addEventListener('command', noteCommand, { capture: true });
}

function noteCommand(event: Event & { source?: EventTarget | null }): void {
  if (event.source) answered.add(event.source);
}

/** The label of the current click: the platform goes on to click its control. */
let label: HTMLLabelElement | undefined;

function handleClick(event: Event): void {
  const path = event.composedPath();
  const button = path.find((each): each is ClickedButton => isTag(each, 'button'));
  const command = button?.getAttribute('command');
  if (!button) return noteLabel(path);
  if (!command?.startsWith('--') || handled.has(event)) return;
  handled.add(event);
  const { isTrusted } = event;
  // A native `command` event is trusted whatever caused the click, so the click itself tells.
  button[causedByPerson] = isTrusted;
  button[clickedElement] = label?.control === button ? label : button;
  answered.delete(button);
  // The command follows a task later, so that every listener of the click has had the chance to prevent it.
  setTimeout(() => {
    const target = targetOf(button);
    const prevented = event.defaultPrevented || button.matches(':disabled') || actsOnForm(button);
    if (target && !answered.has(button) && !prevented) sendCommand(target, command, button, isTrusted);
    delete button[causedByPerson];
    delete button[clickedElement];
  });
}

function noteLabel(path: readonly EventTarget[]): void {
  label = path.find((each) => isTag(each, 'label'));
  setTimeout(() => (label = undefined));
}

/**
 * A button in a form that submits, resets or has no type sends no command, as in the platform. The attribute counts: the
 * `type` property reads `button` for a button with a command and without a type.
 */
const actsOnForm = (button: HTMLButtonElement): boolean =>
  !!button.form && button.getAttribute('type')?.toLowerCase() !== 'button';
