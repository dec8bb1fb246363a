import { expect } from 'chai';
import { callId } from '../../../test/support/fakes/calling.ts';
import { callWith, type TestCall } from '../../../test/support/element/call-fixture.ts';
import { click } from '../../../test/support/element/click.ts';
import { calm, one, texts, tidy } from '../../../test/support/element/fixture.ts';
import { CallController } from '../../controllers/call-controller.ts';
import { UTDStreamError } from '../../errors/errors.ts';

const button = (root: ParentNode, command: string) =>
  one<HTMLButtonElement>(root, `button[command="${command}"]`);
const open = ({ edge }: TestCall) =>
  edge.tracks.filter(({ stopped }) => !stopped).map(({ source }) => source);
const calls = ({ edge }: TestCall) =>
  edge.calls.map(({ name }) => name).filter((name) => !['signIn', 'readRoom', 'readCall'].includes(name));
const errorsOf = (call: TestCall) => {
  const codes: string[] = [];
  call.addEventListener('utd-error', ({ detail }) => codes.push(detail.code));
  return codes;
};
/** The names of the slots that are shown, without those that always are. */
const shown = (call: TestCall) =>
  [...call.shadowRoot!.querySelectorAll('slot')]
    .filter(({ hidden, name }) => !hidden && name && name !== 'ring')
    .map(({ name }) => name);

const buttons = `
  <button command="--call">Call</button><button command="--accept">Answer</button>
  <button command="--reject">Decline</button><button command="--end">End</button>`;
const status = `<utd-status><i data-utd-text="call"></i><i data-utd-text="peer"></i><i data-utd-text="reason"></i>
  <i data-utd-text="duration"></i><i data-utd-text="ended"></i></utd-status>`;

