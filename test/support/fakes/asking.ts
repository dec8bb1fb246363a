import { AudioRoomController } from '../../../src/controllers/audio-room-controller.ts';
import type { Role } from '../../../src/protocol/role.ts';
import { settled } from './fake-clock.ts';
import { FakePlatform } from './fake-platform.ts';
import { person } from './fake-transport.ts';
import { record } from './record.ts';

const options = { appId: '1234567890', roomName: 'lobby' };
export const created_at = '2026-01-01T00:00:00Z';

/** What the engine says of one change: the grid to all, and a message to some. */
export interface Told {
  readonly grid: object;
  readonly message: object;
}

/** A room whose seats are on request, and the engine's part in asking for them. */
export class AskingEdge extends FakePlatform {
  override mode = 'request' as const;

  /** Somebody asks, or is dealt with: one `rev` further, and not yet told. */
  asks(id: string, identity: string, note: string | null = null): Told {
    this.queue = [...this.queue, id];
    const request = { id, identity, name: identity.toUpperCase(), note, created_at };
    this.mine = { ...this.mine, requests: [...this.mine.requests, request] };
    return this.#told('_speaker_request', id, identity, { name: request.name, note, created_at });
  }

  approves(id: string, seat_index = 0): Told {
    const { identity } = this.mine.requests.find((each) => each.id === id)!;
    this.put(seat_index, { identity });
    this.rev--;
    return this.#goes(id, 'approved', { seat_index });
  }

  rejects = (id: string): Told => this.#goes(id, 'rejected');
  cancels = (id: string, more: object = {}): Told => this.#goes(id, 'cancelled', more);

  /** Tells it as the engine does: the grid first. */
  tell({ grid, message }: Told): void {
    this.link.push(grid);
    this.link.push(message);
  }

  /** A message about an invitation to `target`. */
  invitation(type: '' | '_accepted' | '_declined', target_identity = 'me', more: object = {}): object {
    const about = { invitation_id: 'i1', inviter_identity: 'ada', target_identity, seat_index: 2 };
    const stamp = { epoch: 1, rev: this.rev, version: this.rev };
    return { type: `_speaker_invitation${type}`, ...stamp, ...about, name: 'ADA', ...more };
  }

  #goes(id: string, how: string, more: object = {}): Told {
    const { identity } = this.mine.requests.find((each) => each.id === id)!;
    this.queue = this.queue.filter((each) => each !== id);
    this.mine = { ...this.mine, requests: this.mine.requests.filter((each) => each.id !== id) };
    return this.#told(`_speaker_request_${how}`, id, identity, more);
  }

  #told(type: string, request_id: string, identity: string, more: object): Told {
    this.rev++;
    const stamp = { epoch: 1, rev: this.rev, version: this.rev };
    return {
      grid: { type: '_seat_update', ...this.grid() },
      message: { type, ...stamp, request_id, identity, ...more },
    };
  }
}

/** Joined in such a room as `role`, with ada, ben and eve there. */
export async function asking(role: Role = 'listener', more: object = {}, edge = new AskingEdge()) {
  const room = new AudioRoomController(null, { ...options, ...more }, edge);
  edge.link.all = [person('me', { role }), ...['ada', 'ben', 'eve'].map((each) => person(each))];
  await room.join();
  await settled();
  const told = record(room);
  const reads = () => edge.calls.filter(({ name }) => name === 'readRoom').length;
  edge.calls.length = 0;
  return { edge, room, told, reads, waiting: () => room.speakers.requests.get().map(({ id }) => id) };
}

/** Every order of some things. */
export const orders = <T>(all: readonly T[]): T[][] =>
  all.length < 2
    ? [[...all]]
    : all.flatMap((first, at) =>
        orders(all.filter((_, index) => index !== at)).map((rest) => [first, ...rest]),
      );
