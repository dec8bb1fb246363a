import type { Edge } from '../../platform/platform.ts';
import type { MintAnswer } from '../../protocol/rest/token.ts';
import type { Link } from './media-connection.ts';
import type { OpenScope } from '../core/session-core.ts';
import { Ticket, type Asking } from './access-token.ts';

/** What a join needs to know, read anew each time. */
export interface Joining extends Asking {
  readonly address: Parameters<Edge['api']>[0];
  readonly rtcConfig: RTCConfiguration | undefined;
}

/** Asks the engine to be let in. The ticket lasts as long as the session. */
export async function enter(scope: OpenScope, edge: Edge, link: Link, joining: Joining): Promise<MintAnswer> {
  const { session } = scope;
  const { address, body } = joining;
  const { room_name: room, identity } = body;
  const key = { engine: address.baseUrl, appId: address.appId, room, identity };
  const place = await session.during(edge.storage.open(key, session.signal));
  session.signal.throwIfAborted();
  const ticket = new Ticket(scope.tally.counted(edge.api(address)), edge.clock, place, joining);
  scope.ticket = ticket;
  session.until(() => (scope.ticket = undefined));
  // livekit-client is loaded while the engine answers.
  const [answer] = await session.during(
    Promise.all([ticket.mint(session.signal), link.load(joining.rtcConfig)]),
  );
  return answer;
}
