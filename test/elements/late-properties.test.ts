/// <reference types="mocha" />
import { expect } from 'chai';
import { LitElement } from 'lit';
import { tags } from '../../src/define/tags.ts';
import { person } from '../support/fakes/fake-transport.ts';
import { callWith, type TestCall } from '../support/element/call-fixture.ts';
import { callId } from '../support/fakes/calling.ts';
import { calm, fixture, one, roomWith, TestRoom, texts, tidy } from '../support/element/fixture.ts';

/** The properties of an element that an app may set. */
function settable(prototype: object): string[] {
  if (prototype === LitElement.prototype) return [];
  const own = Object.entries(Object.getOwnPropertyDescriptors(prototype));
  return [
    // `attributes` is read-only until the element is defined.
    ...own.filter(([name, { set }]) => set && !(name in HTMLElement.prototype)).map(([name]) => name),
    ...settable(Object.getPrototypeOf(prototype) as object),
  ];
}

/** Registers a class of the package under another tag, as its script does when it arrives. */
const define = (tag: string, base: CustomElementConstructor) =>
  customElements.define(tag, class extends base {});

describe('A property that a framework sets before its element is defined', () => {
  afterEach(tidy);

  for (const tag of tags)
    it(`of <${tag}> becomes one of the element`, async () => {
      const defined = customElements.get(tag)!;
      const late = `late-${tag}`;
      const element = document.createElement(late);
      const names = settable(defined.prototype as object);
      const values = document.createElement(tag) as unknown as Record<string, unknown>;
      for (const name of names) Object.assign(element, { [name]: values[name] });
      (await fixture('')).append(element);
      define(late, defined);
      await calm();
      expect(names.filter((name) => Object.hasOwn(element, name))).to.deep.equal([]);
    });

  it('as a session is the one that is shown', async () => {
    const { session } = await roomWith('');
    const box = await fixture(
      `<late-status><i data-utd-text="count"></i></late-status>
       <late-room><utd-status><i data-utd-text="count"></i></utd-status></late-room>`,
    );
    for (const tag of ['late-status', 'late-room']) Object.assign(one(box, tag), { session });
    define('late-status', customElements.get('utd-status')!);
    define('late-room', TestRoom);
    await calm();
    expect(texts(box, 'i')).to.deep.equal(['1', '1']);
    expect(one<TestRoom>(box, 'late-room').mints).to.equal(0);
  });
});

describe('A property that a framework sets after it has put the element into the page', () => {
  afterEach(tidy);

  const show = (element: Element) => [
    element.textContent,
    element.shadowRoot?.querySelector('slot[name="off"]')?.hasAttribute('hidden'),
    element.querySelector('button')?.disabled,
  ];

  for (const [tag, property, attribute, value, inner] of [
    ['utd-seat', 'index', 'index', 3, '<b data-utd-text="number"></b>'],
    ['utd-participant', 'identity', 'identity', 'ada', '<b data-utd-text="name"></b>'],
    ['utd-participants', 'only', 'only', 'host', '<template><b data-utd-text="name"></b></template>'],
    ['utd-status', 'for', 'for', 'kitchen', '<b data-utd-text="count"></b>'],
  ] as const)
    it(`of <${tag}> counts, as an attribute that was there before: ${property}`, async () => {
      const kitchen = await roomWith('', 'id="kitchen" seat-count="4"');
      kitchen.edge.link.show(person('me'), person('ada'), person('ben'));
      const room = await roomWith(
        `<${tag} ${attribute}="${value}">${inner}</${tag}><${tag}>${inner}</${tag}>`,
      );
      room.edge.link.show(person('me'), person('ada'));
      await calm();
      const [before, without] = room.querySelectorAll(tag);
      expect(show(before!)).not.to.deep.equal(show(without!));
      const late = document.createElement(tag);
      late.innerHTML = inner;
      room.append(late);
      Object.assign(late, { [property]: value });
      await calm();
      expect(show(late)).to.deep.equal(show(before!));
    });

  it('of <utd-call> tells whose call a reload has interrupted', async () => {
    const other = await callWith('', 'id="other"');
    const call = document.createElement('test-call') as TestCall;
    call.edge.begins('caller');
    call.edge.noted = callId;
    other.after(call);
    Object.assign(call, { appId: '1234567890', identity: 'me' });
    await calm();
    expect(call.dataset['call']).to.equal('initiating');
  });
});