describe('A call as markup', () => {
  afterEach(tidy);

  it('is made by a button that names a person, and shows each state by a slot', async () => {
    const call = await callWith(buttons + status);
    expect([shown(call), call.dataset['call']]).to.deep.equal([['idle'], 'idle']);
    expect(button(call, '--call').dataset['utdBecause']).to.equal('not_found');
    button(call, '--call').value = 'ben';
    await calm();
    await click(button(call, '--call'));
    expect([shown(call), call.dataset['call']]).to.deep.equal([['outgoing'], 'initiating']);
    call.edge.happens('ringing', 'callee');
    await calm();
    expect([shown(call), call.dataset['call']]).to.deep.equal([['outgoing'], 'ringing']);
    call.edge.meets();
    call.edge.happens('accept', 'callee');
    await calm();
    expect([shown(call), open(call)]).to.deep.equal([['active'], ['microphone']]);
    expect(texts(call, 'i')).to.deep.equal(['active', 'BEN', '', '0:00', '']);
    await click(button(call, '--end'));
    await calm();
    expect([shown(call), call.dataset['call'], open(call)]).to.deep.equal([['over'], 'ended', []]);
    expect(texts(call, 'i')).to.deep.equal([
      'ended',
      'BEN',
      'hung_up',
      '0:00',
      'The call was ended. Call again to go on.',
    ]);
  });

  it('calls the person of its attribute where the button names nobody, and follows the attribute', async () => {
    const call = await callWith(buttons);
    call.callee = 'eve';
    await calm();
    expect(button(call, '--call').disabled).to.equal(false);
    await click(button(call, '--call'));
    expect(call.edge.calls.find(({ name }) => name === 'startCall')?.request.body).to.include({
      callee_identity: 'eve',
    });
  });

  it('rings, is answered by one button and declined by another', async () => {
    const call = await callWith(buttons + status);
    call.edge.ringsHere();
    await calm();
    expect([shown(call), texts(call, 'i').slice(0, 2)]).to.deep.equal([['incoming'], ['ringing', 'Ben']]);
    await click(button(call, '--accept'));
    call.edge.meets();
    await calm();
    expect([shown(call), open(call)]).to.deep.equal([['active'], ['microphone']]);

    const other = await callWith(buttons);
    other.edge.ringsHere();
    await calm();
    await click(button(other, '--reject'));
    expect([shown(other), calls(other)]).to.deep.equal([['over'], ['ringCall', 'rejectCall']]);
  });

  it('of its own kind rings, and no other', async () => {
    const call = await callWith(buttons, 'type="video_call"');
    call.edge.type = 'audio_call';
    call.edge.ringsHere();
    await calm();
    expect(call.dataset['call']).to.equal('idle');
    call.edge.type = 'video_call';
    call.edge.ringsHere();
    await calm();
    expect(call.dataset['call']).to.equal('ringing');
  });

  it('is neither made nor answered by a click that a script made up', async () => {
    const call = await callWith(buttons, 'callee="ben"');
    const errors = errorsOf(call);
    button(call, '--call').click();
    await calm();
    call.edge.ringsHere();
    await calm();
    button(call, '--accept').click();
    await calm();
    expect([calls(call), errors, open(call)]).to.deep.equal([['ringCall'], ['forbidden', 'forbidden'], []]);
  });

  it('tells a refusal as an error, and is as before', async () => {
    const call = await callWith(
      `${buttons}<utd-status><b data-utd-text="error"></b></utd-status>`,
      'callee="ben"',
    );
    call.edge.answers.startCall = () => Promise.reject(new UTDStreamError('not_found', "call 'ben'"));
    const errors = errorsOf(call);
    await click(button(call, '--call'));
    await calm();
    expect([errors, shown(call)]).to.deep.equal([['not_found'], ['idle']]);
    expect(texts(call, 'b')[0]).to.match(/^Could not call 'ben'/);
  });

  it('has both people on its stage', async () => {
    const call = await callWith(
      '<utd-stage><template><utd-participant><b data-utd-text="name"></b></utd-participant></template></utd-stage>',
    );
    await call.session.ring.start({ calleeIdentity: 'ben' });
    call.edge.meets();
    call.edge.happens('accept', 'callee');
    await calm();
    expect(texts(call, 'b')).to.deep.equal(['ME', 'BEN']);
  });

  it('hides the buttons of pictures in an audio call, and none in a video call', async () => {
    const camera = '<button command="--toggle-camera">Camera</button>';
    for (const [type, hidden] of [
      ['audio_call', true],
      ['video_call', false],
    ] as const) {
      const call = await callWith(camera, `type="${type}" hide-unavailable`);
      await call.session.ring.start({ calleeIdentity: 'ben' });
      call.edge.meets();
      call.edge.happens('accept', 'callee');
      await calm();
      expect(button(call, '--toggle-camera').hidden).to.equal(hidden);
    }
  });

  it('comes back to the call that a reload has interrupted', async () => {
    const call = await callWith('', 'id="late"');
    expect(call.edge.calls.map(({ name }) => name)).to.deep.equal([]);
    const again = document.createElement('test-call') as TestCall;
    again.edge.begins('caller');
    again.edge.noted = callId;
    Object.assign(again, { appId: '1234567890', identity: 'me' });
    call.after(again);
    await calm();
    expect([again.dataset['call'], again.dataset['connection']]).to.deep.equal(['initiating', 'connected']);
  });

  it('that a reload has interrupted is an error event after a minute without the engine', async () => {
    const call = await callWith('', 'id="late"');
    const again = document.createElement('test-call') as TestCall;
    again.edge.begins('caller');
    again.edge.noted = callId;
    again.edge.answers.readCall = () => Promise.reject(new UTDStreamError('network', 'read the call'));
    const errors = errorsOf(again);
    Object.assign(again, { appId: '1234567890', identity: 'me' });
    call.after(again);
    await calm();
    await again.edge.clock.pass(50_000);
    expect(errors).to.deep.equal([]);
    await again.edge.clock.pass(10_000);
    await calm();
    expect([errors, again.dataset['call'], again.edge.noted]).to.deep.equal([['network'], 'idle', callId]);
  });

  it('that rings is forgotten when the element leaves the page', async () => {
    const call = await callWith(buttons);
    expect(call.edge.signal.listeners.size).to.equal(1);
    call.remove();
    await call.edge.clock.pass(0);
    expect(call.edge.signal.listeners.size).to.equal(0);
  });

  it('rings no more at a session that a script has replaced', async () => {
    const call = await callWith(buttons);
    const { session } = call;
    call.session = new CallController(null, { appId: '1234567890', identity: 'me' }, call.edge);
    await calm();
    call.edge.ringsHere();
    await calm();
    expect([session.ring.status.get(), call.edge.signal.listeners.size]).to.deep.equal(['idle', 0]);
  });
});

