import type { Act } from './act.ts';
import type { Room } from './room.ts';

/** The code of a refusal after a `!`, or the room as it is then and what the answer says of it. */
export type Ruling = string | { readonly room?: Room; readonly says?: (after: Room) => string };

/** What becomes of a room by an act; `id` is what the engine called the thing that it made. */
export type Rule = (room: Room, act: Act, id: string) => Ruling;
