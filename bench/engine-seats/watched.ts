import type { Sfu } from '../../engine/livekit/livekit.ts';

/** A call to the media server. Times are of the machine's own steady clock, in ms: processes share it. */
export interface SfuCall {
  readonly method: keyof Sfu;
  readonly room: string;
  readonly from: number;
  to: number;
  /** Of an update: whom it made a speaker. */
  readonly speaker?: string | undefined;
  /** Of a push: the revision that it told. */
  readonly rev?: number;
}

/** Milliseconds of the machine's steady clock. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** The same media server, with a note of every call in `calls`. */
export function watched(sfu: Sfu, calls: SfuCall[]): Sfu {
  const note = async <T>(about: Omit<SfuCall, 'from' | 'to'>, work: () => Promise<T>): Promise<T> => {
    const call: SfuCall = { ...about, from: now(), to: Number.NaN };
    calls.push(call);
    try {
      return await work();
    } finally {
      call.to = now();
    }
  };
  return {
    ensureRoom: (room, metadata) =>
      note({ method: 'ensureRoom', room }, () => sfu.ensureRoom(room, metadata)),
    list: (room) => note({ method: 'list', room }, () => sfu.list(room)),
    update: (room, identity, want, had) =>
      note({ method: 'update', room, speaker: want.permission.publish ? identity : undefined }, () =>
        sfu.update(room, identity, want, had),
      ),
    setMetadata: (room, metadata) =>
      note({ method: 'setMetadata', room }, () => sfu.setMetadata(room, metadata)),
    remove: (room, identity) => note({ method: 'remove', room }, () => sfu.remove(room, identity)),
    deleteRoom: (room) => note({ method: 'deleteRoom', room }, () => sfu.deleteRoom(room)),
    broadcast: (room, message) =>
      note({ method: 'broadcast', room, rev: Number(/"rev":(\d+)/.exec(message)?.[1]) }, () =>
        sfu.broadcast(room, message),
      ),
    send: (room, identities, message) =>
      note({ method: 'send', room }, () => sfu.send(room, identities, message)),
    alive: () => sfu.alive(),
  };
}
