import type { DeviceKind } from '../../model/shapes.ts';
import type { Source } from '../../platform/transport.ts';

/** The facts of a source that a session can publish. */
export interface SourceKind {
  readonly source: Source;
  /** Completes "Could not …" where opening the source fails. */
  readonly attempted: string;
  /** The devices to choose the source from. A screen is picked anew each time. */
  readonly device?: DeviceKind;
}

export const sourceKinds = {
  microphone: { source: 'microphone', attempted: 'open the microphone', device: 'audioinput' },
  camera: { source: 'camera', attempted: 'open the camera', device: 'videoinput' },
  screen_share: { source: 'screen_share', attempted: 'share the screen' },
} as const satisfies Record<Source, SourceKind>;
