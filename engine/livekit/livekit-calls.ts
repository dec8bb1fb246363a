import { AccessToken } from 'livekit-server-sdk';
import { twirp } from './twirp.ts';

/** Milliseconds. LiveKit may carry out a call that timed out here. */
const requestTimeout = 2_000;

/** Seconds. */
const tokenLife = 600;

/** Signs a token for everything about one room, and uses it for half its life. */
function tokens(key: string, secret: string) {
  const kept = new Map<string, Promise<string>>();
  let until = 0;
  return (room: string): Promise<string> => {
    // All tokens end at once, so that those of closed rooms are not kept.
    if (Date.now() > until) {
      kept.clear();
      until = Date.now() + tokenLife * 500;
    }
    const known = kept.get(room);
    if (known) return known;
    const made = new AccessToken(key, secret, { ttl: tokenLife });
    made.addGrant({ roomCreate: true, roomList: true, roomAdmin: true, room });
    const token = made.toJwt();
    kept.set(room, token);
    return token;
  };
}

/** Calls of LiveKit's RoomService, each with the right for the one room that the call is about. */
export function livekitCalls(url: string, key: string, secret: string) {
  const post = twirp(`${url.replace(/^ws/, 'http')}/twirp/livekit.RoomService`, requestTimeout);
  const tokenOf = tokens(key, secret);
  return async (method: string, room: string, message: { toBinary(): Uint8Array }): Promise<Uint8Array> =>
    post(method, message.toBinary(), await tokenOf(room));
}
