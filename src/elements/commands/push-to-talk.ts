import type { SessionController } from '../../controllers/session-controller.ts';
import { errorOf } from '../../errors/errors.ts';
import { notAnAct } from './by-person.ts';
import { nearSession, targetOf } from './command.ts';
import { reportError } from '../dom/report-error.ts';
import { isUncertain, onRelease, type Press } from './release-signs.ts';

/** The command of a button that is held, and not pressed. */
export const pushToTalk = '--push-to-talk';

const attempted = `do ${pushToTalk}`;
const handled = Symbol.for('utd-push-to-talk');
/** Keys that click a button. With Option held, Space is a space that does not break. */
const keys: ReadonlySet<string> = new Set([' ', '\u00a0', 'Enter']);
/** The same by their place, which no modifier and no input method changes. */
const codes: ReadonlySet<string> = new Set(['Space', 'Enter', 'NumpadEnter']);
const held = new Map<Element, Hold>();
/** Buttons whose press by a pointer is still followed by a click. */
const pressed = new WeakSet<Element>();

/** A button that is held down: the microphone is open until the first sign that it is let go. */
class Hold {
  readonly #button: Element;
  readonly #session: SessionController;
  readonly #over = new AbortController();

  constructor(button: HTMLButtonElement, session: SessionController, press: Press) {
    this.#button = button;
    this.#session = session;
    const { signal } = this.#over;
    const stays = () => isPushToTalk(button) && targetOf(button)?.session === session;
    onRelease(press, button, stays, () => this.end(), signal);
    // What a long touch opens would take the finger away.
    window.addEventListener('contextmenu', (event) => event.preventDefault(), { signal, capture: true });
    this.#set(true);
  }

  end(): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    held.delete(this.#button);
    // Whoever left has no microphone any more.
    if (this.#session.allowed('leave').get().allowed) this.#set(false);
  }

  #set(on: boolean): void {
    this.#session.media
      .setMicrophone(on)
      .catch((error: unknown) => reportError(this.#session, error, attempted));
  }
}

const isPushToTalk = (each: unknown): each is HTMLButtonElement =>
  each instanceof HTMLButtonElement && each.getAttribute('command') === pushToTalk;

const buttonOf = (event: Event) => event.composedPath().find(isPushToTalk);

/** A button that is gone, or disabled, holds nothing. */
export const letGo = (button: Element): void => held.get(button)?.end();

function press(event: Press): void {
  const button = buttonOf(event);
  const session = button && targetOf(button)?.session;
  // Only a person opens a microphone, and a page may keep the press to itself.
  if (!session || !event.isTrusted || button.matches(':disabled')) return;
  if (!nearSession(button, session)) return reportError(session, notAnAct(), attempted);
  if (event.type === 'pointerdown') pressed.add(button);
  // The release of the press before was lost, or two hold it, of which the later counts.
  letGo(button);
  const { because, reason: happened, fix } = session.allowed('setMicrophone').get();
  if (because) return reportError(session, errorOf(because, attempted, { happened, fix }), attempted);
  held.set(button, new Hold(button, session, event));
}

/** Makes buttons with `command="--push-to-talk"` act while they are held. One set of listeners for the page, across copies. */
export function hearHolds(window: Window & { [handled]?: true }): void {
  if (window[handled]) return;
  window[handled] = true;
  const heard = { capture: true };
  window.addEventListener(
    'pointerdown',
    (event) => {
      if (event.isPrimary && event.button === 0) press(event);
    },
    heard,
  );
  for (const kind of ['keydown', 'keyup'] as const)
    window.addEventListener(
      kind,
      (event) => {
        const { key, code, repeat } = event;
        if (!(keys.has(key) || codes.has(code)) || !buttonOf(event)) return;
        // Otherwise the key would click the button, too.
        event.preventDefault();
        if (kind === 'keydown' && !repeat && !isUncertain(event)) press(event);
      },
      heard,
    );
  // The click that ends a press has done its work. One without a press, as screen readers make, toggles.
  window.addEventListener(
    'click',
    (event) => {
      const button = buttonOf(event);
      if (button && pressed.delete(button)) event.preventDefault();
    },
    heard,
  );
}
