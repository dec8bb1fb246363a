import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { FakePlatform } from '../../../test/support/fakes/fake-platform.ts';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { EndpointName } from '../../protocol/rest/endpoints.ts';
import type { Role } from '../../protocol/role.ts';

const wireBan = {
  identity: 'eve',
  room_name: 'lobby',
  reason: 'Spam',
  at: '2026-10-05T12:00:00Z',
  until: null,
};

async function joined(role: Role = 'host') {
  const edge = new FakePlatform();
  const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
  await room.join();
  edge.link.show(
    person('me', { role }),
    person('ada', { role: 'admin' }),
    person('hugo', { role: 'host' }),
    person('eve'),
  );
  await settled();
  const answers: Partial<Record<EndpointName, unknown>> = {
    ban: wireBan,
    listBans: { bans: [wireBan], page: 2, per_page: 50, total: 51 },
    invite: { invite: 'signed', expires_at: '2026-10-12T12:00:00Z' },
    changeRole: { identity: 'eve', role: 'admin', previous_role: 'listener' },
    ...Object.fromEntries(
      ['kick', 'unban', 'forceMute', 'lockComments', 'unlockComments'].map((name) => [name, undefined]),
    ),
  };
  for (const [name, answer] of Object.entries(answers)) edge.answers[name as EndpointName] = () => answer;
  edge.calls.length = 0;
  /** What was sent. */
  const sent = () =>
    edge.calls.map(({ name, request: { params, body, query } }) =>
      [name, params?.['identity'], query, body].filter((each) => each !== undefined),
    );
  return { edge, room, sent };
}

describe('moderation', () => {
  it('sends whom it is about, and always this room where the path does not name it', async () => {
    const { room, sent } = await joined();
    const { moderation } = room;
    await moderation.kick('eve');
    await moderation.ban('eve');
    await moderation.ban('eve', { reason: 'Spam', duration: 60 });
    await moderation.unban('eve');
    await moderation.bans({ page: 2 });
    await moderation.changeRole('eve', 'admin');
    await moderation.forceMute('eve');
    await moderation.forceMute('eve', { muted: false, video: true });
    await moderation.lockComments();
    await moderation.unlockComments();
    await moderation.invite('speaker');
    const about = { identity: 'eve', room_name: 'lobby' };
    assert.deepEqual(sent(), [
      ['kick', 'eve'],
      ['ban', about],
      ['ban', { ...about, reason: 'Spam', duration: 60 }],
      ['unban', about],
      ['listBans', { room_name: 'lobby', page: 2 }],
      ['changeRole', 'eve', { role: 'admin' }],
      ['forceMute', 'eve', { audio: true, muted: true }],
      ['forceMute', 'eve', { audio: true, video: true, muted: false }],
      ['lockComments'],
      ['unlockComments'],
      ['invite', { role: 'speaker' }],
    ]);
  });

  it('gives bans and links in shapes with dates', async () => {
    const { moderation } = (await joined()).room;
    const ban = { identity: 'eve', reason: 'Spam', at: new Date(wireBan.at), until: null };
    assert.deepEqual(await moderation.ban('eve'), ban);
    assert.deepEqual(await moderation.bans({ page: 2 }), { bans: [ban], page: 2, pages: 2, total: 51 });
    assert.deepEqual(await moderation.invite('admin'), {
      token: 'signed',
      expires: new Date('2026-10-12T12:00:00Z'),
    });
  });

  it('refuses what can be nobody, and a time that is none, before it is sent', async () => {
    const { room, sent } = await joined();
    const { moderation } = room;
    for (const nobody of ['', '..', 'a/b', '_banned', 'me too', 'requests', 7 as never])
      for (const act of [
        () => moderation.kick(nobody),
        () => moderation.ban(nobody),
        () => moderation.unban(nobody),
        () => moderation.changeRole(nobody, 'admin'),
        () => moderation.forceMute(nobody),
      ])
        await assert.rejects(act, { code: 'invalid_request', field: 'identity' });
    for (const duration of [0, -1, 1.5, NaN])
      await assert.rejects(moderation.ban('eve', { duration }), {
        code: 'invalid_request',
        field: 'duration',
      });
    assert.deepEqual(sent(), []);
    await assert.rejects(
      moderation.kick('..'),
      new UTDStreamError('invalid_request', "kick '..' in 'lobby'", {
        field: 'identity',
        happened: `".." can be nobody's identity`,
      }),
    );
  });

  it('rejects with what the engine says', async () => {
    const { room, edge } = await joined('admin');
    edge.answers.ban = ({ attempted }) => Promise.reject(new UTDStreamError('target_protected', attempted));
    await assert.rejects(room.moderation.ban('ada'), {
      message: "Could not ban 'ada' in 'lobby': the host and admins are protected from it. Ask the host.",
    });
  });
});

type Asked = Parameters<AudioRoomController['allowed']>;

describe('what is allowed of moderation', () => {
  const cases: readonly (readonly [
    asked: Asked,
    host: string | null,
    admin: string | null,
    listener: string | null,
  ])[] = [
    [['kick', 'eve'], null, null, 'forbidden_role'],
    [['kick', 'ada'], null, 'target_protected', 'forbidden_role'],
    [['kick', 'me'], 'target_protected', 'target_protected', 'forbidden_role'],
    [['kick', 'nobody'], 'not_found', 'not_found', 'forbidden_role'],
    [['kick', ''], 'not_found', 'not_found', 'forbidden_role'],
    [['ban', 'eve'], null, null, 'forbidden_role'],
    [['ban', 'nobody'], null, null, 'forbidden_role'],
    [['ban', 'hugo'], null, 'target_protected', 'forbidden_role'],
    [['ban', 'me'], 'target_protected', 'target_protected', 'forbidden_role'],
    [['unban', 'nobody'], null, null, 'forbidden_role'],
    [['readBans'], null, null, null],
    [['forceMute', 'eve'], null, null, 'forbidden_role'],
    [['forceMute', 'ada'], null, 'target_protected', 'forbidden_role'],
    [['forceMute', 'me'], null, 'target_protected', 'forbidden_role'],
    [['changeRole', 'eve'], null, 'owner_only', 'owner_only'],
    [['changeRole', 'eve', 'listener'], 'role_unchanged', 'owner_only', 'owner_only'],
    [['changeRole', 'ada', 'listener'], null, 'owner_only', 'owner_only'],
    [['changeRole', 'hugo', 'listener'], 'target_protected', 'owner_only', 'owner_only'],
    [['lockComments'], null, null, 'forbidden_role'],
    [['unlockComments'], null, null, 'forbidden_role'],
    [['invite'], null, null, 'forbidden_role'],
    [['invite', 'speaker'], null, null, 'forbidden_role'],
    [['invite', 'admin'], null, 'owner_only', 'forbidden_role'],
  ];
  for (const [asked, ...expected] of cases)
    it(`${asked.join(' ')}: ${expected.map((code) => code ?? 'yes').join(', ')}`, async () => {
      const rules = async (role: Role) =>
        (await joined(role)).room.allowed(...(asked as ['kick'])).get().because;
      const roles = ['host', 'admin', 'listener'] as const;
      assert.deepEqual(await Promise.all(roles.map(rules)), expected);
    });

  it('is nothing before the join', () => {
    const room = new AudioRoomController(null, { appId: '1', roomName: 'lobby' }, new FakePlatform());
    for (const [asked] of cases)
      assert.equal(room.allowed(...(asked as ['kick'])).get().because, 'not_joined');
  });
});
