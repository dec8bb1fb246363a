import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import { errorOf } from '../../errors/errors.ts';
import { notAnAct } from './by-person.ts';
import { nearSession, targetOf } from './command.ts';
import { tell } from '../dom/report-error.ts';

/** The command of a button that is held, and not pressed. */
export const pushToTalk = '--push-to-talk';

const attempted = `do ${pushToTalk}`;
const handled = Symbol.for('utd-push-to-talk');
const keys: ReadonlySet<string> = new Set([' ', 'Enter']);
const held = new Map<Element, Hold>();
/** Buttons whose press by a pointer is still followed by a click. */
const pressed = new WeakSet<Element>();

/** A button that is held down: the microphone is open until it is let go, in whatever way. */
class Hold {
  readonly #button: Element;
  readonly #session: AudioRoomController;
  readonly #over = new AbortController();

  /** @param ends the event that lets it go, and whether one of that kind does. */
  constructor(button: Element, session: AudioRoomController, ends: string, isEnd: (event: Event) => boolean) {
    this.#button = button;
    this.#session = session;
    const heard = { signal: this.#over.signal, capture: true };
    const on = (target: EventTarget, event: string, when: (event: Event) => boolean) =>
      target.addEventListener(event, (given) => when(given) && this.end(), heard);
    on(window, ends, isEnd);
    // Where the release would be told to somebody else, or to nobody.
    for (const event of ['pointercancel', 'blur'])
      on(window, event, (event) => event.target === window || event.composedPath().includes(button));
    on(document, 'visibilitychange', () => document.hidden);
    // What a long touch opens would take the finger away.
    window.addEventListener('contextmenu', (event) => event.preventDefault(), heard);
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
    this.#session.media.setMicrophone(on).catch((error: unknown) => tell(this.#session, error, attempted));
  }
}

const buttonOf = (event: Event) =>
  event
    .composedPath()
    .find(
      (each): each is HTMLButtonElement =>
        each instanceof HTMLButtonElement && each.getAttribute('command') === pushToTalk,
    );

/** A button that is gone, or disabled, holds nothing. */
export const letGo = (button: Element): void => held.get(button)?.end();

function press(event: Event, ends: string, isEnd: (event: Event) => boolean): void {
  const button = buttonOf(event);
  const session = button && targetOf(button)?.session;
  // Only a person opens a microphone, and a page may keep the press to itself.
  if (!session || !event.isTrusted || button.matches(':disabled') || held.has(button)) return;
  if (!nearSession(button, session)) return tell(session, notAnAct(), attempted);
  if (event.type === 'pointerdown') pressed.add(button);
  const { because, reason: happened, fix } = session.allowed('setMicrophone').get();
  if (because) return tell(session, errorOf(because, attempted, { happened, fix }), attempted);
  held.set(button, new Hold(button, session, ends, isEnd));
}

/** Makes buttons with `command="--push-to-talk"` act while they are held. One set of listeners for the page, across copies. */
export function hearHolds(window: Window & { [handled]?: true }): void {
  if (window[handled]) return;
  window[handled] = true;
  const heard = { capture: true };
  window.addEventListener(
    'pointerdown',
    (event) => {
      const { pointerId, isPrimary, button } = event;
      if (isPrimary && button === 0)
        press(event, 'pointerup', (up) => (up as PointerEvent).pointerId === pointerId);
    },
    heard,
  );
  for (const kind of ['keydown', 'keyup'] as const)
    window.addEventListener(
      kind,
      (event) => {
        const { key, repeat } = event;
        if (!keys.has(key) || !buttonOf(event)) return;
        // Otherwise the key would click the button, too.
        event.preventDefault();
        if (kind === 'keydown' && !repeat) press(event, 'keyup', (up) => (up as KeyboardEvent).key === key);
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
