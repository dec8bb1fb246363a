import { expect } from 'chai';
import { calm, fixture, one, tidy } from '../../../test/support/element/fixture.ts';
import { openPopup } from '../../../test/support/element/other-window.ts';
import { onRelease, type Press } from './release-signs.ts';

const bubbles = { bubbles: true, composed: true, cancelable: true };
const pointer = (type: string, more: PointerEventInit = {}) =>
  new PointerEvent(type, {
    ...bubbles,
    pointerId: 7,
    pointerType: 'mouse',
    isPrimary: true,
    buttons: 1,
    ...more,
  });
const mouse = (type: string, more: MouseEventInit = {}) => new MouseEvent(type, { ...bubbles, ...more });
const key = (type: string, more: KeyboardEventInit = {}) =>
  new KeyboardEvent(type, { ...bubbles, key: ' ', code: 'Space', ...more });
const touch = (type: string, button: Element, there: readonly Element[]) => {
  const touches = there.map((target, identifier) => new Touch({ identifier, target }));
  return [button, new TouchEvent(type, { ...bubbles, touches, targetTouches: touches })] as const;
};

const presses = {
  'a mouse': () => pointer('pointerdown'),
  'a finger': () => pointer('pointerdown', { pointerType: 'touch' }),
  'a pen': () => pointer('pointerdown', { pointerType: 'pen' }),
  Space: () => key('keydown'),
  Enter: () => key('keydown', { key: 'Enter', code: 'Enter' }),
  'a key without a code': () => key('keydown', { code: '' }),
} as const satisfies Record<string, () => Press>;

const all = Object.keys(presses) as (keyof typeof presses)[];
const pointers = ['a mouse', 'a finger', 'a pen'] as const;
const keyboard = ['Space', 'Enter', 'a key without a code'] as const;

interface Scene {
  readonly box: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly other: HTMLInputElement;
}

/** Dispatches on `target`, on the window or on the button unless told. */
const on =
  (target: 'window' | 'document' | 'button' | 'other', event: () => Event) =>
  ({ button, other }: Scene): void =>
    void { window, document, button, other }[target].dispatchEvent(event());

/** While `document` answers so. */
const as = (name: 'hidden' | 'hasFocus', value: unknown, then: () => void) => () => {
  Object.defineProperty(document, name, { value, configurable: true });
  restore.push(() => Reflect.deleteProperty(document, name));
  then();
};
const restore: (() => void)[] = [];

/** A clock that goes on while the page does not. */
const asleepFor = (milliseconds: number) => () => {
  const now = performance.now.bind(performance);
  performance.now = () => now() + milliseconds;
  restore.push(() => Reflect.deleteProperty(performance, 'now'));
};

type Row = readonly [by: readonly (keyof typeof presses)[], what: string, happens: (scene: Scene) => void];

