import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tokens } from '../../../engine/auth/tokens.ts';
import type { Scene } from './fault-scene.ts';

/** Tokens such as Anna has, signed by the engine's own keys, that expired an hour ago. */
export async function expiredTokens({
  house,
  anna,
  room,
}: Scene): Promise<{ media: string; bearer: string }> {
  const { folder, livekit } = house.stack;
  const { media, bearer } = tokens({
    secret: readFileSync(join(folder, 'secret'), 'utf8'),
    livekitKey: livekit.key,
    livekitSecret: livekit.secret,
    clock: { now: () => Date.now() - 3_600_000, after: () => () => {} },
  });
  const held = await anna.evaluate(() => window.faults.bearer());
  const { app, sub, session_id, minted } = JSON.parse(
    Buffer.from(held.split('.')[1]!, 'base64url').toString(),
  ) as Record<'app' | 'sub' | 'session_id', string> & { minted: number };
  return {
    media: await media({
      livekitRoom: room,
      identity: sub,
      name: sub,
      metadata: '',
      attributes: {},
      hidden: false,
    }),
    bearer: await bearer({ app, identity: sub, room, sessionId: session_id, mintedAt: minted }),
  };
}