/** Locks are given by another process of the browser. */
async function until(fact: () => boolean): Promise<void> {
  while (!fact()) await calm();
}

describe('The tone of a call', () => {
  afterEach(tidy);

  /** An `<audio>` that notes what it was asked for. */
  const tone = (call: TestCall) => {
    const audio = one<HTMLAudioElement>(call, 'audio');
    const asked: string[] = [];
    audio.play = async () => void asked.push('play');
    audio.pause = () => void asked.push('pause');
    return { asked, audio };
  };

  it('plays while a call rings here, and not while one is made', async () => {
    const call = await callWith(`${buttons}<audio slot="ring"></audio>`, 'callee="ben"');
    const { asked } = tone(call);
    await click(button(call, '--call'));
    expect(asked).to.deep.equal([]);
    await call.session.ring.end();
    call.edge.call = undefined;
    const other = await callWith('<audio slot="ring"></audio>');
    const ringing = tone(other);
    other.edge.ringsHere();
    await until(() => ringing.asked.length === 1);
    await other.session.ring.reject();
    await until(() => ringing.asked.length === 2);
    expect(ringing.asked).to.deep.equal(['play', 'pause']);
  });

  it('plays in one of two places, and goes over to the other', async () => {
    const [first, second] = [
      await callWith('<audio slot="ring"></audio>'),
      await callWith('<audio slot="ring"></audio>'),
    ];
    const [one, other] = [tone(first), tone(second)];
    first.edge.ringsHere();
    await until(() => one.asked.length === 1);
    second.edge.ringsHere();
    await calm();
    expect([one.asked, other.asked]).to.deep.equal([['play'], []]);
    first.remove();
    await until(() => other.asked.length === 1);
    expect([one.asked, other.asked]).to.deep.equal([['play', 'pause'], ['play']]);
  });

  it('that is still loading when the call is over is stopped, and does not begin', async () => {
    const call = await callWith('<audio slot="ring"></audio>');
    const { asked, audio } = tone(call);
    const errors = errorsOf(call);
    let interrupt = () => {};
    audio.play = () => {
      asked.push('play');
      return new Promise((_, reject) => {
        interrupt = () => reject(new DOMException('It was interrupted.', 'AbortError'));
      });
    };
    audio.pause = () => {
      asked.push('pause');
      interrupt();
    };
    call.edge.ringsHere();
    await until(() => asked.length === 1);
    await call.session.ring.reject();
    await calm();
    expect([asked, errors]).to.deep.equal([['play', 'pause'], []]);
  });

  it('that the browser refuses plays at the next gesture', async () => {
    const call = await callWith('<audio slot="ring"></audio><p>Somewhere</p>');
    const { asked, audio } = tone(call);
    const errors = errorsOf(call);
    audio.play = async () => {
      asked.push('play');
      throw new DOMException('No gesture.', 'NotAllowedError');
    };
    call.edge.ringsHere();
    await until(() => asked.length === 1);
    await click(one(call, 'p'));
    expect([asked, errors]).to.deep.equal([['play', 'play'], []]);
  });

  it('that cannot be played is an error event', async () => {
    const call = await callWith('<audio slot="ring"></audio>');
    const errors = errorsOf(call);
    one<HTMLAudioElement>(call, 'audio').play = () =>
      Promise.reject(new DOMException('No such format.', 'NotSupportedError'));
    call.edge.ringsHere();
    await until(() => errors.length > 0);
    expect(errors).to.deep.equal(['unknown']);
  });
});
