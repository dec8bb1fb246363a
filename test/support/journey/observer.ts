import { endpoints } from '../../../src/protocol/rest/endpoints.ts';
import * as v from 'valibot';
import { Snapshot } from '../../../src/protocol/room-state.ts';
import type { Stack } from './journey.ts';

/** Somebody who knows a room by the engine alone: its host, who is not connected to the media server. */
export async function observe(
  { engineUrl, app }: Pick<Stack, 'engineUrl' | 'app'>,
  room: string,
  { identity = 'observer', role = 'host', type = 'audio_room' } = {},
) {
  const call = async (method: string, path: string, body?: object, bearer?: string): Promise<unknown> => {
    const response = await fetch(`${engineUrl}/api/v1${path}`, {
      method,
      headers: {
        'x-app-id': app.id,
        ...(body && { 'content-type': 'application/json' }),
        ...(bearer && { authorization: `Bearer ${bearer}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text && JSON.parse(text);
  };
  const mint = { identity, session_id: identity.padEnd(24, '-'), room_name: room, role, type };
  const enter = async () => ((await call('POST', '/token', mint)) as { user_token: string }).user_token;
  let bearer = await enter();
  const inRoom = (method: string, path: string, body?: object) =>
    call(method, `/rooms/${room}${path}`, body, bearer);
  return {
    /** The body of the mint: by the same one the host can connect to the media server too. */
    mint,
    /** What the engine says of the room; the observer, who is in it by name only, left out. */
    async read() {
      // The engine gives up who never connects to the media server.
      const snapshot = await inRoom('GET', '').catch(async () => {
        bearer = await enter();
        return inRoom('GET', '');
      });
      const { seats = [], stage = [], live = false } = v.parse(Snapshot, snapshot);
      const { participants } = v.parse(
        endpoints.listParticipants.answer,
        await inRoom('GET', '/participants?per_page=100'),
      );
      return {
        seats: seats.map(({ identity, locked, muted, away }) => ({
          identity,
          locked,
          silenced: muted,
          away,
        })),
        live,
        stage: stage.map(({ identity, role, away, muted, video_muted }) => ({
          identity,
          role,
          away,
          silenced: muted,
          videoMuted: video_muted,
        })),
        people: Object.fromEntries(
          participants
            .filter((each) => each.identity !== identity)
            .map((each) => [each.identity, each.role])
            .sort(),
        ),
      };
    },
    /** Does anything that a host may do; what the engine answers. */
    act: (method: string, path: string, body: object = {}, as = bearer) => call(method, path, body, as),
    unseat: (index: number) => inRoom('POST', `/seats/${index}/kick`, {}),
  };
}
