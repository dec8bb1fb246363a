/** What was chosen, also where nothing can be stored. */
const chosen = new Map<MediaDeviceKind, string>();
const keyOf = (kind: MediaDeviceKind) => `utd:device ${kind}`;

type Facing = 'user' | 'environment';

/** Which way the next camera is to look, until one has been found. */
let wanted: Facing | undefined;

/**
 * The choice is a convenience: where the person has switched storage off, or the page has with `keep`, it
 * lasts as long as the page.
 */
export function remember(kind: MediaDeviceKind, id: string, keep: boolean): void {
  chosen.set(kind, id);
  if (kind === 'videoinput') wanted = undefined;
  if (!keep) return;
  try {
    localStorage.setItem(keyOf(kind), id);
  } catch {}
}

export function remembered(kind: MediaDeviceKind, keep: boolean): string {
  const here = chosen.get(kind);
  if (here !== undefined || !keep) return here ?? '';
  try {
    return localStorage.getItem(keyOf(kind)) ?? '';
  } catch {
    return '';
  }
}

export const facing = (): Facing | undefined => wanted;

export function face(way: Facing): void {
  wanted = way;
}

/** A camera was opened: where it was looked for by the way it looks, it is the chosen one from now on. */
export function found(camera: MediaStreamTrack, keep: boolean): void {
  const { deviceId } = camera.getSettings();
  if (wanted && deviceId) remember('videoinput', deviceId, keep);
}
