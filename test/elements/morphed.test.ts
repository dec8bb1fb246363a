/// <reference types="mocha" />
import { expect } from 'chai';
import { calm, fixture, hasFocus, one, TestRoom, texts, tidy } from '../support/element/fixture.ts';
import { morphLibraries } from '../support/element/morph-libraries.ts';
import { TestStream } from '../support/element/stream-fixture.ts';
import { gate } from '../support/fakes/chatting.ts';
import { FakeChat } from '../support/fakes/fake-chat.ts';
import { person } from '../support/fakes/fake-transport.ts';

const audioRoom = `
  <test-room app-id="1234567890" room="lobby" manual>
    <form slot="join"><input name="name" placeholder="Your name" required><button>Join</button></form>
    <p slot="connected">In <b data-utd-text="nothing">as written</b></p>
    <utd-seats>
      <template>
        <utd-seat>
          <b slot="taken" data-utd-text="name"></b>
          <button slot="empty" command="--take">Sit here</button>
        </utd-seat>
      </template>
    </utd-seats>
    <utd-participants><ul>
      <template><li><input><b data-utd-text="name" data-utd-attr-title="identity" title="who"></b></li></template>
      <li>the end</li>
    </ul></utd-participants>
    <utd-status><i data-utd-text="count"></i> people</utd-status>
    <utd-devices kind="audioinput"><select></select></utd-devices>
    <button command="--leave-seat">Get up</button>
    <button command="--toggle-microphone">Microphone</button>
  </test-room>`;

const chat = `
  <test-room app-id="1234567890" room="lobby" manual>
    <div role="log"><utd-messages>
      <template><p><b data-utd-text="name"></b> <span data-utd-text="text"></span>
        <button command="--remove-message">Remove</button></p></template>
      <p>the newest <button command="--remove-message">Remove</button></p>
      <button command="--load-earlier">Earlier</button>
    </utd-messages></div>
    <utd-chat><form><input name="text" id="field"><button>Send</button></form></utd-chat>
  </test-room>`;

const liveStream = `
  <test-stream app-id="1234567890" room="show" manual>
    <utd-stage>
      <template><utd-participant><utd-video></utd-video><b data-utd-text="name"></b></utd-participant></template>
    </utd-stage>
    <button command="--go-live">Go live</button>
    <button command="--end-live">End</button>
    <utd-status><i data-utd-text="viewers"></i> watching</utd-status>
  </test-stream>`;

type Provider = TestRoom | TestStream;

async function joined(box: HTMLElement): Promise<Provider> {
  const provider = box.firstElementChild as Provider;
  await provider.session.join();
  await calm();
  return provider;
}

async function audioRoomOf(box: HTMLElement): Promise<Provider> {
  const room = (await joined(box)) as TestRoom;
  room.edge.link.show(person('me'), person('ada'), person('ben'));
  room.edge.push(2, { identity: 'ada', name: 'Ada' });
  await calm();
  return room;
}

async function chatOf(box: HTMLElement): Promise<Provider> {
  const room = one<TestRoom>(box, 'test-room');
  const fake = new FakeChat(room.edge);
  fake.write('one');
  await joined(box);
  fake.say('two', 'me');
  await calm();
  return room;
}

async function liveStreamOf(box: HTMLElement): Promise<Provider> {
  const stream = one<TestStream>(box, 'test-stream');
  stream.edge.role = 'host';
  stream.edge.puts('me', 'host');
  stream.edge.puts('gus', 'guest');
  stream.edge.link.all = [person('me', { role: 'host' }), person('gus', { role: 'guest' })];
  return joined(box);
}

const products: readonly (readonly [
  what: string,
  markup: string,
  join: (box: HTMLElement) => Promise<Provider>,
])[] = [
  ['an audio room', audioRoom, audioRoomOf],
  ['a chat', chat, chatOf],
  ['a live stream', liveStream, liveStreamOf],
];

const morph = morphLibraries.Idiomorph;

/** The elements with their attributes, texts and visibility, and the number of custom states. */
const shown = (box: Element) => [
  ...[...box.querySelectorAll('*')].map((each) => [
    each.localName,
    Object.fromEntries([...each.attributes].map(({ name, value }) => [name, value])),
    each.childElementCount ? '' : each.textContent,
    each.checkVisibility(),
  ]),
  ['empty', 'taken', 'mine', 'live'].map((state) => box.querySelectorAll(`:state(${state})`).length),
];

const calls = ({ edge }: Provider) => edge.calls.length;

const everything = { subtree: true, childList: true, attributes: true, characterData: true };

