import { developmentApp, type App } from '../../../engine/core/config.ts';
import { createEngine } from '../../../engine/create-engine.ts';
import { openStore, type Store } from '../../../engine/store/store.ts';
import { OwnedClock } from '../engine/owned-clock.ts';
import { FakeLiveKit } from '../fakes/fake-livekit.ts';

const session = (name: string) => name.padEnd(32, '0');

interface Options {
  clock?: OwnedClock;
  apps?: readonly App[];
  development?: boolean;
  store?: Store;
  /** The media server of another engine. */
  livekit?: FakeLiveKit;
  trustProxy?: number;
  /** The address of the engine as pages reach it. */
  url?: string;
}

/** An engine in this process, with a fake media server and a clock of its own. */
export async function startEngine({
  apps = [developmentApp],
  development = true,
  store: given,
  livekit = new FakeLiveKit(),
  trustProxy = 0,
  clock = new OwnedClock(),
  url,
}: Options = {}) {
  const logged: string[] = [];
  const log = (message: string) => void logged.push(message);
  const store = given ?? (await openStore(':memory:', log));
  const config = {
    port: 0,
    host: '127.0.0.1',
    livekit: { url: 'ws://127.0.0.1:7880', key: 'key', secret: 'livekit-secret-livekit-secret-32' },
    development,
    apps,
    trustProxy,
    url,
    secret: 'secret',
    database: '',
  };
  const readWebhook = async (body: string, authorization: string | undefined) => {
    if (authorization !== 'signed') throw new Error('not signed');
    return { id: '1', room: body || undefined };
  };
  const engine = await createEngine({ config, store, livekit, clock, log, readWebhook });

  /** One call, as a client of this machine. */
  const call = async (
    method: string,
    path: string,
    options: { bearer?: string; body?: unknown; headers?: Record<string, string>; raw?: string } = {},
  ) => {
    const { bearer, body = {}, headers = {}, raw } = options;
    const response = await engine.fetch(
      new Request(`http://127.0.0.1/api/v1${path}`, {
        method,
        headers: {
          'x-app-id': apps[0]!.id,
          ...(method !== 'GET' && { 'content-type': 'application/json' }),
          ...(bearer && { authorization: `Bearer ${bearer}` }),
          ...headers,
        },
        ...(method !== 'GET' && { body: raw ?? JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    return { status: response.status, json: text ? JSON.parse(text) : undefined, headers: response.headers };
  };

  /** Somebody joins, is seen by the media server, and can call. */
  const join = async (identity: string, more: object = {}) => {
    const body = { identity, room_name: 'lobby', session_id: session(identity), ...more };
    const minted = await call('POST', '/token', { body });
    if (minted.status !== 200) throw new Error(JSON.stringify(minted.json));
    const { hidden } = JSON.parse(Buffer.from(minted.json.token.split('.')[1], 'base64url').toString()).video;
    livekit.join(minted.json.identity, { hidden });
    await engine.reconcile(apps[0]!.id, body.room_name);
    await engine.idle();
    const bearer: string = minted.json.user_token;
    const as = (method: string, path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
      call(method, `/rooms/${minted.json.room_name}${path}`, { bearer, body, headers });
    return { bearer, minted: minted.json, as };
  };
  /** A room as the store has it, with these people. */
  const stored = async (name: string, people: readonly string[] = []) =>
    store.read(async (tx) => {
      const room = await tx.findRoom(apps[0]!.id, name);
      return room && { room, people: await tx.findPeople(room, people) };
    });
  /** A bearer without a room. */
  const signIn = async (identity: string) => {
    const body = { identity, name: `Name of ${identity}` };
    const headers = { 'x-app-key': apps[0]!.key };
    const signed = await call('POST', '/auth/session', { body, headers });
    if (signed.status !== 200) throw new Error(JSON.stringify(signed.json));
    return signed.json.user_token as string;
  };
  return { app: apps[0]!, engine, livekit, clock, store, stored, logged, call, join, session, signIn };
}
