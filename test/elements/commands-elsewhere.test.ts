/// <reference types="mocha" />
import { expect } from 'chai';
import { click } from '../support/element/click.ts';
import { calm, fixture, one, roomWith, tidy } from '../support/element/fixture.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a command button', () => {
  afterEach(tidy);

  it('inside an element that names its session by for acts on that session', async () => {
    const room = await roomWith('', 'id="r"');
    const box = await fixture(
      `<utd-status for="r"><button command="--take-seat" value="3">Sit</button>
       <button command="--toggle-microphone">Microphone</button></utd-status>`,
    );
    room.edge.link.grant(true);
    const [sit, microphone] = box.querySelectorAll('button');
    expect(microphone!.dataset['utdBecause']).to.equal('not_seated');
    await click(sit!);
    expect(room.session.seats.mine.get()?.index).to.equal(3);
    expect(room.session.media.micEnabled.get()).to.equal(true);
    await click(microphone!);
    expect(room.session.media.micEnabled.get()).to.equal(false);
    expect(microphone!.getAttribute('aria-pressed')).to.equal('false');
  });

  it('inside such an element has no power over others, as anywhere outside of the room', async () => {
    const room = await roomWith('', 'id="r"');
    const box = await fixture('<utd-status for="r"><button command="--end-room">End</button></utd-status>');
    const errors: string[] = [];
    room.addEventListener('utd-error', ({ detail }) => errors.push(detail.code));
    room.edge.link.show({ ...room.edge.link.all[0]!, metadata: { role: 'host' } });
    await calm();
    await click(one(box, 'button'));
    expect(errors).to.deep.equal(['forbidden']);
  });

  it('finds a room that comes later, and two elements that name each other end nowhere', async () => {
    const box = await fixture(
      `<utd-status id="a" for="b"><utd-status id="b" for="a"><button command="--leave">Leave</button></utd-status></utd-status>
       <utd-status for="r"><button command="--leave" class="later">Leave</button></utd-status>`,
    );
    const room = await roomWith('', 'id="r"');
    await click(one(box, '.later'));
    expect(room.session.connection.state.get()).to.equal('disconnected');
  });

  it('that no element takes is disabled with its reason, and told once in the console', async () => {
    const room = await roomWith('');
    const { warn } = console;
    const warnings: unknown[][] = [];
    console.warn = (...words) => void warnings.push(words);
    try {
      const box = await fixture(
        `<button command="--mute-output">Quiet</button><button command="--mute-output">Quiet</button>
         <button command="--mute-output" commandfor="nobody">Quiet</button><button command="--of-others">Other</button>`,
      );
      await calm();
      const buttons = [...box.querySelectorAll('button')];
      expect(buttons.map(({ disabled }) => disabled)).to.deep.equal([true, true, true, false]);
      expect(buttons[0]!.dataset['utdReason']).to.match(
        /^No element takes this command\. Put the button inside/,
      );
      await pause(2_100);
      expect(warnings.map(([words]) => words)).to.deep.equal([
        '--mute-output: no element takes this command. Put the button inside the element of the session, or name that element by commandfor.',
      ]);
      room.append(buttons[0]!);
      await calm();
      expect([buttons[0]!.disabled, buttons[0]!.dataset['utdReason']]).to.deep.equal([false, undefined]);
    } finally {
      console.warn = warn;
    }
  });

  it('that a form around the page takes is told once in the console', async () => {
    const { warn } = console;
    const warnings: unknown[] = [];
    console.warn = (words: unknown) => void warnings.push(words);
    try {
      await fixture(
        `<form><test-room app-id="1234567890" room="lobby">
           <button command="--leave">Leave</button><button command="--leave">Leave</button>
           <button command="--retry" type="button">Again</button><button command="--join" type="submit">Join</button>
         </test-room></form>`,
      );
      await pause(2_100);
      expect(warnings).to.deep.equal([
        '--leave: a <form> takes the click of a button without type="button".',
      ]);
    } finally {
      console.warn = warn;
    }
  });

  it('is left alone inside an element of ours that has no session yet', async () => {
    await roomWith('');
    const box = await fixture('<utd-seats for="later"><button command="--leave">Leave</button></utd-seats>');
    await calm();
    expect(one<HTMLButtonElement>(box, 'button').disabled).to.equal(false);
  });
});
