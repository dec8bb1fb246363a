import { targetOf } from './command.ts';
import { sendCommand } from './command-events.ts';

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
  window.addEventListener(
    'click',
    (event) => {
      const button = event
        .composedPath()
        .find((each): each is HTMLButtonElement => each instanceof HTMLButtonElement);
      const command = button?.getAttribute('command');
      if (!button || !command?.startsWith('--')) return;
      if (native && button.hasAttribute('commandfor')) return;
      const { isTrusted } = event;
      // A task later, so that whoever listens to the click has had the chance to prevent it.
      setTimeout(() => {
        if (event.defaultPrevented || button.matches(':disabled') || actsOnForm(button)) return;
        const target = targetOf(button);
        if (target) sendCommand(target, command, button, isTrusted);
      });
    },
    { capture: true },
  );
}

/** As the platform has it: a button that submits or resets its form does no command. */
const actsOnForm = (button: HTMLButtonElement): boolean => !!button.form && button.type !== 'button';
