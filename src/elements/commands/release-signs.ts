import { flatParent } from '../dom/flat-tree.ts';
import { isRendered } from '../dom/rendered.ts';

/** The first event of a press that holds a button down. */
export type Press = PointerEvent | KeyboardEvent;

/** The events of a window by name. The DOM's own types leave two out. */
interface WindowEvents extends WindowEventMap {
  visibilitychange: Event;
  freeze: Event;
}

/** Event → whether it ends a press. */
type Signs<P extends Press> = {
  readonly [K in keyof WindowEvents]?: (event: WindowEvents[K], press: P, button: Element) => boolean;
};

const always = () => true;

/** The main button of a mouse, the tip of a pen, a finger. */
const isUp = ({ buttons }: MouseEvent) => !(buttons & 1);

const isUpByMouse = (event: MouseEvent, { pointerType }: PointerEvent) =>
  pointerType === 'mouse' && isUp(event);

/** macOS sends no `keyup` while Meta is down, so that every later release may be lost. */
const isMeta = ({ metaKey, key }: { metaKey: boolean; key?: string }) => metaKey || key === 'Meta';

/** An input method consumes keys and their releases. */
const isComposed = ({ isComposing, key }: KeyboardEvent) =>
  isComposing || key === 'Process' || key === 'Dead';

/** A modifier changes the `key` of a release and never its `code`. Some keyboards send no `code`. */
const isSameKey = (one: KeyboardEvent, other: KeyboardEvent) =>
  one.code && other.code ? one.code === other.code : one.key === other.key;

/** Whether the release of a key that goes down like this could be lost. */
export const isUncertain = (event: KeyboardEvent): boolean => isMeta(event) || isComposed(event);

/** Signs for which the release goes to another window or another element, or is lost. */
const ofBoth: Signs<Press> = {
  blur: (event, _, button) => event.target === event.currentTarget || event.composedPath().includes(button),
  visibilitychange: (_event, _press, button) => button.ownerDocument.hidden,
  pagehide: always,
  freeze: always,
  // During a drag the browser sends no pointer and no key events.
  dragstart: always,
  // A menu that cannot be prevented is a window of its own, which receives the release.
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
  // A mouse with another button down sends `pointermove` in place of `pointerup`. After a lost release the mouse moves, too.
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
  // A `keydown` without `repeat` is another press of the same key: the release of the first was lost.
  keydown: (event, press) => (isSameKey(event, press) && !event.repeat) || isUncertain(event),
  compositionstart: always,
  pointerdown: isMeta,
  pointermove: isMeta,
};

const isPointer = (press: Press): press is PointerEvent => 'pointerId' in press;

/** Facts that no event announces. A fact that holds at the press must go on to hold. */
const facts: readonly ((button: HTMLButtonElement, press: Press) => boolean)[] = [
  (button) => !button.matches(':disabled'),
  // A button that was taken out is not rendered either.
  isRendered,
  (button) => !isInert(button),
  (button) => button.ownerDocument.hasFocus(),
  (button, press) => isPointer(press) || button.matches(':focus'),
];

function isInert(button: Element): boolean {
  for (let at: Node | null = button; at; at = flatParent(at))
    if ((at as Partial<HTMLElement>).inert) return true;
  return false;
}

/** Open modal dialogs without the button, which make the rest of the page inert. */
const modals = (button: Element) =>
  [...button.ownerDocument.querySelectorAll('dialog:modal')].filter((dialog) => !dialog.contains(button));

/** Milliseconds between two checks of the facts. */
const pause = 100;

/** Milliseconds of a pause in which events were lost: an `alert()`, a suspended machine. */
const asleep = 2_000;

/**
 * Calls `released` at the first sign that `button` is not held any more, or that its release could be lost. The window of
 * the button gets the events of its release, which may be another one than that of the script.
 *
 * @param stays another fact, as those above
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
  const { ownerDocument } = button;
  for (const [name, ends] of Object.entries(signs))
    ownerDocument.defaultView?.addEventListener(name, (event) => ends(event, press, button) && released(), {
      signal,
      capture: true,
      passive: true,
    });
  const before = new Set(modals(button));
  const still = [
    stays,
    () => button.ownerDocument === ownerDocument,
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
