import { expect } from 'chai';
import { UTDStreamError } from '../../src/errors/errors.ts';
import { click } from '../support/element/click.ts';
import { person } from '../support/fakes/fake-transport.ts';
import { calm, one, roomWith, type TestRoom, tidy } from '../support/element/fixture.ts';
import type { Role } from '../../src/protocol/role.ts';

async function onRequest(markup: string, role: Role = 'listener'): Promise<TestRoom> {
  const room = await roomWith(markup);
  room.edge.mode = 'request';
  room.edge.link.show(person('me', { role }), person('ada'));
  room.edge.push(7, {});
  room.edge.answers.requestToSpeak = ({ body }) => {
    const note = (body as { note: string | null }).note;
    const request = { id: 'r1', identity: 'me', name: 'ME', note, created_at: '2026-01-01T00:00:00Z' };
    room.edge.queue = ['other', 'r1'];
    room.edge.mine = { requests: [request], invitations: [] };
    room.edge.push(7, {});
    return { request_id: 'r1' };
  };
  room.edge.answers.cancelRequest = () => {
    room.edge.queue = [];
    room.edge.push(7, {});
  };
  await calm();
  return room;
}

/** The engine's news of what only I may see. */
async function hear(room: TestRoom): Promise<void> {
  await room.session.connection.retry();
  await calm();
}

const because = (room: TestRoom, command: string) =>
  one(room, `button[command="${command}"]`).dataset['utdBecause'];
const press = (room: TestRoom, command: string) => click(one(room, `button[command="${command}"]`));
const bodies = (room: TestRoom, name: string) =>
  room.edge.calls.filter((call) => call.name === name).map(({ request }) => request.body);

describe('asking to speak', () => {
  afterEach(tidy);

  it('is a button, whose value is the note, and another one takes it back', async () => {
    const room = await onRequest(`
      <button command="--request-to-speak" value=" About this ">Ask</button>
      <button command="--cancel-request">Never mind</button>
      <utd-status><i data-utd-text="waiting"></i>/<b data-utd-text="position"></b></utd-status>`);
    expect([because(room, '--request-to-speak'), because(room, '--cancel-request')]).to.deep.equal([
      undefined,
      'request_gone',
    ]);
    await press(room, '--request-to-speak');
    await hear(room);
    expect(bodies(room, 'requestToSpeak')).to.deep.equal([{ note: 'About this' }]);
    expect([because(room, '--request-to-speak'), because(room, '--cancel-request')]).to.deep.equal([
      'already_requested',
      undefined,
    ]);
    expect(one(room, 'utd-status').textContent).to.equal('2/2');
    await press(room, '--cancel-request');
    expect(because(room, '--request-to-speak')).to.equal(undefined);
    expect(one(room, 'utd-status').textContent).to.equal('0/');
  });

  it('is what sitting down does where the room wants to be asked', async () => {
    const room = await onRequest('<utd-seat index="2"><button command="--sit">Sit</button></utd-seat>');
    expect(because(room, '--sit')).to.equal(undefined);
    await press(room, '--sit');
    await hear(room);
    expect(bodies(room, 'requestToSpeak')).to.deep.equal([{ note: null }]);
    expect(because(room, '--sit')).to.equal('already_requested');
    room.edge.push(2, { identity: 'ada' });
    await calm();
    expect(because(room, '--sit')).to.equal('seat_taken');
    room.edge.mode = 'free';
    room.edge.queue = [];
    room.edge.push(2, { identity: null });
    await calm();
    room.edge.link.grant(true);
    await press(room, '--sit');
    expect(room.session.seats.mine.get()?.index).to.equal(2);
    expect(bodies(room, 'requestToSpeak')).to.have.length(1);
  });

  it('is what sitting down does too where the button is older than the mode', async () => {
    const room = await onRequest('<utd-seat index="2"><button command="--sit">Sit</button></utd-seat>');
    room.edge.mode = 'free';
    room.edge.push(7, {});
    await calm();
    room.edge.answers.takeSeat = () => {
      throw new UTDStreamError('request_required', 'take the seat');
    };
    await press(room, '--sit');
    await calm();
    expect(bodies(room, 'requestToSpeak')).to.deep.equal([{ note: null }]);
    expect(room.edge.tracks.filter(({ readyState }) => readyState === 'live')).to.deep.equal([]);
  });

  it('opens no microphone by a click that a script made up, once it is approved', async () => {
    const room = await onRequest('<button command="--request-to-speak">Ask</button>');
    one(room, 'button').click();
    await calm();
    await hear(room);
    const request = { request_id: 'r1', identity: 'me', seat_index: 0 };
    room.edge.queue = [];
    room.edge.push(0, { identity: 'me' });
    const { rev } = room.edge;
    room.edge.link.push({ type: '_speaker_request_approved', epoch: 1, rev, version: rev, ...request });
    room.edge.link.grant(true);
    await calm();
    expect(room.session.seats.mine.get()?.index).to.equal(0);
    expect(room.edge.tracks).to.have.length(0);
  });

  it('is done to others by a moderator inside the room, in the seat that the button names', async () => {
    const markup =
      '<utd-participant identity="ada"><button command="--invite-to-speak" value="3">Ask</button></utd-participant>';
    const room = await onRequest(markup, 'admin');
    room.edge.answers.inviteToSpeak = () => ({ invitation_id: 'i1' });
    await press(room, '--invite-to-speak');
    expect(bodies(room, 'inviteToSpeak')).to.deep.equal([{ target_identity: 'ada', seat_index: 3 }]);
    room.edge.push(1, { identity: 'ada' });
    await calm();
    expect(because(room, '--invite-to-speak')).to.equal('already_seated');
  });
});
