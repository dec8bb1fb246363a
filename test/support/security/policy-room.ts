import type { CallRole } from '../../../src/protocol/call/call-roles.ts';
import type { Role as AnyRole } from '../../../src/protocol/role.ts';
import { startEngine } from '../journey/engine.ts';

/** The roles of rooms for many. */
export type Role = Exclude<AnyRole, CallRole>;
type Joined = Awaited<ReturnType<Awaited<ReturnType<typeof startEngine>>['join']>>;
/** The participants of a room of the policy test: one for each role, and others for them to act on. */
export type People = Readonly<Record<Role | 'other' | 'second' | 'idle', Joined>>;
/** Prepares an operation, and answers names for its path. */
export type Scene = (people: People, role: Role) => Promise<Record<string, string>>;

/** A room with a host and two admins, and the others without a place. */
async function people(type: 'audio_room' | 'live_stream') {
  const { join } = await startEngine();
  const enter = async (identity: string, more: object = {}) => join(identity, { type, ...more });
  const host = await enter('host', { role: 'host' });
  const [placed, other, unplaced] = [await enter('placed'), await enter('other'), await enter('unplaced')];
  const [admin, second, idle] = [await enter('admin'), await enter('second'), await enter('idle')];
  for (const promoted of ['admin', 'second'])
    await host.as('PUT', `/participants/${promoted}/role`, { role: 'admin' });
  const all = { host, admin, second, other, idle };
  return { ...all, speaker: placed, guest: placed, listener: unplaced, audience: unplaced };
}

/** Host at 0, speaker at 1, another at 2, a second admin at 3; two more who only listen. */
export async function policyRoom(): Promise<People> {
  const all = await people('audio_room');
  await all.host.as('POST', '/seats/0/take');
  await all.speaker.as('POST', '/seats/1/take');
  await all.other.as('POST', '/seats/2/take');
  await all.second.as('POST', '/seats/3/take');
  return all;
}

const onStage = async ({ host }: People, identity: string, guest: Joined) => {
  const { json } = await host.as('POST', `/stage/${identity}`);
  await guest.as('POST', `/stage/invitations/${json.invitation_id}/accept`);
};

/** The host is live, with a guest and another on stage; two more watch. */
export async function policyStream(): Promise<People> {
  const all = await people('live_stream');
  await all.host.as('POST', '/live/start');
  await onStage(all, 'placed', all.guest);
  await onStage(all, 'other', all.other);
  return all;
}

export const locked: Scene = async ({ host }) => {
  await host.as('PUT', '/comments/lock');
  return {};
};

export const written: Scene = async (all, role) => {
  const write = async (who: 'other' | Role) =>
    (await all[who].as('POST', '/chat', { text: 'Hello', message_id: `message-of-${who}-here` })).json.id;
  return { message: await write('other'), mine: await write(role) };
};

export const onRequest: Scene = async ({ host }) => {
  await host.as('POST', '/seats/setup', { seat_count: 8, seat_mode: 'request' });
  return {};
};

export const asked: Scene = async (all, role) => {
  await onRequest(all, role);
  const { json } = await all.idle.as('POST', '/speakers/request');
  return { request: json.request_id };
};

export const invited: Scene = async (all, role) => {
  // The seated are invited by nobody, so that each gets up first.
  if (role !== 'host') await all[role].as('POST', '/seats/leave');
  const target = { host: 'idle', admin: 'admin', speaker: 'placed', listener: 'unplaced' }[role as 'host'];
  const { json } = await all.host.as('POST', '/speakers/invite', { target_identity: target });
  return { invitation: json.invitation_id };
};

/** The host seat is taken by the host, who would move within it. */
export const hostSeatFree: Scene = async ({ host }) => {
  await host.as('POST', '/seats/leave');
  return {};
};

export const askedForStage: Scene = async ({ idle }) => {
  await idle.as('POST', '/stage/request');
  return {};
};

export const invitedToStage: Scene = async ({ host, ...all }, role) => {
  if (role === 'guest') await all.guest.as('POST', '/stage/leave');
  const target = role === 'guest' ? 'placed' : role === 'audience' ? 'unplaced' : 'idle';
  const { json } = await host.as('POST', `/stage/${target}`);
  return { invitation: json.invitation_id };
};
