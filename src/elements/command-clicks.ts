import { act, sendCommand, targetOf } from './command.ts';

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

function clicked(event: Event): void {
  const path = event.composedPath();
  const button = path.find(
    (each): each is HTMLButtonElement & { [act]?: boolean } => each instanceof HTMLButtonElement,
  );
  const command = button?.getAttribute('command');
  if (!button || !command?.startsWith('--')) return;
  const { isTrusted } = event;
  // The platform's own `command` event is trusted whatever caused the click, so the click tells.
  button[act] = isTrusted;
  // A task later, so that whoever listens to the click has had the chance to prevent it.
  setTimeout(() => {
    delete button[act];
    if (native && button.hasAttribute('commandfor')) return;
    if (event.defaultPrevented || button.matches(':disabled') || actsOnForm(button)) return;
    const target = targetOf(button);
    if (target) sendCommand(target, command, button, isTrusted);
  });
}

/**
 * As the platform has it, a button that submits, resets or says nothing does no command in a form.
 * By its attribute: the property says `button` for one that has a command and no type.
 */
const actsOnForm = (button: HTMLButtonElement): boolean =>
  !!button.form && button.getAttribute('type')?.toLowerCase() !== 'button';
