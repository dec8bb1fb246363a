import type { Products } from '../model/product.ts';
import type { RoomState } from '../model/room-doc.ts';
import { desiredParticipant, sameParticipant, stranger, type DesiredParticipant } from './desired-state.ts';

/** A state of a room before a commit and after. */
interface Step {
  readonly before: RoomState;
  readonly after: RoomState;
}

/** A write of one participant to the media server. */
export interface ParticipantUpdate {
  readonly identity: string;
  readonly want: DesiredParticipant;
  /** The attributes that the media server has. */
  readonly had: DesiredParticipant['attributes'];
  /** The write takes a permission away. */
  readonly revokes: boolean;
}

/** The course of a participant over several commits, each of which has read its own few people. */
interface Course {
  readonly was: DesiredParticipant | null;
  want: DesiredParticipant | null;
  here: boolean;
  /** The participant may publish now, and the media server has not shown a connection yet. */
  awaited: boolean;
}

/**
 * The writes that follow from commits: of participants who are here and should be otherwise than before, and of
 * participants who left with a permission.
 *
 * @param removed participants whom their command removes from the media server
 * @returns also whether a permission waits for a connection that the media server has not shown
 */
export function participantUpdates(
  products: Products,
  steps: readonly Step[],
  removed: ReadonlySet<string>,
): { updates: ParticipantUpdate[]; awaited: boolean } {
  const courses = new Map<string, Course>();
  for (const { before, after } of steps)
    for (const identity of new Set([...before.people.keys(), ...after.people.keys()])) {
      const [had, has] = [before.people.get(identity), after.people.get(identity)];
      const was = courses.get(identity);
      const course = was ?? {
        was: had ? desiredParticipant(products, before, had) : null,
        want: null,
        here: false,
        awaited: false,
      };
      course.want = has ? desiredParticipant(products, after, has) : null;
      course.here = has?.presence === 'here';
      course.awaited =
        has?.presence === 'expected' && !!course.want?.permission.length && !course.was?.permission.length;
      courses.set(identity, course);
    }
  const updates = [...courses].flatMap(([identity, { was, want, here }]): ParticipantUpdate[] => {
    if (!want)
      return was?.permission.length && !removed.has(identity)
        ? [{ identity, want: stranger, had: {}, revokes: true }]
        : [];
    if (!here || (was && sameParticipant(was, want))) return [];
    const revokes = !!was?.permission.some((source) => !want.permission.includes(source));
    return [{ identity, want, had: was?.attributes ?? {}, revokes }];
  });
  return { updates, awaited: [...courses.values()].some(({ awaited }) => awaited) };
}
