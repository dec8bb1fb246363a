import { UTDStreamError } from '../errors.ts';
import type { ErrorCode } from '../protocol/codes.ts';

/** The machine's own microphone. */
export interface Devices {
  /**
   * Opens the microphone; the browser may ask the person, for as long as they like.
   *
   * @throws {UTDStreamError} `media_permission` refused, `media_device` none or busy, `unsupported`
   */
  microphone(): Promise<MediaStreamTrack>;
}

/** What `getUserMedia` rejects with, and what that means here. */
const failures: Record<string, readonly [ErrorCode, happened?: string]> = {
  NotAllowedError: ['media_permission'],
  SecurityError: ['media_permission', 'this page may not use the microphone'],
  NotFoundError: ['media_device', 'there is no microphone'],
  NotReadableError: ['media_device', 'the microphone is in use or does not start'],
  OverconstrainedError: ['media_device', 'no microphone fits what was asked'],
};

const attempted = 'open the microphone';

export const browserDevices: Devices = {
  async microphone() {
    const media = globalThis.navigator?.mediaDevices;
    if (!media)
      throw new UTDStreamError('unsupported', attempted, {
        happened: 'the browser gives a microphone only to pages served by https or from localhost',
      });
    try {
      const stream = await media.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      });
      return stream.getAudioTracks()[0]!;
    } catch (cause) {
      const [code, happened] = failures[cause instanceof Error ? cause.name : ''] ?? ['media_device'];
      throw new UTDStreamError(code, attempted, { cause, ...(happened && { happened }) });
    }
  },
};
