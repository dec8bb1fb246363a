import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import type { Operation } from '../../src/protocol/policy.ts';
import type { App } from '../core/app.ts';
import { appOf, callerAddress } from './origins.ts';
import type { Engine } from '../engine.ts';
import type { Actor } from './authorize.ts';
import { newRoom } from '../room/presence.ts';
import { Refusal } from '../core/refusal.ts';
import type { PersonRow } from '../model/room-doc.ts';
import type { Store } from '../store/store.ts';
import type { Bearer } from './tokens.ts';

const hash = (text: string) => createHash('sha256').update(text).digest();

/** The app whose server secret came with a call; `null` where none did. */
export async function serverOf(engine: Engine, context: Context): Promise<App | null> {
  const secret = context.req.header('x-app-secret');
  if (secret === undefined) return null;
  return engine.limits.guessing(callerAddress(engine, context), 'go on', async () => {
    const app = appOf(engine, context, context.req.header('x-app-id') ?? '');
    if (timingSafeEqual(hash(secret), hash(app.secret))) return app;
    throw new Refusal('unauthenticated', 'The server secret is not the one of this app. Check X-App-Secret.');
  });
}

/** What the backend acts as: nobody, whom no identity can be. */
export const serverBearer = (app: App, room: string): Bearer => ({
  app: app.id,
  identity: '',
  room,
  sessionId: 'server',
  mintedAt: 0,
});

const nobody: PersonRow = {
  identity: '',
  name: '',
  avatar: null,
  attributes: {},
  sessionId: 'server',
  joinedAt: 0,
  presence: 'expected',
  deadline: null,
};

/** Bans outlive rooms, and reach further; links are made before anybody comes. None needs a room that is open. */
const withoutRoom: ReadonlySet<Operation> = new Set(['ban', 'unban', 'readBans', 'invite']);

export function serverActor(store: Store, { app, room: name }: Bearer, operation: Operation): Actor {
  const found = store.room(app, name);
  if (!found && !withoutRoom.has(operation))
    throw new Refusal('room_closed', `There is no open room '${name}'. Check its name.`);
  const none = { room: newRoom({ app, name, epoch: 0, type: 'audio_room', sfu: '' }), people: new Map() };
  return { ...(found ?? none), me: nobody, role: 'host', server: true };
}
