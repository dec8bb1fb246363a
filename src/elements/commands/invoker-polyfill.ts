import { causedByPerson, clickedElement, sendCommand, targetOf } from './command.ts';

const installed = Symbol.for('utd-command-click');

/** Browsers with invoker commands handle `commandfor` by themselves. */
const native = typeof HTMLButtonElement !== 'undefined' && 'commandForElement' in HTMLButtonElement.prototype;

/**
 * Adds the commands that the browser lacks: those without `commandfor`, and all of them where the browser knows no
 * invoker commands. All copies of this package in a page share one listener. It stops no click, because frameworks
 * listen to the same click.
 */
export function installInvokerPolyfill(window: Window & { [installed]?: true }): void {
  if (window[installed]) return;
  window[installed] = true;
  window.addEventListener('click', handleClick, { capture: true });
}

/** The label of the current click: the platform goes on to click its control. */
let label: HTMLLabelElement | undefined;

function handleClick(event: Event): void {
  const path = event.composedPath();
  const button = path.find(
    (each): each is HTMLButtonElement & { [causedByPerson]?: boolean; [clickedElement]?: Element } =>
      each instanceof HTMLButtonElement,
  );
  const command = button?.getAttribute('command');
  if (!button) return noteLabel(path);
  if (!command?.startsWith('--')) return;
  const { isTrusted } = event;
  // A native `command` event is trusted whatever caused the click, so the click itself tells.
  button[causedByPerson] = isTrusted;
  button[clickedElement] = label?.control === button ? label : button;
  // The command follows a task later, so that every listener of the click has had the chance to prevent it.
  setTimeout(() => {
    const target = targetOf(button);
    const natively = native && button.hasAttribute('commandfor');
    const prevented = event.defaultPrevented || button.matches(':disabled') || actsOnForm(button);
    if (target && !natively && !prevented) sendCommand(target, command, button, isTrusted);
    delete button[causedByPerson];
    delete button[clickedElement];
  });
}

function noteLabel(path: readonly EventTarget[]): void {
  label = path.find((each) => each instanceof HTMLLabelElement);
  setTimeout(() => (label = undefined));
}

/**
 * A button in a form that submits, resets or has no type sends no command, as in the platform. The attribute counts: the
 * `type` property reads `button` for a button with a command and without a type.
 */
const actsOnForm = (button: HTMLButtonElement): boolean =>
  !!button.form && button.getAttribute('type')?.toLowerCase() !== 'button';
