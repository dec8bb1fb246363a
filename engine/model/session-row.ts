/** Why a session ended. */
export type SessionEnd = 'left' | 'kicked' | 'banned' | 'signed_in_elsewhere' | 'room_closed';

/** The right of one mint to act in one incarnation of a room. */
export interface SessionRow {
  readonly app: string;
  readonly room: string;
  readonly epoch: number;
  readonly sessionId: string;
  readonly identity: string;
  /** `null` while the session lasts. */
  readonly ended: SessionEnd | null;
}
