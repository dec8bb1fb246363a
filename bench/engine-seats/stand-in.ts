import { RoomListing } from '../../engine/livekit/room-listing.ts';
import type { LiveKitParticipant } from '../../engine/livekit/livekit-participant.ts';
import type { LiveKit } from '../../engine/livekit/livekit.ts';

/**
 * A media server that costs nothing: every call is done at once, and people are there as soon as
 * somebody says so. What is left is the engine alone.
 */
export class StandIn implements LiveKit {
  readonly #listings = new Map<string, RoomListing>();
  readonly #rooms = new Map<string, Map<string, LiveKitParticipant>>();

  join(room: string, identity: string): void {
    const person = { identity, metadata: '', attributes: {}, hidden: false, permission: [], publishing: [] };
    this.#rooms.get(room)?.set(identity, person);
  }

  async ensureRoom(name: string): Promise<void> {
    if (!this.#rooms.has(name)) this.#rooms.set(name, new Map());
  }

  list = async (name: string, { anew, including }: Parameters<LiveKit['list']>[1]) => {
    const listing = (!anew && this.#listings.get(name)) || new RoomListing();
    this.#listings.set(name, listing);
    return listing.next([...(this.#rooms.get(name)?.values() ?? [])], including);
  };

  participant = async (name: string, identity: string) => this.#rooms.get(name)?.get(identity) ?? null;

  async update(...[name, identity, want]: Parameters<LiveKit['update']>): Promise<void> {
    const room = this.#rooms.get(name);
    const person = room?.get(identity);
    if (person) room?.set(identity, { ...person, ...want });
  }

  setMetadata = async () => {};
  remove = async () => {};
  deleteRoom = async () => {};
  broadcast = async () => {};
  send = async () => {};
  alive = async () => true;
  close = async () => {};
}
