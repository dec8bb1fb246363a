import type { Room } from 'livekit-client';

/**
 * The version of livekit-client whose private members these patches use, and which package.json pins
 * (docs/decisions/0230-livekit-client-is-pinned.md).
 */
export const patchedVersion = '2.23.0';

interface PeerConnectionTransport {
  getConnectionState(): RTCPeerConnectionState;
  getStats(): Promise<RTCStatsReport> | undefined;
}

interface EngineInternals {
  cleanupPeerConnections(): Promise<void>;
  /** Stops a timer of one second. */
  cleanupLossyDataStats(): void;
  /** Every reconnect waits for this promise once the socket is open. */
  waitForPCReconnected?(): Promise<void>;
  /** Runs one reconnect attempt. */
  attemptReconnect?(reason: unknown): Promise<void>;
  readonly pcManager?: {
    readonly publisher: PeerConnectionTransport;
    readonly subscriber?: PeerConnectionTransport;
    /** The peer connections in use. */
    readonly requiredTransports: readonly PeerConnectionTransport[];
    /** Resolves when the required peer connections are connected, after 15 s at most. */
    ensurePCTransportConnection(): Promise<void>;
  };
}

const interrupted: ReadonlySet<RTCPeerConnectionState> = new Set(['disconnected', 'failed', 'closed']);

/** The private members of a Room that the patches use. */
interface RoomInternals {
  engine?: EngineInternals;
  maybeCreateEngine(): void;
  readonly state: string;
  /** Emits the events that were buffered during a reconnect. */
  emitBufferedEvents?(): void;
}

/**
 * Each reconnect of livekit-client sleeps for 2 s before it checks the peer connections, because a lost peer connection
 * may not know its state yet. Peer connections that were never interrupted, or are new, need no sleep
 * (docs/decisions/0220-denser-retries.md).
 */
function skipReconnectSleep(engine: EngineInternals): void {
  const wait = engine.waitForPCReconnected?.bind(engine);
  if (!wait) return;
  engine.waitForPCReconnected = async () => {
    const { pcManager } = engine;
    const lost = pcManager?.requiredTransports.some((each) => interrupted.has(each.getConnectionState()));
    await (pcManager && !lost ? pcManager.ensurePCTransportConnection() : wait());
  };
}

/**
 * livekit-client buffers the events of a reconnect and emits them with `Reconnected`. `Reconnected` may come before the
 * attempt is over, because the state of the old peer connections decides on it. An event that is buffered after that
 * would never be emitted: a track that arrived then would stay silent.
 */
function emitLateBufferedEvents(room: RoomInternals, engine: EngineInternals): void {
  const attempt = engine.attemptReconnect?.bind(engine);
  if (!attempt) return;
  engine.attemptReconnect = async (reason) => {
    await attempt(reason);
    if (room.state === 'connected') room.emitBufferedEvents?.();
  };
}

/**
 * Patches the engine of the coming connect.
 *
 * livekit-client leaves the RTCPeerConnection of each failed first connect open (about 55 kB, and Chromium refuses the
 * 501st), and a timer: the engine that owns them is replaced without being closed, or was closed before it made them.
 *
 * @returns closes the leftovers of a connect that has failed
 */
export function patchConnect(room: Room): () => Promise<void> {
  const internals = room as unknown as RoomInternals; // livekit-client marks its engine as internal
  // A room has no engine after a disconnect; the connect keeps the engine that is made here.
  internals.maybeCreateEngine();
  const { engine } = internals;
  if (engine) {
    skipReconnectSleep(engine);
    emitLateBufferedEvents(internals, engine);
  }
  return async () => {
    engine?.cleanupLossyDataStats();
    await engine?.cleanupPeerConnections();
  };
}

/** Whether no peer connection in use is interrupted. One that was never needed is new. */
export const peerConnectionsUp = (room: Room): boolean =>
  (room as unknown as RoomInternals).engine?.pcManager?.requiredTransports.every((each) =>
    ['connected', 'new'].includes(each.getConnectionState()),
  ) ?? true;

/** The statistics of both peer connections; the API of livekit-client has those of single tracks only. */
export async function peerConnectionStats(room: Room): Promise<readonly RTCStats[]> {
  const { publisher, subscriber } = (room as unknown as RoomInternals).engine?.pcManager ?? {};
  const reports = await Promise.all([publisher?.getStats(), subscriber?.getStats()]);
  return reports.flatMap((report) => [...((report?.values() as Iterable<RTCStats> | undefined) ?? [])]);
}
