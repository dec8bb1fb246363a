/** The kinds of devices, as the browser names them. */
export type DeviceKind = 'audioinput' | 'audiooutput' | 'videoinput';

/** A microphone, a camera or an audio output. */
export interface Device {
  /** The browser's id, which belongs to this origin. */
  readonly id: string;
  /** The device's name once the person has let this page use a device; until then 'Microphone 1' and so on. */
  readonly label: string;
  readonly kind: DeviceKind;
  /** Whether this device is used, or will be used when its source is opened. */
  readonly chosen: boolean;
}
