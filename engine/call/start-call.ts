import { isPending } from '../../src/protocol/call/call-status.ts';
import type { CallType } from '../../src/protocol/call/call.ts';
import { times } from '../../src/protocol/constants.ts';
import { randomId } from '../../src/protocol/random-id.ts';
import { bannedRefusal } from '../auth/authorize.ts';
import { tooOften } from '../auth/rate-limits.ts';
import { Refusal } from '../core/refusal.ts';
import { admit } from '../join/admit.ts';
import { entered, mint } from '../join/mint.ts';
import type { CallRow } from '../model/call-row.ts';
import { newRoom, type RoomDoc } from '../model/room-doc.ts';
import { once, type Answer } from '../requests/idempotency.ts';
import type { RoomTransaction } from '../room/commit.ts';
import { Conflict } from '../store/conflict.ts';
import type { StoreQueries } from '../store/queries/queries.ts';
import { acceptCall } from './accept-call.ts';
import type { CallDeps } from './call-deps.ts';
import { deviceOf, findCall, guestOf, joinedAnswer, mintBodyOf, type Device } from './call-entry.ts';
import { ring } from './call-news.ts';
import { newCall } from './call-rules.ts';
import { callOf, partyOf, wireCall } from './call-state.ts';

/** A call that a device wants to make. */
export interface Start extends Device {
  readonly callee: string;
  readonly type: CallType;
  readonly metadata: unknown;
  /** The act that the `Idempotency-Key` stands for, and the body of the request. */
  readonly scope: string | null;
  readonly text: string;
}

type Joined = Awaited<ReturnType<typeof joinedAnswer>>;
type Entry = Awaited<ReturnType<typeof entered>>;

/** Starts a call, or answers the call that crosses it: two people who call each other at once are in one call. */
export async function startCall(deps: CallDeps, start: Start): Promise<Joined | Answer> {
  const { rooms } = deps;
  for (;;) {
    const id = `call_${randomId()}`;
    const begun = await rooms.transaction({ app: start.app.id, room: id }, (transaction) =>
      begin(deps, transaction, start, id),
    );
    if ('crosses' in begun) {
      try {
        return await acceptCall(deps, start, begun.crosses, start);
      } catch (error) {
        // The call that crossed is over, or another device has answered, since it was read.
        if (!(error instanceof Refusal) || !['call_ended', 'answered_elsewhere'].includes(error.code))
          throw error;
        continue;
      }
    }
    const { answer, entry } = begun;
    if (entry) {
      const joined = await joinedAnswer(deps, start, entry);
      ring(deps.bus, callOf(entry.state.room), guestOf(start.person));
      return joined;
    }
    return answer.status === 200 ? joinAgain(deps, start, JSON.parse(answer.body).call_id) : answer;
  }
}

/** A call that crosses, or the answer. The entry is missing where a call was refused, or began by an earlier request. */
type Begun = { readonly crosses: string } | { readonly answer: Answer; readonly entry: Entry | undefined };

/** Whether the call of the caller is one from the callee that still rings. */
const isCrossing = (mine: CallRow | null, callee: string): mine is CallRow =>
  mine?.caller === callee && isPending(mine.status);

async function begin(deps: CallDeps, transaction: RoomTransaction, start: Start, id: string): Promise<Begun> {
  const { tx } = transaction;
  const { app, person, callee, type, metadata, scope, text, wait, sessionId } = start;
  const caller = person.identity;
  const now = deps.clock.now();
  const ban = await tx.findBan(app.id, '', caller, now);
  if (ban) throw bannedRefusal('call', ban, true);
  const mine = await tx.findCallOf(app.id, caller);
  // A request that is repeated stands for its first call, and answers no later one.
  if (isCrossing(mine, callee) && (scope === null || !(await tx.findAnswer(scope, now))))
    return { crosses: mine.id };
  let entry: Entry | undefined;
  const answer = await once(tx, { scope, text, now }, async () => {
    if (wait) throw tooOften('start a call', wait);
    if (caller === callee)
      throw new Refusal('invalid_request', 'Could not call yourself. Name another person.', {
        field: 'callee_identity',
      });
    // A person who has blocked the caller is nobody to them.
    const blockers = await tx.blockersOf(app.id, caller, [callee]);
    if (blockers.size || (await tx.findBan(app.id, '', callee, now)))
      throw new Refusal(
        'not_found',
        `Could not call '${callee}': there is no such person. Check the identity.`,
      );
    if (mine && partyOf(mine, callee) && (await isOn(tx, mine, caller, sessionId)))
      return { call_id: mine.id };
    const room: RoomDoc = {
      ...newRoom({ app: app.id, name: id, epoch: 1, type, livekitRoom: `r_${randomId()}` }),
      // A mint writes a room of version 0 by itself. All later commits of this room are for the media server.
      version: 1,
      call: newCall({ caller, callee, metadata }, now),
    };
    const call = callOf(room);
    const theirs = await tx.findCallOf(app.id, callee);
    // Postgres shows to each statement what was committed before: this call crosses since the last one, or the own call
    // is over since then.
    if (!mine && theirs && partyOf(theirs, caller)) throw crossed(callee);
    if (mine && (await tx.findCallOf(app.id, caller))?.id !== mine.id) throw crossed(callee);
    if (mine || theirs) {
      await tx.saveCall({ ...call, status: 'busy', reason: 'busy', expires: null }, now + times.callKept);
      throw new Refusal(
        'busy',
        mine
          ? `Could not call '${callee}': you are in another call. End it first.`
          : `Could not call '${callee}': they are in another call. Try again later.`,
        { callId: id },
      );
    }
    if (!(await tx.engage(call))) throw crossed(callee);
    await transaction.create(room);
    const body = mintBodyOf(call, sessionId);
    const state = await admit(transaction, deps.products, app, body, guestOf(person), now);
    entry = await entered(deps, tx, state, caller);
    return { call_id: id };
  });
  return { answer, entry };
}

/** The transaction is run again, on the calls that there are now. */
const crossed = (callee: string) => new Conflict(`The calls of '${callee}' or the caller changed meanwhile.`);

/** Whether this device has started the call, or answered it. */
async function isOn(tx: StoreQueries, call: CallRow, identity: string, sessionId: string): Promise<boolean> {
  const [person] = await tx.findPeople({ app: call.app, name: call.id }, [identity]);
  return person?.sessionId === sessionId;
}

/** The answer to a repeated request: the call as it is now. @throws {Refusal} `call_ended` */
async function joinAgain(deps: CallDeps, start: Start, id: string): Promise<Joined> {
  const { app, person, sessionId, wsUrl, callee } = start;
  const { row } = await deps.rooms.read((tx) => findCall(tx, person, id));
  const minted = await mint(deps, app, mintBodyOf(row, sessionId), guestOf(person), wsUrl).catch(
    (error: unknown) => {
      throw error instanceof Refusal && error.code === 'not_found'
        ? new Refusal('call_ended', `Could not call '${callee}': the call is over. Start another call.`)
        : error;
    },
  );
  if (row.caller === person.identity && isPending(row.status)) ring(deps.bus, row, guestOf(person));
  return { ...minted, ...wireCall(row), device: deviceOf(sessionId) };
}
