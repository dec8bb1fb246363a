import { expect } from 'chai';
import { click } from '../support/element/click.ts';
import { person } from '../support/fakes/fake-transport.ts';
import { calm, fixture, one, roomWith, type TestRoom, texts, tidy } from '../support/element/fixture.ts';
import type { Role } from '../../src/protocol/role.ts';

const created_at = '2026-01-01T00:00:00Z';
const requests = `<utd-requests><p class="none">Nobody asks.</p><ul><template><li>
  <b data-utd-text="name"></b> <q data-utd-text="note"></q>
  <button command="--approve" value="">Yes</button><button command="--reject">No</button>
</li></template></ul></utd-requests>`;
const invitations = `<utd-invitations><template><p>
  <b data-utd-text="name"></b> <button command="--accept">Speak</button><button command="--decline">No</button>
</p></template></utd-invitations>`;

/** A room on request, in which ada, ben and I as `role` are. */
async function on(markup: string, role: Role = 'listener'): Promise<TestRoom> {
  const room = await roomWith(markup);
  room.edge.mode = 'request';
  room.edge.link.show(person('me', { role }), person('ada'), person('ben'));
  room.edge.push(7, {});
  await calm();
  return room;
}

/** These wait now, and the page has read it. */
async function wait(room: TestRoom, ...identities: string[]): Promise<void> {
  room.edge.queue = identities.map((identity) => `of-${identity}`);
  room.edge.mine = {
    invitations: [],
    requests: identities.map((identity) => ({
      id: `of-${identity}`,
      identity,
      name: identity.toUpperCase(),
      note: identity === 'ada' ? 'Please' : null,
      created_at,
    })),
  };
  room.edge.rev++;
  await room.session.connection.retry();
  await calm();
}

async function invite(room: TestRoom): Promise<void> {
  const invitation = { id: 'i1', inviter: 'ada', name: 'ADA', seat_index: null, expires_at: created_at };
  room.edge.mine = { requests: [], invitations: [invitation] };
  room.edge.rev++;
  await room.session.connection.retry();
  await calm();
}

const asked = ({ edge }: TestRoom) =>
  edge.calls
    .filter(({ name }) => !['mint', 'readRoom'].includes(name))
    .map(({ name, request: { params, body } }) => [name, params?.['id'], body]);

const button = (room: ParentNode, command: string) =>
  one<HTMLButtonElement>(room, `button[command="${command}"]`);

describe('a list of requests to speak', () => {
  afterEach(tidy);

  it('shows who asks, oldest first, and says when nobody does', async () => {
    const room = await on(requests, 'host');
    const list = one(room, 'utd-requests');
    expect(list.matches(':state(empty)')).to.equal(true);
    await wait(room, 'ben', 'ada');
    expect([texts(room, 'b'), texts(room, 'q')]).to.deep.equal([
      ['BEN', 'ADA'],
      ['', 'Please'],
    ]);
    expect(list.matches(':state(empty)')).to.equal(false);
    await wait(room);
    expect(list.matches(':state(empty)')).to.equal(true);
  });

  it('approves and rejects by its buttons, in a seat of its own where one is named', async () => {
    const room = await on(requests, 'admin');
    room.edge.answers.approveRequest = () => room.edge.grid();
    room.edge.answers.rejectRequest = () => undefined;
    await wait(room, 'ben');
    await click(button(room, '--approve'));
    button(room, '--approve').value = '4';
    await calm();
    await click(button(room, '--approve'));
    await click(button(room, '--reject'));
    expect(asked(room)).to.deep.equal([
      ['approveRequest', 'of-ben', {}],
      ['approveRequest', 'of-ben', { seat_index: 4 }],
      ['rejectRequest', 'of-ben', undefined],
    ]);
  });

  it('says to whoever may not approve why not', async () => {
    const room = await on(requests);
    await wait(room, 'me');
    expect(button(room, '--approve').dataset['utdBecause']).to.equal('forbidden_role');
  });

  it('is not told what to do from elsewhere in the page', async () => {
    const room = await on(requests, 'host');
    await wait(room, 'ben');
    one(room, 'li').id = 'ben';
    const codes: string[] = [];
    room.addEventListener('utd-error', ({ detail }) => codes.push(detail.code));
    await click(one(await fixture('<button command="--approve" commandfor="ben">Yes</button>'), 'button'));
    expect([codes, asked(room)]).to.deep.equal([['forbidden'], []]);
  });
});

describe('a list of invitations', () => {
  afterEach(tidy);

  it('shows who invites; accepting opens the microphone of the person who clicks', async () => {
    const room = await on(invitations);
    room.edge.answers.acceptInvitation = () => room.edge.put(2, { identity: 'me' });
    room.edge.link.grant(true);
    await invite(room);
    expect(texts(room, 'b')).to.deep.equal(['ADA']);
    await click(button(room, '--accept'));
    expect(room.session.media.micEnabled.get()).to.equal(true);
    expect(texts(room, 'b')).to.deep.equal([]);
  });

  it('opens no microphone by a click that a script made up', async () => {
    const room = await on(invitations);
    room.edge.answers.acceptInvitation = () => room.edge.put(2, { identity: 'me' });
    room.edge.link.grant(true);
    await invite(room);
    button(room, '--accept').click();
    await calm();
    expect(room.session.seats.mine.get()?.index).to.equal(2);
    expect(room.edge.tracks).to.have.length(0);
  });

  it('declines', async () => {
    const room = await on(invitations);
    room.edge.answers.declineInvitation = () => undefined;
    await invite(room);
    await click(button(room, '--decline'));
    expect(asked(room)).to.deep.equal([['declineInvitation', 'i1', undefined]]);
  });
});
