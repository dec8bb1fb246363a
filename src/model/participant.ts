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
