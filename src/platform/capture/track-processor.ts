import type { MakeProcessor } from '../../model/options.ts';

export interface ProcessedTrack {
  readonly track: MediaStreamTrack;
  stop(): void;
}

/**
 * Runs a processor on a track, in the way of livekit-client. The processor runs here and not in livekit-client, so that
 * no unprocessed media are ever published.
 */
export async function processTrack(track: MediaStreamTrack, make: MakeProcessor): Promise<ProcessedTrack> {
  const processor = make();
  const { kind } = track;
  const element = document.createElement(kind as 'audio' | 'video');
  element.muted = true;
  element.srcObject = new MediaStream([track]);
  const audioContext = kind === 'audio' ? new AudioContext() : undefined;
  const stop = () => {
    element.srcObject = null;
    void audioContext?.close();
    // The capture is over, so a processor that fails to close changes nothing for the session.
    void processor.destroy().catch(() => {});
  };
  try {
    await processor.init({ kind, track, element, ...(audioContext && { audioContext }) });
    // Some processors draw from the element; the others work although the element does not play.
    void element.play().catch(() => {});
    return { track: processor.processedTrack ?? track, stop };
  } catch (error) {
    stop();
    throw error;
  }
}
