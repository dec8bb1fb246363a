import type { LiveKitParticipant } from '../../../engine/livekit/livekit-participant.ts';
import type { LiveKit } from '../../../engine/livekit/livekit.ts';
import { RoomListing, type ListingChange } from '../../../engine/livekit/room-listing.ts';
import type { PublishPermission } from '../../../engine/model/product.ts';
import type { DesiredParticipant } from '../../../engine/room/desired-state.ts';

type Kept = { -readonly [K in keyof LiveKitParticipant]: LiveKitParticipant[K] };

/** A connection as LiveKit has it after a join that nothing was written to yet. */
export const connection = (identity: string, more: Partial<Kept> = {}): Kept => ({
  identity,
  metadata: '',
  hidden: false,
  attributes: {},
  permission: [],
  publishing: [],
  ...more,
});

/** A media server in memory, with everything it was told. Participants join by `join`, and leave by `drop`. */
export class FakeLiveKit implements LiveKit {
  readonly rooms = new Map<string, { metadata: string; people: Map<string, Kept> }>();
  readonly log: string[] = [];
  readonly #listings = new Map<string, RoomListing>();
  /** While it is down every call rejects. */
  down = false;

  /** The only room, where there is one. */
  get room() {
    return [...this.rooms.values()].at(-1)!;
  }

  join(identity: string, more: Partial<Kept> = {}): void {
    this.room.people.set(identity, connection(identity, more));
  }

  drop(identity: string): void {
    this.room.people.delete(identity);
  }

  permission = (identity: string): PublishPermission | undefined =>
    this.room.people.get(identity)?.permission;

  async ensureRoom(name: string, metadata: string): Promise<void> {
    this.#call(`ensure`);
    if (!this.rooms.has(name)) this.rooms.set(name, { metadata, people: new Map() });
  }

  async list(
    name: string,
    { anew, including }: { anew: boolean; including: ReadonlySet<string> },
  ): Promise<ListingChange | null> {
    this.#call('list');
    const room = this.rooms.get(name);
    if (!room) return null;
    const listing = (!anew && this.#listings.get(name)) || new RoomListing();
    this.#listings.set(name, listing);
    return listing.next(
      [...room.people.values()].map((each) => ({ ...each })),
      including,
    );
  }

  async participant(name: string, identity: string): Promise<LiveKitParticipant | null> {
    this.#call(`get ${identity}`);
    const person = this.rooms.get(name)?.people.get(identity);
    return person ? { ...person } : null;
  }

  async update(name: string, identity: string, want: DesiredParticipant): Promise<void> {
    this.#call(`update ${identity} ${want.permission.length ? 'may speak' : 'may listen'}`);
    const person = this.#room(name).people.get(identity);
    if (!person) throw new Error('participant not found');
    // LiveKit 1.13 leaves a ghost at everybody where a visible participant is hidden.
    if (want.hidden && !person.hidden) this.ghosts.push(identity);
    Object.assign(person, {
      hidden: want.hidden,
      permission: want.permission,
      metadata: want.metadata,
      attributes: want.attributes,
    });
  }

  async setMetadata(name: string, metadata: string): Promise<void> {
    this.#call('metadata');
    this.#room(name).metadata = metadata;
  }

  async remove(name: string, identity: string): Promise<void> {
    this.#call(`remove ${identity}`);
    this.#room(name).people.delete(identity);
  }

  async deleteRoom(name: string): Promise<void> {
    this.#call('delete');
    this.rooms.delete(name);
  }

  async broadcast(_name: string, message: string): Promise<void> {
    const { type } = JSON.parse(message);
    if (type === '_audience') return void (this.down || this.audience.push(JSON.parse(message)));
    this.#call(`push ${type}`);
    this.pushes.push(JSON.parse(message));
  }

  async send(_name: string, identities: readonly string[], message: string): Promise<void> {
    this.#call(`send ${JSON.parse(message).type} to ${identities.join(' ')}`);
    this.sent.push({ to: identities, message: JSON.parse(message) });
  }

  /** Messages to some participants, and not to all. */
  readonly sent: { to: readonly string[]; message: Record<string, unknown> }[] = [];

  /** Participants who were hidden after they were visible. */
  readonly ghosts: string[] = [];

  readonly audience: { seq: number; count: number; joined?: { identity: string }[]; left?: string[] }[] = [];

  readonly pushes: { type: string; epoch: number; rev: number }[] = [];

  alive = async () => !this.down;

  async close(): Promise<void> {}

  #room(name: string) {
    const room = this.rooms.get(name);
    if (!room) throw new Error('requested room does not exist');
    return room;
  }

  #call(what: string): void {
    if (this.down) throw new Error('connection refused');
    this.log.push(what);
  }
}
