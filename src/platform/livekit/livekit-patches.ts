import type { Room } from 'livekit-client';

interface Media {
  getConnectionState(): RTCPeerConnectionState;
  getStats(): Promise<RTCStatsReport> | undefined;
}

interface Engine {
  cleanupPeerConnections(): Promise<void>;
  /** Stops a timer of one second. */
  cleanupLossyDataStats(): void;
  /** What every way back waits for, once the socket is there; a later version may not have it. */
  waitForPCReconnected?(): Promise<void>;
  /** One try to come back. */
  attemptReconnect?(reason: unknown): Promise<void>;
  readonly pcManager?: {
    readonly publisher: Media;
    readonly subscriber?: Media;
    /** Those that carry something. */
    readonly requiredTransports: readonly Media[];
    /** Waits until those are connected, for 15 s at most. */
    ensurePCTransportConnection(): Promise<void>;
  };
}

const ceased: ReadonlySet<RTCPeerConnectionState> = new Set(['disconnected', 'failed', 'closed']);

/** What livekit-client 2.23.0 holds inside a Room, as far as it must be seen to from outside. */
interface Inside {
  engine?: Engine;
  maybeCreateEngine(): void;
  readonly state: string;
  /** Tells what happened while it came back. */
  emitBufferedEvents?(): void;
}

/**
 * On every way back livekit-client sleeps for 2 s before it looks whether the media connections are there, because one
 * that was lost may not know it yet. Those that never ceased, or are new, are looked at in their own time
 * (docs/decisions/0220-denser-retries.md).
 */
function lookAtOnce(engine: Engine): void {
  const wait = engine.waitForPCReconnected?.bind(engine);
  if (!wait) return;
  engine.waitForPCReconnected = async () => {
    const { pcManager } = engine;
    const lost = pcManager?.requiredTransports.some((each) => ceased.has(each.getConnectionState()));
    await (pcManager && !lost ? pcManager.ensurePCTransportConnection() : wait());
  };
}

/**
 * What happens while livekit-client comes back it keeps, and tells with `Reconnected`. That can be said before the try is
 * over (it goes by the state of the old media connections), and what is kept after it would never be told: a track that
 * arrived then would not be heard.
 */
function tellWhatIsKept(inside: Inside, engine: Engine): void {
  const attempt = engine.attemptReconnect?.bind(engine);
  if (!attempt) return;
  engine.attemptReconnect = async (reason) => {
    await attempt(reason);
    if (inside.state === 'connected') inside.emitBufferedEvents?.();
  };
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
  if (engine) {
    lookAtOnce(engine);
    tellWhatIsKept(inside, engine);
  }
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
