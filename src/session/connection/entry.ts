import type { Platform } from '../../platform/platform.ts';
import type { MintAnswer } from '../../protocol/rest/token.ts';
import type { MediaConnection } from './media-connection.ts';
import type { SessionCore } from '../core/session-core.ts';
import { AccessToken, type Asking } from './access-token.ts';

/** What a join needs to know, read anew each time. */
export interface Joining extends Asking {
  readonly address: Parameters<Platform['api']>[0];
  readonly rtcConfig: RTCConfiguration | undefined;
}

/** Asks the engine to be let in. The ticket lasts as long as the session. */
export async function enter(
  scope: SessionCore,
  edge: Platform,
  link: MediaConnection,
  joining: Joining,
): Promise<MintAnswer> {
  const { session } = scope;
  const { address, body } = joining;
  const { room_name: room, identity } = body;
  const key = { engine: address.baseUrl, appId: address.appId, room, identity };
  const place = await session.waitFor(edge.storage.open(key, session.signal));
  session.signal.throwIfAborted();
  const ticket = new AccessToken(scope.reporter.counted(edge.api(address)), edge.clock, place, joining);
  scope.accessToken = ticket;
  session.onEnd(() => (scope.accessToken = undefined));
  // livekit-client is loaded while the engine answers.
  const [answer] = await session.waitFor(
    Promise.all([ticket.mint(session.signal), link.load(joining.rtcConfig)]),
  );
  return answer;
}
