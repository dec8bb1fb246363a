import { act, place, sendCommand, targetOf } from './command.ts';

const handled = Symbol.for('utd-command-click');

/** Browsers with invoker commands do by themselves what `commandfor` says. */
const native = typeof HTMLButtonElement !== 'undefined' && 'commandForElement' in HTMLButtonElement.prototype;

/**
 * Makes up what browsers leave out: commands without `commandfor`, and all of them where the browser
 * has none. One listener for the page, across copies; it stops nothing, because frameworks listen
 * to the same click.
 */
export function makeUpForClicks(window: Window & { [handled]?: true }): void {
  if (window[handled]) return;
  window[handled] = true;
  window.addEventListener('click', clicked, { capture: true });
}

/** The label that is clicked just now: the platform goes on to click what it is for. */
let label: HTMLLabelElement | undefined;

function clicked(event: Event): void {
  const path = event.composedPath();
  const button = path.find(
    (each): each is HTMLButtonElement & { [act]?: boolean; [place]?: Element } =>
      each instanceof HTMLButtonElement,
  );
  const command = button?.getAttribute('command');
  if (!button) return labelClicked(path);
  if (!command?.startsWith('--')) return;
  const { isTrusted } = event;
  // The platform's own `command` event is trusted whatever caused the click, so the click tells.
  button[act] = isTrusted;
  button[place] = label?.control === button ? label : button;
  // A task later, so that whoever listens to the click has had the chance to prevent it.
  setTimeout(() => {
    const target = targetOf(button);
    const natively = native && button.hasAttribute('commandfor');
    const kept = event.defaultPrevented || button.matches(':disabled') || actsOnForm(button);
    if (target && !natively && !kept) sendCommand(target, command, button, isTrusted);
    delete button[act];
    delete button[place];
  });
}

function labelClicked(path: readonly EventTarget[]): void {
  label = path.find((each) => each instanceof HTMLLabelElement);
  setTimeout(() => (label = undefined));
}

/**
 * As the platform has it, a button that submits, resets or says nothing does no command in a form.
 * By its attribute: the property says `button` for one that has a command and no type.
 */
const actsOnForm = (button: HTMLButtonElement): boolean =>
  !!button.form && button.getAttribute('type')?.toLowerCase() !== 'button';
