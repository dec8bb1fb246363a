import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OwnJourney } from './journey.ts';

/** Starts livekit-server anew, and from now on it tells the engine nothing. */
export async function withoutWebhooks({ stack }: OwnJourney): Promise<void> {
  const { server } = stack.livekit;
  assert(server, 'This needs a livekit-server of its own: unset LIVEKIT_URL.');
  const file = join(stack.folder, 'livekit.yaml');
  const { webhook: _, ...config } = JSON.parse(readFileSync(file, 'utf8')) as { webhook: object };
  writeFileSync(file, JSON.stringify(config));
  await server.restart();
}
