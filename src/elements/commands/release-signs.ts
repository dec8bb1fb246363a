import { flatParent } from '../dom/flat-tree.ts';

/** What holds a button down, by its first event. */
export type Press = PointerEvent | KeyboardEvent;

/** What happens in a window, by the name of its event. The DOM's own types leave two out. */
interface Heard extends WindowEventMap {
  visibilitychange: Event;
  freeze: Event;
}

/** Event → whether it ends a press. */
type Signs<P extends Press> = {
  readonly [K in keyof Heard]?: (event: Heard[K], press: P, button: Element) => boolean;
};

const always = () => true;

/** The main button of a mouse, the tip of a pen, a finger. */
const isUp = ({ buttons }: MouseEvent) => !(buttons & 1);

const isUpByMouse = (event: MouseEvent, { pointerType }: PointerEvent) =>
  pointerType === 'mouse' && isUp(event);

/** macOS tells no key's release while Meta is down, so from then on none is known. */
const isMeta = ({ metaKey, key }: { metaKey: boolean; key?: string }) => metaKey || key === 'Meta';

/** An input method takes keys, and their releases, for itself. */
const isComposed = ({ isComposing, key }: KeyboardEvent) =>
  isComposing || key === 'Process' || key === 'Dead';

/** A modifier changes the `key` of a release, and never its `code`, which some keyboards do not have. */
const isSameKey = (one: KeyboardEvent, other: KeyboardEvent) =>
  one.code && other.code ? one.code === other.code : one.key === other.key;

/** Whether the release of a key that goes down like this could be lost. */
export const isUncertain = (event: KeyboardEvent): boolean => isMeta(event) || isComposed(event);

/** The release would be told to another window, another element or no one. */
const ofBoth: Signs<Press> = {
  blur: (event, _, button) => event.target === window || event.composedPath().includes(button),
  visibilitychange: () => document.hidden,
  pagehide: always,
  freeze: always,
  // During a drag neither pointers nor keys are told.
  dragstart: always,
  // A menu that cannot be prevented is a window of its own.
  contextmenu: ({ cancelable }) => !cancelable,
};

const ofPointer: Signs<PointerEvent> = {
  ...ofBoth,
  pointerup: ({ pointerId, pointerType }, press) =>
    pointerId === press.pointerId || pointerType !== press.pointerType,
  pointercancel: always,
  lostpointercapture: ({ pointerId }, press) => pointerId === press.pointerId,
  // A primary pointer goes down only after the one before has gone up.
  pointerdown: ({ isPrimary, pointerType }, press) => isPrimary && pointerType === press.pointerType,
  // A mouse whose other button is down moves, instead of going up; and after a lost release it moves, too.
  pointermove: (event, press) => event.pointerId === press.pointerId && isUp(event),
  mousemove: isUpByMouse,
  wheel: isUpByMouse,
  mouseup: ({ button }) => button === 0,
  touchend: (event, _, button) => event.composedPath().includes(button) && !event.targetTouches.length,
  touchcancel: always,
};

const ofKey: Signs<KeyboardEvent> = {
  ...ofBoth,
  keyup: (event, press) => !event.code || isSameKey(event, press) || isUncertain(event),
  // Without `repeat` it is another press of the same key, so that the release of the first was lost.
  keydown: (event, press) => (isSameKey(event, press) && !event.repeat) || isUncertain(event),
  compositionstart: always,
  pointerdown: isMeta,
  pointermove: isMeta,
};

const isPointer = (press: Press): press is PointerEvent => 'pointerId' in press;

/** Facts of which no event tells: each that is true at the press must stay so. */
const facts: readonly ((button: HTMLButtonElement, press: Press) => boolean)[] = [
  (button) => button.isConnected,
  (button) => !button.matches(':disabled'),
  (button) => button.checkVisibility({ visibilityProperty: true }),
  (button) => !isInert(button),
  () => document.hasFocus(),
  (button, press) => isPointer(press) || button.matches(':focus'),
];

function isInert(button: Element): boolean {
  for (let at: Node | null = button; at; at = flatParent(at))
    if (at instanceof HTMLElement && at.inert) return true;
  return false;
}

/** Open modal dialogs, behind which everything else is inert. */
const modals = (button: Element) =>
  [...document.querySelectorAll('dialog:modal')].filter((dialog) => !dialog.contains(button));

/** Milliseconds between two looks at the facts. */
const pause = 100;

/** A pause this much longer is one in which nothing was heard: an `alert()`, a machine that slept. */
const asleep = 2_000;

/**
 * Calls `released` at the first sign that `button` is not held any more, or that nobody could know.
 *
 * @param stays one more fact, as those above
 * @param signal ends the waiting
 */
export function onRelease(
  press: Press,
  button: HTMLButtonElement,
  stays: () => boolean,
  released: () => void,
  signal: AbortSignal,
): void {
  // The table of a kind of press is read with a press of this kind.
  const signs = (isPointer(press) ? ofPointer : ofKey) as Readonly<
    Record<string, (event: Event, press: Press, button: Element) => boolean>
  >;
  for (const [name, ends] of Object.entries(signs))
    window.addEventListener(name, (event) => ends(event, press, button) && released(), {
      signal,
      capture: true,
      passive: true,
    });
  const before = new Set(modals(button));
  const still = [
    stays,
    () => modals(button).every((dialog) => before.has(dialog)),
    ...facts.map((fact) => () => fact(button, press)).filter((fact) => fact()),
  ];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const slept = now - last > asleep;
    last = now;
    if (slept || !still.every((fact) => fact())) released();
  }, pause);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}
