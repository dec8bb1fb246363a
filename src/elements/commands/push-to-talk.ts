import type { SessionController } from '../../controllers/session-controller.ts';
import { errorOf, type UTDStreamError } from '../../errors/errors.ts';
import { isTag } from '../dom/node-kind.ts';
import { reportError } from '../dom/report-error.ts';
import { isInsideSessionElement, targetOf } from './command.ts';
import { isUncertain, onRelease, type Press } from './release-signs.ts';

/** The command of a button that acts while it is held. */
export const pushToTalk = '--push-to-talk';

/** The error of a command that opens a device without a person's click inside an element of the session. */
export const personRequired = (): UTDStreamError =>
  errorOf('forbidden', 'open a device', {
    happened: 'it takes a person’s click on a button inside an element of this session',
  });

const attempted = `do ${pushToTalk}`;
const installed = Symbol.for('utd-push-to-talk');
/** Keys that click a button. With Option held, Space gives a no-break space. */
const keys: ReadonlySet<string> = new Set([' ', '\u00a0', 'Enter']);
/** The same keys by their `code`, which no modifier and no input method changes. */
const codes: ReadonlySet<string> = new Set(['Space', 'Enter', 'NumpadEnter']);
const held = new Map<Element, Hold>();
/** Presses that were handled: a press on slotted content passes a closed root and the window. */
const handled = new WeakSet<Event>();
/** Buttons that a pointer pressed: the click of the same press is still to come. */
const pressed = new WeakSet<Element>();

/** A button that is held down: the microphone is open until the first sign of a release. */
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
    // The menu of a long touch would end the press.
    const { defaultView } = button.ownerDocument;
    defaultView?.addEventListener('contextmenu', (event) => event.preventDefault(), {
      signal,
      capture: true,
    });
    this.#set(true);
  }

  end(): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    held.delete(this.#button);
    // A session that has ended has closed its microphone.
    if (this.#session.allowed('leave').get().allowed) this.#set(false);
  }

  #set(on: boolean): void {
    this.#session.media
      .setMicrophone(on)
      .catch((error: unknown) => reportError(this.#session, error, attempted));
  }
}

const isPushToTalk = (each: unknown): each is HTMLButtonElement =>
  isTag(each, 'button') && each.getAttribute('command') === pushToTalk;

const buttonOf = (event: Event) => event.composedPath().find(isPushToTalk);

/** Ends the hold of a button that was removed or disabled. */
export const releaseButton = (button: Element): void => held.get(button)?.end();

function press(event: Press): void {
  const button = buttonOf(event);
  // Only elements of a media session know the command.
  const session = button && (targetOf(button)?.session as SessionController | undefined);
  // Only a trusted event opens a microphone.
  if (!session || handled.has(event) || !event.isTrusted || button.matches(':disabled')) return;
  handled.add(event);
  if (!isInsideSessionElement(button, session)) return reportError(session, personRequired(), attempted);
  if (event.type === 'pointerdown') pressed.add(button);
  // The release of the press before was lost, or two pointers hold the button, of which the later counts.
  releaseButton(button);
  const { because, reason: happened, fix } = session.allowed('setMicrophone').get();
  if (because) return reportError(session, errorOf(because, attempted, { happened, fix }), attempted);
  held.set(button, new Hold(button, session, event));
}

/** A window, or a closed shadow root, whose buttons no listener outside of it sees. */
type ButtonsRoot = (Window | ShadowRoot) & { [installed]?: true };

/**
 * Makes buttons with `command="--push-to-talk"` act while they are held. All copies of this package in a page share one
 * set of listeners.
 */
export function installPushToTalk(target: ButtonsRoot): void {
  if (target[installed]) return;
  target[installed] = true;
  const options = { capture: true };
  target.addEventListener(
    'pointerdown',
    (event) => {
      const { isPrimary, button } = event as PointerEvent;
      if (isPrimary && button === 0) press(event as PointerEvent);
    },
    options,
  );
  for (const kind of ['keydown', 'keyup'] as const)
    target.addEventListener(
      kind,
      (pressed) => {
        const event = pressed as KeyboardEvent;
        const { key, code, repeat } = event;
        if (!(keys.has(key) || codes.has(code)) || !buttonOf(event)) return;
        // Otherwise the key would click the button, too.
        event.preventDefault();
        if (kind === 'keydown' && !repeat && !isUncertain(event)) press(event);
      },
      options,
    );
  // The click that ends a press has done its work. A click without a press, as screen readers make, toggles.
  target.addEventListener(
    'click',
    (event) => {
      const button = buttonOf(event);
      if (button && pressed.delete(button)) event.preventDefault();
    },
    options,
  );
}
