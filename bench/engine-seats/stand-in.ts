import type { SfuPerson } from '../../engine/livekit/livekit-participant.ts';
import type { Sfu } from '../../engine/livekit/livekit.ts';

/**
 * A media server that costs nothing: every call is done at once, and people are there as soon as
 * somebody says so. What is left is the engine alone.
 */
export class StandIn implements Sfu {
  readonly #rooms = new Map<string, Map<string, SfuPerson>>();

  join(room: string, identity: string): void {
    const sends = { foreign: false, sending: false, doubled: false };
    const person = { identity, metadata: '', attributes: {}, ...sends };
    this.#rooms.get(room)?.set(identity, { ...person, permission: { publish: false } });
  }

  async ensureRoom(name: string): Promise<void> {
    if (!this.#rooms.has(name)) this.#rooms.set(name, new Map());
  }

  list = async (name: string) => [...(this.#rooms.get(name)?.values() ?? [])];

  async update(...[name, identity, want]: Parameters<Sfu['update']>): Promise<void> {
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
}
