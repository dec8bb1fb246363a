import { createHmac } from 'node:crypto';
import { ignored, messages } from '../../../src/protocol/data/messages.ts';
import type { Stack } from '../journey/journey.ts';

const eve = 'eve';
const seats = Array.from({ length: 8 }, (_, index) => ({
  index,
  identity: index === 1 ? eve : null,
  locked: index > 1,
}));

const said = { request_id: 'r', invitation_id: 'i', id: 'm', session_id: 's', reason: 'x' };
const about = { identity: 'ben', target_identity: 'ben', inviter_identity: 'observer', by: eve };
const changed = { role: 'listener', previous_role: 'host', locked: true, live: true };
const grid = { count: 8, mode: 'request', seats };
/** Everything that any message of the engine says, newer than all that it ever said. */
const everything = { epoch: 1, rev: 1_000_000_000, ...grid, ...said, ...about, ...changed };
const at = '2026-01-01T00:00:00.000Z';
const chat = {
  senderUserId: 'observer',
  senderName: 'Host',
  text: 'Pay here',
  timestamp: at,
  messageID: 'x',
};
const app = { message: 'app', _msgId: 'x', _from: null, _at: at, data: { type: '_seat_update' } };

/** Names of what only the engine may say. */
export const forgedNames = [...Object.keys(messages), ...ignored, '_of_tomorrow'].filter((each) =>
  each.startsWith('_'),
);
export const forged: readonly object[] = [
  ...forgedNames.map((type) => ({ ...everything, type })),
  { type: '_seat_update', epoch: 1, rev: 1_000_000_001, reread: true },
  { _seat_update: everything },
  { roomChat: chat },
  { messageContent: app },
  { type: '_seat_update', messageContent: app, roomChat: chat, ...everything },
];

const payload = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What a media token allows. */
export const grantsOf = (token: string): Record<string, unknown> => payload(token).video;

/** The same token, with a right that the engine gives to nobody: signed with the secret of livekit-server. */
export function withData({ livekit }: Stack, token: string): string {
  const claims = payload(token);
  const text = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64({ ...claims, video: { ...claims.video, canPublishData: true } })}`;
  return `${text}.${createHmac('sha256', livekit.secret).update(text).digest('base64url')}`;
}
