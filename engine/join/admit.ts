import type { InferOutput } from 'valibot';
import { times } from '../../src/protocol/constants.ts';
import { randomId } from '../../src/protocol/random-id.ts';
import type { MintRequest } from '../../src/protocol/rest/token.ts';
import { bannedRefusal } from '../auth/authorize.ts';
import type { Invite } from '../auth/token-claims.ts';
import type { App } from '../core/config.ts';
import { Refusal } from '../core/refusal.ts';
import type { Products } from '../model/product.ts';
import { newRoom, outliving, type PersonRow, type Replaced, type RoomState } from '../model/room-doc.ts';
import type { RoomTransaction } from '../room/commit.ts';
import { linkedRole, withLink } from '../room/rights.ts';
import type { StoreQueries } from '../store/queries/queries.ts';
import type { Identified } from './identify.ts';

export type MintBody = InferOutput<typeof MintRequest>;

/** The person who joins, and the content of the invite link. */
export type Guest = Identified & { readonly link: Invite | null };

/**
 * Lets a person into a room: the room, the row and the session, in one transaction.
 *
 * @throws {Refusal} `banned`, `kicked`, `signed_in_elsewhere`, `takeover_cooldown`, or by the rules of the product
 */
export async function admit(
  transaction: RoomTransaction,
  products: Products,
  app: App,
  body: MintBody,
  guest: Guest,
  now: number,
): Promise<RoomState> {
  const { tx } = transaction;
  const { identity, link } = guest;
  await refuseExcluded(tx, app, body, guest, now);
  const found = await transaction.state(app.id, body.room_name, [identity]);
  if (found && found.room.type !== body.type)
    throw new Refusal(
      'wrong_product_type',
      `Could not join '${body.room_name}' as ${body.type}: it is ${found.room.type}. Choose another name, or the other kind of room.`,
    );
  const state = found ?? (await open(tx, app, body));
  const product = products[state.room.type];
  const previous = state.people.get(identity);
  const kept = previous ?? state.absent.get(identity);
  if (previous && previous.sessionId !== body.session_id)
    await tx.endSessions({ app: app.id, room: state.room.name, identity }, 'signed_in_elsewhere');
  const placed = withKept(
    place(body, guest, previous, { now, arrival: product.patience(state.room).arrival }),
    kept,
  );
  const role = linkedRole(kept, link);
  const claims = body.role === 'host' && guest.mayOwn && (body.room_owner_id ?? identity) === identity;
  const owner = state.room.owner ?? (claims || role === 'host' ? identity : null);
  const owned = owner === state.room.owner ? state.room : { ...state.room, owner };
  const { room: linked, person } = role
    ? withLink(product, owned, placed, role)
    : { room: owned, person: placed };
  const people = new Map(state.people).set(identity, person);
  const fresh = !found;
  const ruling =
    fresh || owner === identity
      ? product.open({ ...state, room: linked, people }, body, fresh)
      : { room: linked };
  if (ruling instanceof Refusal) throw ruling;
  const { room } = ruling;
  await tx.openSession({
    app: app.id,
    room: room.name,
    epoch: room.epoch,
    sessionId: body.session_id,
    identity,
    expires: now + times.refreshable + times.userToken,
  });
  if (fresh || (await tx.deadlineOfRoom(app.id, room.name)) !== null)
    await transaction.setRoomDeadline(room, null);
  return transaction.commit(state, { people: [person], ...(room !== state.room && { room }) });
}

/** Session ids are random and secret: a person who shows one that was here is who they say. */
const wasHere = async (
  tx: StoreQueries,
  app: App,
  { room_name: room, session_id: sessionId }: MintBody,
  identity: string,
) => (await tx.findSession({ app: app.id, room, identity, sessionId })) !== null;

async function refuseExcluded(
  tx: StoreQueries,
  app: App,
  body: MintBody,
  { identity, proven }: Guest,
  now: number,
): Promise<void> {
  const ban = await tx.findBan(app.id, body.room_name, identity, now);
  if (ban) throw bannedRefusal(body.room_name, ban, proven || (await wasHere(tx, app, body, identity)));
  const until = await tx.kickedUntil(app.id, body.room_name, identity, now);
  if (!until) return;
  const retryAfter = Math.ceil((until - now) / 1000);
  throw new Refusal(
    'kicked',
    `Could not join '${body.room_name}': you were removed from it. Wait ${retryAfter} s.`,
    { retryAfter },
  );
}

/** The row with what outlives a participant's presence. */
const withKept = (person: PersonRow, kept: PersonRow | undefined): PersonRow => ({
  ...person,
  ...Object.fromEntries(outliving.flatMap((key) => (kept?.[key] === undefined ? [] : [[key, kept[key]]]))),
});

/**
 * The row of the person: the row of before for the same session, else in place of the other session.
 *
 * @param arrival milliseconds for which a person is waited for who has a token
 */
function place(
  body: MintBody,
  guest: Guest,
  previous: PersonRow | undefined,
  { now, arrival }: { now: number; arrival: number },
): PersonRow {
  const { identity, name, avatar, attributes } = guest;
  const fresh = {
    identity,
    name,
    avatar,
    attributes,
    sessionId: body.session_id,
    joinedAt: previous?.joinedAt ?? now,
  };
  const deadline = now + arrival;
  if (!previous) return { ...fresh, presence: 'expected', deadline };
  // After a reload the connection of before may still be listed, and its end decides.
  if (previous.sessionId === body.session_id)
    return { ...previous, ...fresh, deadline: previous.presence === 'here' ? null : deadline };
  const expected = { ...fresh, presence: 'expected', deadline } as const;
  // No connection came with the former token yet, so no session loses a place.
  if (previous.presence === 'expected') return { ...expected, ...takenOver(previous) };
  if (!body.takeover && previous.presence === 'here')
    throw new Refusal(
      'signed_in_elsewhere',
      `Could not join '${body.room_name}': you are in it already, in another place. Leave there, or take over here.`,
    );
  const wait = (previous.takenOverAt ?? -Infinity) + times.takeover - now;
  if (wait > 0) throw tooSoon(Math.ceil(wait / 1000));
  const { sid, sessionId } = previous;
  const replaced: Replaced = { sessionId, ...(sid !== undefined && { sid }) };
  return { ...expected, replaced, takenOverAt: now };
}

const takenOver = ({ replaced, takenOverAt }: PersonRow) => ({
  ...(replaced && { replaced }),
  ...(takenOverAt !== undefined && { takenOverAt }),
});

const tooSoon = (retryAfter: number) =>
  new Refusal(
    'takeover_cooldown',
    `Could not join: this person moved between places too often. Wait ${retryAfter} s.`,
    { retryAfter },
  );

async function open(tx: StoreQueries, app: App, body: MintBody): Promise<RoomState> {
  const epoch = (await tx.epochOf(app.id, body.room_name)) + 1;
  // Opaque, and another name for each incarnation: an old token opens nothing.
  const livekitRoom = `r_${randomId()}`;
  const room = newRoom({ app: app.id, name: body.room_name, epoch, type: body.type, livekitRoom });
  await tx.createRoom(room);
  return { room, people: new Map(), absent: new Map() };
}
