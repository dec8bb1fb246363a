import type { EngineCode } from './codes.ts';
import { roles, type Role } from './role.ts';

/**
 * The permissions of each role. The engine refuses by this table, `allowed` in the SDK explains by this table, and a
 * generated test for each cell compares both with the running engine.
 *
 * A cell is `yes`, or the code of the refusal.
 */
type Cell = 'yes' | EngineCode;
type Row = readonly [host: Cell, admin: Cell, speaker: Cell, listener: Cell];

const everyone: Row = ['yes', 'yes', 'yes', 'yes'];
const moderators: Row = ['yes', 'yes', 'forbidden_role', 'forbidden_role'];
const owner: Row = ['yes', 'owner_only', 'owner_only', 'owner_only'];

const rows = {
  readRoom: everyone,
  leaveRoom: everyone,
  updateMe: everyone,
  readParticipants: everyone,
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
} satisfies Record<string, Row>;

export type Operation = keyof typeof rows;

export const operations = Object.keys(rows) as Operation[];

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

/** Whether `role` may use the operation: `yes`, or the code of the refusal. */
export const mayDo = (operation: Operation, role: Role): Cell => rows[operation][roles.indexOf(role)]!;

/** Whether `role` may use the operation on a participant with the role `target`. */
export const mayActOn = (operation: Operation, role: Role, target: Role): Cell =>
  role !== 'host' && onSomebody.has(operation) && (target === 'host' || target === 'admin')
    ? 'target_protected'
    : 'yes';