describe('A page that a library morphs to the markup of its server', () => {
  afterEach(tidy);

  for (const [library, morph] of Object.entries(morphLibraries))
    for (const [what, markup, join] of products)
      it(`by ${library} shows ${what} as before, each time, without another join, and is at rest then`, async () => {
        const box = await fixture(markup);
        const provider = await join(box);
        const before = shown(box);
        const asked = calls(provider);
        expect(box.querySelectorAll('[data-utd-clone]').length).to.be.greaterThan(1);
        for (let time = 0; time < 5; time++) {
          morph(box, markup);
          expect(box.querySelectorAll('[data-utd-clone]').length).to.equal(0);
          await calm();
          expect(shown(box)).to.deep.equal(before);
        }
        const mutations: MutationRecord[] = [];
        const observer = new MutationObserver((records) => mutations.push(...records));
        observer.observe(box, everything);
        await calm();
        await new Promise(requestAnimationFrame);
        await calm();
        observer.disconnect();
        expect(mutations).to.have.length(0);
        expect([box.firstElementChild === provider, calls(provider) - asked]).to.deep.equal([true, 0]);
      });

  it('goes on to show what changes', async () => {
    const box = await fixture(audioRoom);
    const room = (await audioRoomOf(box)) as TestRoom;
    morph(box, audioRoom);
    await calm();
    room.edge.push(2, { identity: 'ben', name: 'Ben' });
    room.edge.link.show(person('me'), person('ben'));
    await calm();
    expect(texts(box, 'utd-seat:state(taken) b')).to.deep.equal(['Ben']);
    expect(texts(box, 'li')).to.deep.equal(['ME', 'BEN', 'the end']);
    expect(texts(box, 'i')).to.deep.equal(['2']);
  });

  it('leaves alone what a library writes in place of our words, and puts back what it removes', async () => {
    const box = await fixture(audioRoom);
    const room = await audioRoomOf(box);
    const words = () => [one(box, 'i').textContent, one(box, 'li b').title, room.dataset['role']];
    const write = (...[count, title, role]: string[]) => {
      one(box, 'i').textContent = count!;
      one(box, 'li b').title = title!;
      room.dataset['role'] = role!;
      return calm();
    };
    const ours = words();
    await write('drei', 'ich', 'Gast');
    expect(words()).to.deep.equal(['drei', 'ich', 'Gast']);
    one(box, 'i').textContent = '';
    one(box, 'li b').title = 'who';
    delete room.dataset['role'];
    await calm();
    expect(words()).to.deep.equal(ours);
    await write('drei', 'ich', 'Gast');
    expect(words()).to.deep.equal(['drei', 'ich', 'Gast']);
  });

  it('still shows which button is busy', async () => {
    const box = await fixture(chat);
    const room = (await joined(box)) as TestRoom;
    const fake = new FakeChat(room.edge);
    const taken = gate();
    room.edge.answers.sendChat = async ({ body }) => (await taken.promise, fake.send(body as never));
    const busy = () => texts(box, '[aria-busy="true"]');
    one<HTMLInputElement>(box, '#field').value = 'hello';
    one<HTMLFormElement>(box, 'form').requestSubmit();
    await calm();
    morph(box, chat);
    await calm();
    expect(busy()).to.deep.equal(['Send']);
    taken.open();
    await calm();
    expect(busy()).to.deep.equal([]);
  });

  it('keeps what was typed in a clone, and the focus of a field outside of it', async () => {
    const box = await fixture(chat + audioRoom);
    const [first, second] = [...box.children] as [TestRoom, TestRoom];
    await first.session.join();
    await second.session.join();
    await calm();
    one<HTMLInputElement>(second, 'li input').value = 'half a sent';
    one(first, '#field').focus();
    morph(box, chat + audioRoom);
    await calm();
    expect(one<HTMLInputElement>(second, 'li input').value).to.equal('half a sent');
    expect(hasFocus(one(first, '#field'))).to.equal(true);
  });

  it('ends an exchange with a library that takes each attribute, each text and each clone away again', async () => {
    const box = await fixture(audioRoom);
    await audioRoomOf(box);
    let answers = 0;
    const observer = new MutationObserver(() => {
      answers++;
      morph(box, audioRoom);
    });
    observer.observe(box, everything);
    morph(box, audioRoom);
    for (let round = 0; round < 10; round++) await calm();
    const atRest = answers;
    await calm();
    observer.disconnect();
    expect(answers).to.equal(atRest);
    expect(answers).to.be.within(2, 200);
  });
});
