import { expect } from 'chai';
import { click } from '../support/element/click.ts';
import { person } from '../support/fakes/fake-transport.ts';
import { calm, fixture, one, roomWith, tidy, type TestRoom } from '../support/element/fixture.ts';
import type { Role } from '../../src/protocol/role.ts';

const acts = `
  <button command="--kick">Kick</button>
  <button command="--ban" value="60">Ban</button>
  <button command="--ban">Ban for good</button>
  <button command="--force-mute">Mute</button>
  <button command="--set-role" value="admin">Admin</button>
  <button command="--mute-for-me">Mute for me</button>`;

async function be(room: TestRoom, role: Role): Promise<void> {
  room.edge.link.show(person('me', { role }), person('eve'), person('ada', { role: 'admin' }));
  for (const name of ['kick', 'unban', 'forceMute', 'changeRole', 'lockComments', 'unlockComments'] as const)
    room.edge.answers[name] = () => undefined;
  room.edge.answers.ban = () => ({ identity: 'eve', reason: null, at: '2026-10-05T12:00:00Z', until: null });
  await calm();
}

const sent = (room: TestRoom) =>
  room.edge.calls
    .filter(({ name }) => !['mint', 'readRoom', 'listBans'].includes(name))
    .map(({ name, request: { params, body } }) =>
      [name, params?.['identity'], body].filter((each) => each !== undefined),
    );

const button = (root: ParentNode, text: string) =>
  [...root.querySelectorAll('button')].find(({ textContent }) => textContent === text)!;

const aboutEve = [
  ['kick', 'eve'],
  ['ban', { identity: 'eve', room_name: 'lobby', duration: 60 }],
  ['ban', { identity: 'eve', room_name: 'lobby' }],
  ['forceMute', 'eve', { audio: true, muted: true }],
  ['changeRole', 'eve', { role: 'admin' }],
];

describe('what hosts do to a person', () => {
  afterEach(tidy);

  it('goes by buttons in the person', async () => {
    const room = await roomWith(`<utd-participant identity="eve">${acts}</utd-participant>`);
    await be(room, 'host');
    for (const each of room.querySelectorAll('button')) await click(each);
    expect(sent(room)).to.deep.equal(aboutEve);
    expect(room.session.audio.volumes.get().get('eve')).to.equal(0);
  });

  it('goes by buttons in the seat, to whoever sits there just now', async () => {
    const room = await roomWith(`<utd-seat index="2">${acts}</utd-seat>`);
    await be(room, 'host');
    const because = () => [...room.querySelectorAll('button')].map(({ dataset }) => dataset['utdBecause']);
    expect(because()).to.deep.equal(Array(6).fill('not_found'));
    room.edge.push(2, { identity: 'ada' });
    await calm();
    expect(because()).to.deep.equal([...Array(4).fill(undefined), 'role_unchanged', undefined]);
    room.edge.push(2, { identity: 'eve' });
    await calm();
    for (const each of room.querySelectorAll('button')) await click(each);
    expect(sent(room)).to.deep.equal(aboutEve);
  });

  it('mutes by a toggle, which says whether they are muted', async () => {
    const room = await roomWith(`<utd-participant identity="eve">${acts}</utd-participant>`);
    await be(room, 'host');
    room.edge.push(2, { identity: 'eve', muted: true });
    await calm();
    expect(button(room, 'Mute').ariaPressed).to.equal('true');
    await click(button(room, 'Mute'));
    expect(sent(room)).to.deep.equal([['forceMute', 'eve', { audio: true, muted: false }]]);
    room.edge.push(2, { muted: false });
    await calm();
    expect(button(room, 'Mute').ariaPressed).to.equal('false');
  });

  it('takes back the mute of somebody without a seat, whom only their metadata shows as muted', async () => {
    const room = await roomWith(`<utd-participant identity="eve">${acts}</utd-participant>`);
    await be(room, 'host');
    const eve = one(room, 'utd-participant');
    expect(eve.matches(':state(silenced)')).to.equal(false);
    room.edge.link.show(person('me', { role: 'host' }), person('eve', { metadata: { silenced: true } }));
    await calm();
    expect([eve.matches(':state(silenced)'), button(room, 'Mute').ariaPressed]).to.deep.equal([true, 'true']);
    await click(button(room, 'Mute'));
    expect(sent(room)).to.deep.equal([['forceMute', 'eve', { audio: true, muted: false }]]);
  });

  it('works only from inside, and only for those who may', async () => {
    const room = await roomWith(
      `<utd-participant identity="eve" id="eve">${acts}</utd-participant>
       <button command="--lock-comments">Lock</button><button command="--unlock-comments">Unlock</button>`,
    );
    const errors: string[] = [];
    room.addEventListener('utd-error', ({ detail }) => errors.push(detail.code));
    await be(room, 'listener');
    expect([...room.querySelectorAll('button')].map(({ dataset }) => dataset['utdBecause'])).to.deep.equal([
      ...Array(4).fill('forbidden_role'),
      'owner_only',
      undefined,
      'forbidden_role',
      'forbidden_role',
    ]);
    await be(room, 'admin');
    const box = await fixture('<button command="--kick" commandfor="eve">Kick</button>');
    await click(one(box, 'button'));
    expect(errors).to.deep.equal(['forbidden']);
    await click(button(room, 'Lock'));
    await click(button(room, 'Unlock'));
    expect(sent(room)).to.deep.equal([['lockComments'], ['unlockComments']]);
  });

  it('with a value that is no time is told, and not sent', async () => {
    const room = await roomWith(
      '<utd-participant identity="eve"><button command="--ban" value="an hour">Ban</button></utd-participant>',
    );
    const errors: string[] = [];
    room.addEventListener('utd-error', ({ detail }) => errors.push(detail.code));
    await be(room, 'host');
    await click(button(room, 'Ban'));
    expect([errors, sent(room)]).to.deep.equal([['invalid_request'], []]);
  });
});
