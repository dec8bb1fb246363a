import { callRoles, partyActs, type CallRole, type PartyAct } from './call/call-roles.ts';
import type { EngineCode } from './codes.ts';
import type { Product } from './product.ts';
import { rolesOf, type Role } from './role.ts';

/**
 * The permissions of each role. The engine refuses by this table, `allowed` in the SDK explains by this table, and a
 * generated test for each cell compares both with the running engine.
 *
 * A cell is `yes`, or the code of the refusal.
 */
type Cell = 'yes' | EngineCode;
/** The columns are the roles of the product, in the order of `rolesOf`. */
type Row = RoomRow | CallRow;
type RoomRow = readonly [host: Cell, admin: Cell, placed: Cell, other: Cell];
type CallRow = readonly [caller: Cell, callee: Cell];

const everyone: RoomRow = ['yes', 'yes', 'yes', 'yes'];
const moderators: RoomRow = ['yes', 'yes', 'forbidden_role', 'forbidden_role'];
const owner: RoomRow = ['yes', 'owner_only', 'owner_only', 'owner_only'];

/** The operations of every room for many. */
const common = {
  readRoom: everyone,
  leaveRoom: everyone,
  updateMe: everyone,
  readParticipants: everyone,
  kick: moderators,
  ban: moderators,
  unban: moderators,
  readBans: everyone,
  forceMute: moderators,
  changeRole: owner,
  invite: moderators,
  /** An invite link for an admin, or for another host for a time in which the room has no host. */
  inviteAdmin: ['yes', 'owner_only', 'forbidden_role', 'forbidden_role'],
  readChat: everyone,
  sendChat: everyone,
  /** While comments are locked. */
  sendLockedChat: ['yes', 'yes', 'comments_locked', 'comments_locked'],
  removeMessage: everyone,
  removeOthersMessage: moderators,
  lockComments: moderators,
  sendData: everyone,
  endRoom: owner,
} satisfies Record<string, RoomRow>;

const audioRoom = {
  readSeats: everyone,
  takeSeat: everyone,
  takeSeatByRequest: ['yes', 'yes', 'yes', 'request_required'],
  takeHostSeat: ['yes', 'forbidden_role', 'forbidden_role', 'forbidden_role'],
  leaveSeat: everyone,
  moveSeat: everyone,
  moveOthers: moderators,
  swapSeats: moderators,
  kickSeat: moderators,
  lockSeat: moderators,
  unlockSeat: moderators,
  muteSeat: moderators,
  unmuteSeat: moderators,
  setupSeats: moderators,
  requestToSpeak: everyone,
  cancelRequest: everyone,
  readRequests: everyone,
  answerRequest: moderators,
  inviteToSpeak: moderators,
  answerInvitation: everyone,
} satisfies Record<string, RoomRow>;

const liveStream = {
  readStage: everyone,
  goLive: owner,
  endLive: owner,
  requestStage: ['yes', 'forbidden_role', 'yes', 'yes'],
  cancelStageRequest: everyone,
  answerStageRequest: moderators,
  inviteToStage: owner,
  answerStageInvitation: everyone,
  removeFromStage: moderators,
  leaveStage: everyone,
} satisfies Record<string, RoomRow>;

const parties: CallRow = ['yes', 'yes'];
/** The table of acts has who may do what in a call. */
const actors = (act: PartyAct): CallRow => {
  const own: readonly CallRole[] = partyActs[act];
  const cell = (role: CallRole): Cell => (own.includes(role) ? 'yes' : 'forbidden_role');
  const [caller, callee] = callRoles;
  return [cell(caller), cell(callee)];
};

/** The operations of a call. Neither party moderates the other. */
const call = {
  readRoom: parties,
  leaveRoom: parties,
  updateMe: parties,
  readParticipants: parties,
  readChat: parties,
  sendChat: parties,
  removeMessage: parties,
  sendData: parties,
  readCall: parties,
  ringCall: actors('ringing'),
  acceptCall: actors('accept'),
  rejectCall: actors('reject'),
  sayBusy: actors('busy'),
  endCall: actors('end'),
} satisfies Record<string, CallRow>;

export type Operation =
  keyof typeof common | keyof typeof audioRoom | keyof typeof liveStream | keyof typeof call;

/** The rows of each product. An operation without a row is refused by `wrong_product_type`. */
const rows: Readonly<Record<Product, { readonly [O in Operation]?: Row }>> = {
  audio_room: { ...common, ...audioRoom },
  live_stream: { ...common, ...liveStream },
  audio_call: call,
  video_call: call,
};

export const operations = [...new Set(Object.values(rows).flatMap(Object.keys))] as Operation[];

/** Operations on another participant. An admin may not use them on a host or an admin. */
const onSomebody: ReadonlySet<Operation> = new Set([
  'moveOthers',
  'swapSeats',
  'kickSeat',
  'lockSeat',
  'muteSeat',
  'unmuteSeat',
  'setupSeats',
  'kick',
  'ban',
  'forceMute',
  'removeOthersMessage',
  'removeFromStage',
]);

/** The operations of the app's own backend, which has the server secret and is not in the room. */
export const byServer: ReadonlySet<Operation> = new Set([
  'kick',
  'ban',
  'unban',
  'readBans',
  'forceMute',
  'changeRole',
  'invite',
  'inviteAdmin',
  'lockComments',
  'removeMessage',
  'removeOthersMessage',
  'sendData',
  'endRoom',
]);

/** Whether rooms of this product have the operation at all. */
export const hasOperation = (product: Product, operation: Operation): boolean => operation in rows[product];

/** Whether `role` may use the operation in a room of this product: `yes`, or the code of the refusal. */
export function mayDo(product: Product, operation: Operation, role: Role): Cell {
  const roles: readonly Role[] = rolesOf[product];
  return rows[product][operation]?.[roles.indexOf(role)] ?? 'wrong_product_type';
}

/** Whether `role` may use the operation on a participant with the role `target`. */
export const mayActOn = (operation: Operation, role: Role, target: Role): Cell =>
  role !== 'host' && onSomebody.has(operation) && (target === 'host' || target === 'admin')
    ? 'target_protected'
    : 'yes';
