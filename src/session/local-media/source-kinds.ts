import type { Source } from '../../platform/transport.ts';
import type { DeviceKind } from '../../model/shapes.ts';

/** What a source is. */
export interface SourceKind {
  readonly source: Source;
  /** What opening it is called: completes "Could not …". */
  readonly attempted: string;
  /** The devices to choose it from; a screen the person picks anew each time. */
  readonly device?: DeviceKind;
}

export const sourceKinds = {
  microphone: { source: 'microphone', attempted: 'open the microphone', device: 'audioinput' },
  camera: { source: 'camera', attempted: 'open the camera', device: 'videoinput' },
  screen_share: { source: 'screen_share', attempted: 'share the screen' },
} as const satisfies Record<Source, SourceKind>;
