import type { SessionController } from '../../controllers/session-controller.ts';

/** The volumes from before participants were muted for the local one. */
const volumesBefore = new WeakMap<SessionController, Map<string, number>>();

const current = ({ audio }: SessionController, identity: string) => audio.volumes.get().get(identity) ?? 1;

/** Whether the local participant muted this participant for themselves alone. Reads signals. */
export const isMutedForMe = (session: SessionController, identity: string): boolean =>
  current(session, identity) === 0;

/** The volume of a participant, 0–2; that from before while they are muted for the local one. Reads signals. */
export const volumeForMe = (session: SessionController, identity: string): number =>
  current(session, identity) || (volumesBefore.get(session)?.get(identity) ?? 1);

/** Mutes a participant for the local one, or restores the volume from before. */
export function muteForMe(session: SessionController, identity: string, muted: boolean): void {
  if (muted === isMutedForMe(session, identity)) return;
  const volume = volumeForMe(session, identity);
  if (muted) rememberVolume(session, identity, volume);
  session.audio.setVolume(identity, muted ? 0 : volume || 1);
}

/** Sets the volume of a participant, 0–2; while they are muted for the local one, the volume for later. */
export function setVolumeForMe(session: SessionController, identity: string, volume: number): void {
  const muted = isMutedForMe(session, identity);
  if (muted || volume === 0) rememberVolume(session, identity, volume);
  if (!muted) session.audio.setVolume(identity, volume);
}

function rememberVolume(session: SessionController, identity: string, volume: number): void {
  const before = volumesBefore.get(session) ?? new Map<string, number>();
  volumesBefore.set(session, before.set(identity, volume));
}
