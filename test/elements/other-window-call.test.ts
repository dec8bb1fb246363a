import { expect } from 'chai';
import { callWith, type TestCall } from '../support/element/call-fixture.ts';
import { calm, one, texts, tidy } from '../support/element/fixture.ts';
import { closeWindow, openPictureInPicture, openPopup } from '../support/element/other-window.ts';
import { planeWith, TestSignal } from '../support/element/signal-fixture.ts';

const windows = [
  ['picture-in-picture', openPictureInPicture],
  ['a popup', openPopup],
] as const;

const talk =
  '<utd-conversation with="ada"><utd-messages><template><p data-utd-text="text"></p></template></utd-messages></utd-conversation>';
const button = (root: ParentNode, command: string) =>
  one<HTMLButtonElement>(root, `button[command="${command}"]`);
const because = (root: ParentNode, command: string) => {
  const { disabled, dataset } = button(root, command);
  return [disabled, dataset['utdBecause']];
};
const display = (element: Element) => element.ownerDocument.defaultView!.getComputedStyle(element).display;
const names = ({ edge }: TestCall) => edge.calls.map(({ name }) => name);

for (const [place, open] of windows) {
  describe(`A signalling plane in ${place}`, () => {
    let other: Window;
    beforeEach(async () => {
      other = await open();
    });
    afterEach(async () => {
      other.close();
      await tidy();
    });

    it('keeps its connection, its styles and its messages on the way there and back', async () => {
      const signal = await planeWith(`${talk}<button command="--connect">Connect</button>`);
      const home = signal.parentElement!;
      const said: string[] = [];
      for (const goal of [other.document.body, home]) {
        goal.append(signal);
        await signal.edge.clock.pass(0);
        said.push(`message ${said.length}`);
        signal.say('ada', said.at(-1)!);
        await calm();
        expect([signal.dataset['state'], signal.edge.sockets.length]).to.deep.equal(['connected', 1]);
        expect(texts(signal, 'p')).to.deep.equal(said);
        expect(because(signal, '--connect')).to.deep.equal([true, 'busy']);
        expect(display(signal)).to.equal('contents');
      }
    });

    it('that was never in the page connects there, and again by its button', async () => {
      const signal = new TestSignal();
      signal.tokenUrl = '/signal-token';
      signal.append(Object.assign(document.createElement('button'), { textContent: 'Connect' }));
      one(signal, 'button').setAttribute('command', '--connect');
      other.document.body.append(signal);
      await calm();
      expect([signal.dataset['state'], because(signal, '--connect')]).to.deep.equal([
        'connected',
        [true, 'busy'],
      ]);
      await signal.session.disconnect();
      await calm();
      expect([signal.dataset['ended'], because(signal, '--connect')]).to.deep.equal([
        'left',
        [false, undefined],
      ]);
      button(signal, '--connect').click();
      await calm();
      expect([signal.dataset['state'], signal.asked.length]).to.deep.equal(['connected', 2]);
    });

    it('is disconnected when the window closes, and connects again in the page', async () => {
      const signal = await planeWith('');
      const home = signal.parentElement!;
      signal.manual = false;
      other.document.body.append(signal);
      await calm();
      await closeWindow(other);
      await signal.edge.clock.pass(0);
      expect([signal.session.state.get(), signal.session.ended.get()?.why]).to.deep.equal([
        'disconnected',
        'left',
      ]);
      home.append(signal);
      await calm();
      expect(signal.session.state.get()).to.equal('connected');
    });

    it('stays connected where a script puts it back when the window closes', async () => {
      const signal = await planeWith('');
      const home = signal.parentElement!;
      other.document.body.append(signal);
      other.addEventListener('pagehide', () => home.append(signal));
      await calm();
      await closeWindow(other);
      await signal.edge.clock.pass(0);
      await calm();
      expect([signal.dataset['state'], signal.edge.sockets.length]).to.deep.equal(['connected', 1]);
    });

    it('that a script has given another session does not end that one with the window', async () => {
      const page = await planeWith('');
      const signal = new TestSignal();
      signal.session = page.session;
      other.document.body.append(signal);
      await calm();
      expect(signal.dataset['state']).to.equal('connected');
      await closeWindow(other);
      await page.edge.clock.pass(0);
      expect(page.session.state.get()).to.equal('connected');
    });
  });

  describe(`A call in ${place}`, () => {
    let other: Window;
    beforeEach(async () => {
      other = await open();
    });
    afterEach(async () => {
      other.close();
      await tidy();
    });

    const buttons =
      '<button command="--accept">Answer</button><button command="--end">End</button>' +
      '<button command="--mute-output">Quiet</button><utd-status><i data-utd-text="call"></i></utd-status>';

    /** A call that was answered. */
    const active = async () => {
      const call = await callWith(buttons, 'callee="ben"');
      await call.session.ring.start({ calleeIdentity: 'ben' });
      call.edge.meets();
      call.edge.happens('accept', 'callee');
      await calm();
      return call;
    };

    it('goes on there and back, with its styles and the reasons on its buttons', async () => {
      const call = await active();
      const home = call.parentElement!;
      const facts = () => [
        call.dataset['call'],
        call.dataset['connection'],
        texts(call, 'i'),
        because(call, '--accept'),
        because(call, '--end'),
        display(call),
      ];
      const before = facts();
      expect(before.slice(0, 3)).to.deep.equal(['active', 'connected', ['active']]);
      for (const goal of [other.document.body, home, other.document.body]) {
        goal.append(call);
        await call.edge.clock.pass(0);
        await calm();
        expect(facts()).to.deep.equal(before);
      }
      expect(names(call).filter((name) => name === 'endCall')).to.deep.equal([]);
    });

    it('acts by its buttons there', async () => {
      const call = await active();
      other.document.body.append(call);
      await calm();
      button(call, '--mute-output').click();
      await calm();
      expect(button(call, '--mute-output').getAttribute('aria-pressed')).to.equal('true');
      button(call, '--end').click();
      await calm();
      expect([call.dataset['call'], texts(call, 'i'), because(call, '--end')]).to.deep.equal([
        'ended',
        ['ended'],
        [true, 'call_ended'],
      ]);
      expect(names(call)).to.include('endCall');
    });

    it('rings there, by the plane of the page that it came from', async () => {
      const call = await callWith(buttons);
      other.document.body.append(call);
      await calm();
      call.edge.ringsHere();
      await calm();
      expect([call.dataset['call'], because(call, '--accept')]).to.deep.equal([
        'ringing',
        [false, undefined],
      ]);
    });

    it('is over when the window closes, for the other person too', async () => {
      const call = await active();
      other.document.body.append(call);
      await calm();
      await closeWindow(other);
      await call.edge.clock.pass(0);
      const { ring, connection } = call.session;
      expect([ring.status.get(), ring.reason.get(), connection.state.get()]).to.deep.equal([
        'ended',
        'hung_up',
        'disconnected',
      ]);
      expect(call.edge.tracks.filter(({ readyState }) => readyState === 'live')).to.have.length(0);
      expect(names(call)).to.include('leaveRoom');
    });

    it('rings no more when the window has closed', async () => {
      const call = await callWith(buttons);
      other.document.body.append(call);
      await calm();
      await closeWindow(other);
      await call.edge.clock.pass(0);
      call.edge.ringsHere();
      await calm();
      expect([call.session.ring.status.get(), call.edge.signal.listeners.size]).to.deep.equal(['idle', 0]);
    });

    it('goes on in the page where a script puts it back when the window closes', async () => {
      const call = await active();
      const home = call.parentElement!;
      other.document.body.append(call);
      other.addEventListener('pagehide', () => home.append(call));
      await calm();
      await closeWindow(other);
      await call.edge.clock.pass(0);
      await calm();
      expect([call.dataset['call'], call.dataset['connection']]).to.deep.equal(['active', 'connected']);
    });
  });
}
