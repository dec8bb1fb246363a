import type { Attributes } from '../protocol/names.ts';
import type { Role } from '../protocol/role.ts';

/** A person in a room. */
export interface Person {
  readonly identity: string;
  /** Never empty. Without a given name it is a name from the engine, or the identity. */
  readonly name: string;
  readonly avatar: string | null;
  readonly role: Role;
  readonly attributes: Attributes;
}

/** A person, with the state of their media. */
export interface Participant extends Person {
  /** Whether this is the local participant. */
  readonly mine: boolean;
  /** The microphone is published and not muted. */
  readonly microphone: boolean;
  /** The camera is published. */
  readonly camera: boolean;
  /** The screen is shared. */
  readonly screen: boolean;
  /** The participant cannot be heard: the microphone is off, or a moderator muted the participant. */
  readonly muted: boolean;
  /** A moderator muted the participant. */
  readonly silenced: boolean;
}

/** The wanted page of the engine's list of participants. */
export interface ListOptions {
  readonly role?: Role | undefined;
  /** From 1. */
  readonly page?: number | undefined;
  /** By the time of the join. */
  readonly order?: 'oldest' | 'newest' | undefined;
  /** The `next` of the page before, in place of `page`. */
  readonly cursor?: string | undefined;
}

/** A page of the engine's list of participants. */
export interface ParticipantPage extends ReadonlyArray<Person & Pick<Participant, 'mine'>> {
  /** The cursor of the next page; `null` on the last page. */
  readonly next: string | null;
  /** The number of participants on all pages. */
  readonly total: number;
}
