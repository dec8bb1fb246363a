import { desired, permissionOf, samePerson, stranger, type DesiredPerson } from './desired-state.ts';
import type { RoomState } from '../store/store.ts';

/** What is written to the media server of one person. */
export type Update = readonly [identity: string, want: DesiredPerson, had: DesiredPerson['attributes']];

/** Whoever should be otherwise than before, and whoever left with a right to send. */
export function updatesOf(before: RoomState, after: RoomState, expelled: ReadonlySet<string>): Update[] {
  const [old, now] = [desired(before.room, before.people), desired(after.room, after.people)];
  const changed = [...after.people.values()].flatMap(({ identity, presence }): Update[] => {
    const [was, want] = [old.people.get(identity), now.people.get(identity)!];
    return presence === 'here' && !(was && samePerson(was, want))
      ? [[identity, want, was?.attributes ?? {}]]
      : [];
  });
  const left = [...old.people].flatMap(([identity, { permission }]): Update[] =>
    permission.publish && !now.people.has(identity) && !expelled.has(identity)
      ? [[identity, stranger, {}]]
      : [],
  );
  return [...left, ...changed];
}

/** Whether somebody may speak now who was not seen yet. */
export const awaited = (before: RoomState, after: RoomState): boolean =>
  [...after.people.values()].some(
    ({ identity, presence }) =>
      presence === 'expected' &&
      permissionOf(after.room, identity).publish &&
      !permissionOf(before.room, identity).publish,
  );
