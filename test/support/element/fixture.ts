/// <reference types="mocha" />
import '../../../src/define.ts';
import { AudioRoomController } from '../../../src/controllers/audio-room-controller.ts';
import { UTDAudioRoomElement } from '../../../src/elements/audio-room/audio-room.ts';
import { settled } from '../fakes/fake-clock.ts';
import { FakePlatform } from '../fakes/fake-platform.ts';

/** `<utd-audio-room>` in a world of its own. In a fixture write `<test-room>`. */
export class TestRoom extends UTDAudioRoomElement {
  readonly edge = new FakePlatform();

  protected override makeSession(): AudioRoomController {
    return new AudioRoomController(null, () => this.options(), this.edge);
  }

  /** How often a session was asked for. */
  get mints(): number {
    return this.edge.calls.filter(({ name }) => name === 'mint').length;
  }
}
customElements.define('test-room', TestRoom);

// The first join of a page loads what joining needs, which takes longer than a test waits.
await new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, new FakePlatform()).join();

const made = new Set<Element>();

/** Puts markup into the page and waits until everything in it has settled. Gone after the test. */
export async function fixture(markup: string): Promise<HTMLElement> {
  const box = document.createElement('div');
  made.add(box);
  document.body.append(box);
  box.innerHTML = markup;
  await calm();
  return box;
}

/** A joined room with `inner` in it. */
export async function roomWith(inner: string, attributes = ''): Promise<TestRoom> {
  const box = await fixture(`<test-room app-id="1234567890" room="lobby" ${attributes}>${inner}</test-room>`);
  return box.querySelector<TestRoom>('test-room')!;
}

/** Everything that can happen without time passing has happened, updates of elements included. */
export async function calm(): Promise<void> {
  await settled();
  await settled();
}

/** What every test file ends with. */
export async function tidy(): Promise<void> {
  for (const box of made) box.remove();
  made.clear();
  await calm();
}

export const one = <E extends HTMLElement = HTMLElement>(root: ParentNode, selector: string): E => {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`The fixture has no ${selector}.`);
  return found;
};

export const texts = (root: ParentNode, selector: string): string[] =>
  [...root.querySelectorAll(selector)].map((each) => each.textContent ?? '');

/** Whether a slotted element can be seen. */
export const visible = (element: Element): boolean => element.checkVisibility();

/** Compare by this: an element in a failed assertion cannot be sent to the runner, which then waits for ever. */
export const hasFocus = (element: Element): boolean => document.activeElement === element;
