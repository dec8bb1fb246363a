import type { Sense } from '../journey/sense-log.ts';
import type { HostileScene } from './hostile-scene.ts';

/** A way in which the host takes from an attacker what others hear or see. */
export interface Taking {
  /** The call to the engine. The attackers have the places 1, 2, 3 … */
  readonly call: (
    room: string,
    who: string,
    place: number,
  ) => readonly [method: string, path: string, body: object];
  /** The right that is taken: all that the product has, or a part of it. */
  readonly takes: readonly Sense[];
}

/** A product, as far as the tests of modified clients differ by it. */
export interface HostileProduct {
  /** More of the body of a mint. */
  readonly mint: { readonly type: 'audio_room' | 'live_stream' };
  /** The media by which others notice a participant with a place. */
  readonly senses: readonly Sense[];
  readonly markup: (attributes: string) => string;
  /** Prepares the room, before an attacker comes. */
  readonly begin: (scene: HostileScene) => Promise<unknown>;
  /** Brings an attacker, who is connected, to a place from which others notice them. */
  readonly place: (scene: HostileScene, who: string, place: number) => Promise<unknown>;
  readonly takings: Readonly<Record<string, Taking>>;
}
