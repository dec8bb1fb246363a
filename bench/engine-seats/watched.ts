import type { LiveKit } from '../../engine/livekit/livekit.ts';

/** A call to the media server. Times are of the machine's own steady clock, in ms: processes share it. */
export interface LiveKitCall {
  readonly method: keyof LiveKit;
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
export function watched(livekit: LiveKit, calls: LiveKitCall[]): LiveKit {
  const note = async <T>(about: Omit<LiveKitCall, 'from' | 'to'>, work: () => Promise<T>): Promise<T> => {
    const call: LiveKitCall = { ...about, from: now(), to: Number.NaN };
    calls.push(call);
    try {
      return await work();
    } finally {
      call.to = now();
    }
  };
  return {
    ensureRoom: (room, metadata) =>
      note({ method: 'ensureRoom', room }, () => livekit.ensureRoom(room, metadata)),
    list: (room, options) => note({ method: 'list', room }, () => livekit.list(room, options)),
    participant: (room, identity) =>
      note({ method: 'participant', room }, () => livekit.participant(room, identity)),
    update: (room, identity, want, had) =>
      note({ method: 'update', room, speaker: want.permission.length ? identity : undefined }, () =>
        livekit.update(room, identity, want, had),
      ),
    setMetadata: (room, metadata) =>
      note({ method: 'setMetadata', room }, () => livekit.setMetadata(room, metadata)),
    remove: (room, identity) => note({ method: 'remove', room }, () => livekit.remove(room, identity)),
    deleteRoom: (room) => note({ method: 'deleteRoom', room }, () => livekit.deleteRoom(room)),
    broadcast: (room, message) =>
      note({ method: 'broadcast', room, rev: Number(/"rev":(\d+)/.exec(message)?.[1]) }, () =>
        livekit.broadcast(room, message),
      ),
    send: (room, identities, message) =>
      note({ method: 'send', room }, () => livekit.send(room, identities, message)),
    alive: () => livekit.alive(),
    close: () => livekit.close(),
  };
}
