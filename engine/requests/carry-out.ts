import { Refusal } from '../core/refusal.ts';
import type { Ruling } from '../model/ruling.ts';
import type { RoomState } from '../store/store.ts';
import type { RoomContext } from './route-context.ts';

/** What it takes to write a ruling. */
export type Writing = Pick<RoomContext<'takeSeat'>, 'actor' | 'commit'>;

/** Writes a ruling, and gives the room as it is then. */
export function carryOut({ actor, commit }: Writing, ruling: Ruling): RoomState {
  if (ruling instanceof Refusal) throw ruling;
  if (ruling.room === actor.room) return actor;
  return commit({ room: ruling.room, messages: ruling.messages ?? [] });
}

/** Writes a ruling, and answers what it says. */
export function answer(context: Writing, ruling: Ruling): object | undefined {
  carryOut(context, ruling);
  return 'answer' in ruling ? ruling.answer : undefined;
}
