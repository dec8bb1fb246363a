/** The ids of the chosen devices in this page, also where nothing can be stored. */
const chosen = new Map<MediaDeviceKind, string>();
const storageKey = (kind: MediaDeviceKind) => `utd:device ${kind}`;

type FacingMode = 'user' | 'environment';

/** The facing mode of the next camera, until a camera of that facing mode has been chosen. */
let facingMode: FacingMode | undefined;

/**
 * Remembers a device in `localStorage`. Where the person has switched storage off, or the page has by `keep`, the
 * choice lasts as long as the page.
 */
export function rememberDevice(kind: MediaDeviceKind, id: string, keep: boolean): void {
  chosen.set(kind, id);
  if (kind === 'videoinput') facingMode = undefined;
  if (!keep) return;
  try {
    localStorage.setItem(storageKey(kind), id);
  } catch {}
}

/** The id of the remembered device; an empty text where none is. */
export function rememberedDevice(kind: MediaDeviceKind, keep: boolean): string {
  const here = chosen.get(kind);
  if (here !== undefined || !keep) return here ?? '';
  try {
    return localStorage.getItem(storageKey(kind)) ?? '';
  } catch {
    return '';
  }
}

export const wantedFacingMode = (): FacingMode | undefined => facingMode;

export function wantFacingMode(wanted: FacingMode): void {
  facingMode = wanted;
}

/** Remembers a camera that was opened by its facing mode as the chosen camera. */
export function rememberOpenedCamera(camera: MediaStreamTrack, keep: boolean): void {
  const { deviceId } = camera.getSettings();
  if (facingMode && deviceId) rememberDevice('videoinput', deviceId, keep);
}
