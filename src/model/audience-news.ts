import type { Person } from './participant.ts';

/** The number of participants of a live stream, and who came and went since the news before. */
export interface AudienceNews {
  /** The number of all participants: host, guests, admins and viewers. */
  readonly count: number;
  /** At most ten. Empty where the number is known from a read of the room. */
  readonly joined: readonly Pick<Person, 'identity' | 'name' | 'avatar'>[];
  /** Identities, at most ten. */
  readonly left: readonly string[];
  /** More participants came or went than are named. */
  readonly more: boolean;
}
