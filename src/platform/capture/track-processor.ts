import type { MakeProcessor } from '../../model/options.ts';

export interface Processed {
  readonly track: MediaStreamTrack;
  stop(): void;
}

/**
 * Lets a processor change a track, as livekit-client does for a track of its own. It is done here, so that
 * nothing is ever sent before it was changed.
 */
export async function processed(track: MediaStreamTrack, make: MakeProcessor): Promise<Processed> {
  const processor = make();
  const { kind } = track;
  const element = document.createElement(kind as 'audio' | 'video');
  element.muted = true;
  element.srcObject = new MediaStream([track]);
  const audioContext = kind === 'audio' ? new AudioContext() : undefined;
  const stop = () => {
    element.srcObject = null;
    void audioContext?.close();
    // What it throws concerns nobody any more.
    void processor.destroy().catch(() => {});
  };
  try {
    await processor.init({ kind, track, element, ...(audioContext && { audioContext }) });
    // A processor may draw from it; one that does not needs no picture.
    void element.play().catch(() => {});
    return { track: processor.processedTrack ?? track, stop };
  } catch (error) {
    stop();
    throw error;
  }
}