const ends: readonly Row[] = [
  [all, 'the window loses the focus', on('window', () => new Event('blur'))],
  [all, 'the button loses the focus', ({ button, other }) => (button.focus(), other.focus())],
  [all, 'the page goes', on('window', () => new PageTransitionEvent('pagehide', { persisted: true }))],
  [all, 'the page is frozen', on('document', () => new Event('freeze', { bubbles: true }))],
  [
    all,
    'the page is hidden',
    as('hidden', true, () => document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))),
  ],
  [all, 'something is dragged', on('other', () => new DragEvent('dragstart', bubbles))],
  [all, 'a menu opens that no page prevents', on('other', () => mouse('contextmenu', { cancelable: false }))],
  [pointers, 'the browser takes the pointer away', on('button', () => pointer('pointercancel'))],
  [['a mouse'], 'it goes up elsewhere', on('other', () => pointer('pointerup', { buttons: 0 }))],
  [
    ['a finger', 'a pen'],
    'a pointer of another type goes up',
    on('other', () => pointer('pointerup', { pointerId: 1, pointerType: 'mouse' })),
  ],
  [pointers, 'another element has the pointer', on('button', () => pointer('lostpointercapture'))],
  [
    pointers,
    'it moves and is up: the release was lost',
    on('other', () => pointer('pointermove', { buttons: 0 })),
  ],
  [
    ['a mouse'],
    'it goes up with another button down',
    on('other', () => pointer('pointermove', { buttons: 2 })),
  ],
  [['a mouse'], 'a move of the mouse says so', on('other', () => mouse('mousemove', { buttons: 0 }))],
  [['a mouse'], 'its wheel says so', on('other', () => new WheelEvent('wheel', { ...bubbles, buttons: 0 }))],
  [['a mouse'], 'only the mouse event of the release is heard', on('other', () => mouse('mouseup'))],
  [['a mouse'], 'it goes down once more', on('other', () => pointer('pointerdown'))],
  [
    ['a finger'],
    'another finger is the first one down',
    on('other', () => pointer('pointerdown', { pointerId: 8, pointerType: 'touch' })),
  ],
  [
    ['a finger'],
    'only the touch event of the release is heard',
    ({ button }) => {
      const [target, event] = touch('touchend', button, []);
      target.dispatchEvent(event);
    },
  ],
  [
    ['a finger'],
    'the browser takes the touch away',
    ({ button, other }) => {
      const [target, event] = touch('touchcancel', other, [button]);
      target.dispatchEvent(event);
    },
  ],
  [['Space'], 'it goes up', on('button', () => key('keyup'))],
  [['Enter'], 'it goes up', on('button', () => key('keyup', { key: 'Enter', code: 'Enter' }))],
  [['a key without a code'], 'it goes up', on('button', () => key('keyup', { code: '' }))],
  [
    ['Space'],
    'it goes up while Option is down',
    on('button', () => key('keyup', { key: '\u00a0', altKey: true })),
  ],
  [['Space'], 'it goes up in an input method', on('button', () => key('keyup', { key: 'Process' }))],
  [['Space'], 'it goes up as a dead key', on('button', () => key('keyup', { key: 'Dead' }))],
  [['Space'], 'it goes up elsewhere', on('other', () => key('keyup'))],
  [
    keyboard,
    'a key goes up that says not which',
    on('button', () => key('keyup', { key: 'Unidentified', code: '' })),
  ],
  [
    keyboard,
    'Meta goes down',
    on('button', () => key('keydown', { key: 'Meta', code: 'MetaLeft', metaKey: true })),
  ],
  [keyboard, 'Meta goes up', on('button', () => key('keyup', { key: 'Meta', code: 'MetaLeft' }))],
  [
    keyboard,
    'another key says that Meta is down',
    on('button', () => key('keydown', { key: 'a', code: 'KeyA', metaKey: true })),
  ],
  [
    keyboard,
    'the pointer says that Meta is down',
    on('other', () => pointer('pointermove', { metaKey: true })),
  ],
  [keyboard, 'a word is composed', on('other', () => new CompositionEvent('compositionstart', bubbles))],
  [
    keyboard,
    'another key is composed',
    on('button', () => key('keydown', { key: 'a', code: 'KeyA', isComposing: true })),
  ],
  [
    keyboard,
    'an input method takes the keys',
    on('button', () => key('keydown', { key: 'Process', code: 'KeyA' })),
  ],
  [keyboard, 'another key is dead', on('button', () => key('keydown', { key: 'Dead', code: 'KeyE' }))],
  [['Space'], 'it goes down once more', on('button', () => key('keydown'))],
];

/** No event tells of these. */
const found: readonly Row[] = [
  [all, 'the button is taken out', ({ button }) => button.remove()],
  [all, 'the button is disabled', ({ button }) => void (button.disabled = true)],
  [
    all,
    'all around it is disabled',
    ({ box }) => void (one<HTMLFieldSetElement>(box, 'fieldset').disabled = true),
  ],
  [all, 'the button is hidden', ({ button }) => void (button.hidden = true)],
  [all, 'all around it is hidden', ({ box }) => void (box.style.display = 'none')],
  [all, 'the button cannot be seen', ({ button }) => void (button.style.visibility = 'hidden')],
  [all, 'all around it is inert', ({ box }) => void (box.inert = true)],
  [all, 'a modal dialog opens', ({ box }) => one<HTMLDialogElement>(box, 'dialog').showModal()],
  [
    all,
    'the page has lost the focus',
    as(
      'hasFocus',
      () => false,
      () => {},
    ),
  ],
  [all, 'an alert or a sleep of the machine has held the page up', asleepFor(3_000)],
  [all, 'the button means something else', ({ button }) => button.removeAttribute('command')],
];

