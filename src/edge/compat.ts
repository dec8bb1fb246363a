import type { Room } from 'livekit-client';

interface Statistics {
  getStats(): Promise<RTCStatsReport> | undefined;
}

/** What livekit-client 2.23.0 holds inside a Room, as far as it must be put away from outside. */
interface Inside {
  engine?: {
    cleanupPeerConnections(): Promise<void>;
    /** Stops a timer of one second. */
    cleanupLossyDataStats(): void;
    readonly pcManager?: Readonly<Record<'publisher' | 'subscriber', Statistics | undefined>>;
  };
  maybeCreateEngine(): void;
}

/**
 * livekit-client leaves the RTCPeerConnection of each failed first connect open (about 55 kB,
 * and Chromium refuses the 501st), and a timer: the engine that owns them is replaced without being
 * closed, or was closed before it made them.
 *
 * @returns closes what the coming connect leaves behind; to be called when it has failed.
 */
export function watchConnect(room: Room): () => Promise<void> {
  const inside = room as unknown as Inside; // its engine is marked internal
  // A room that was disconnected has none; made here, the connect keeps it.
  inside.maybeCreateEngine();
  const { engine } = inside;
  return async () => {
    engine?.cleanupLossyDataStats();
    await engine?.cleanupPeerConnections();
  };
}

/** What the browser measures of both connections; livekit-client gives only that of single tracks. */
export async function statisticsOf(room: Room): Promise<readonly RTCStats[]> {
  const { publisher, subscriber } = (room as unknown as Inside).engine?.pcManager ?? {};
  const reports = await Promise.all([publisher?.getStats(), subscriber?.getStats()]);
  return reports.flatMap((report) => [...((report?.values() as Iterable<RTCStats> | undefined) ?? [])]);
}
