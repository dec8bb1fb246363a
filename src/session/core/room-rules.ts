import type { ErrorCode } from '../../protocol/codes.ts';
import { mayDo, type Operation } from '../../protocol/policy.ts';
import { joinedBy, type RuleSession } from './in-room.ts';

/** The first two questions of the rules of a room: am I in it, and does my role allow it. */
export const roomRules = (session: RuleSession) => ({
  joined: joinedBy(session),
  may(operation: Operation): ErrorCode | null {
    const cell = mayDo(operation, session.role.get());
    return cell === 'yes' ? null : cell;
  },
});