const stays: readonly Row[] = [
  [all, 'the pointer moves', on('other', () => pointer('pointermove'))],
  [all, 'a menu is prevented', on('other', () => mouse('contextmenu'))],
  [
    all,
    'something else loses the focus',
    ({ other }) => other.dispatchEvent(new FocusEvent('blur', { composed: true })),
  ],
  [
    ['a finger'],
    'a second finger taps',
    on('other', () => pointer('pointerup', { pointerId: 8, pointerType: 'touch' })),
  ],
  [
    ['a mouse'],
    'another button of it goes down and up',
    on('other', () => pointer('pointermove', { button: 2, buttons: 1 })),
  ],
  [pointers, 'a key goes down and up', on('button', () => key('keyup'))],
  [['Space', 'Enter'], 'it repeats', on('button', () => key('keydown', { repeat: true }))],
  [
    ['Space', 'Enter'],
    'Option goes down',
    on('button', () => key('keydown', { key: 'Alt', code: 'AltLeft', altKey: true })),
  ],
  [
    ['Space', 'Enter'],
    'another key goes down and up',
    on('button', () => key('keyup', { key: 'a', code: 'KeyA' })),
  ],
  [keyboard, 'a mouse goes up', on('other', () => pointer('pointerup'))],
];

/** Presses, and waits for the release for `ms` at most. */
async function released(by: keyof typeof presses, happens: (scene: Scene) => void, ms: number) {
  const box = await fixture(
    '<fieldset><button command="--push-to-talk">Talk</button><input></fieldset><dialog></dialog>',
  );
  const [button, other] = [one<HTMLButtonElement>(box, 'button'), one<HTMLInputElement>(box, 'input')];
  // Safari gives a button no focus by a click. Its `blur` would hide the other signs.
  if (keyboard.some((each) => each === by)) button.focus();
  const over = new AbortController();
  const ended = new Promise<true>((resolve) =>
    onRelease(
      presses[by](),
      button,
      () => button.hasAttribute('command'),
      () => resolve(true),
      over.signal,
    ),
  );
  happens({ box, button, other });
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), ms));
  const is = await Promise.race([ended, late]);
  over.abort();
  return is;
}

describe('a button that is held', () => {
  afterEach(async () => {
    for (const back of restore.splice(0)) back();
    await tidy();
  });

  for (const [by, what, happens] of ends)
    for (const each of by)
      it(`by ${each} is let go at once when ${what}`, async () => {
        expect(await released(each, happens, 0)).to.equal(true);
      });

  for (const [by, what, happens] of found)
    for (const each of by)
      it(`by ${each} is let go within half a second when ${what}`, async () => {
        expect(await released(each, happens, 500)).to.equal(true);
      });

  for (const [by, what, happens] of stays)
    for (const each of by)
      it(`by ${each} is still held when ${what}`, async () => {
        expect(await released(each, happens, 0)).to.equal(false);
      });

  describe('in a popup', () => {
    const inPopup: readonly (readonly [
      what: string,
      happens: (button: HTMLButtonElement, popup: Window) => void,
    ])[] = [
      ['the pointer goes up there', (_, popup) => popup.dispatchEvent(pointer('pointerup', { buttons: 0 }))],
      ['its window loses the focus', (_, popup) => popup.dispatchEvent(new Event('blur'))],
      ['its window closes', (_, popup) => popup.close()],
      [
        'a dialog opens there',
        (_, { document }) => document.body.appendChild(document.createElement('dialog')).showModal(),
      ],
      ['it moves back into the page', (button) => document.body.append(button)],
    ];

    for (const [what, happens] of inPopup)
      it(`is let go within half a second when ${what}`, async () => {
        const popup = await openPopup();
        const button = popup.document.body.appendChild(document.createElement('button'));
        restore.push(() => (button.remove(), popup.close()));
        const over = new AbortController();
        const ended = new Promise<true>((resolve) =>
          onRelease(
            pointer('pointerdown'),
            button,
            () => true,
            () => resolve(true),
            over.signal,
          ),
        );
        happens(button, popup);
        const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), 500));
        expect(await Promise.race([ended, late])).to.equal(true);
        over.abort();
      });
  });

  it('is heard of no more once it is over', async () => {
    const box = await fixture('<button>Talk</button>');
    const over = new AbortController();
    let count = 0;
    onRelease(
      presses['Space'](),
      one(box, 'button'),
      () => true,
      () => count++,
      over.signal,
    );
    over.abort();
    window.dispatchEvent(new Event('blur'));
    await calm();
    expect(count).to.equal(0);
  });
});
