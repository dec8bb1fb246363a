// What livekit-client calls a processor fits here as it is. Checked by the compiler, never run.
import type { Track, TrackProcessor } from 'livekit-client';
import type { LocalMedia } from '../../session/local-media/local-media.ts';

declare const media: LocalMedia;
declare const picture: TrackProcessor<Track.Kind.Video>;
declare const sound: TrackProcessor<Track.Kind.Audio>;
void media.setProcessor('camera', () => picture);
void media.setProcessor('microphone', () => sound);
// @ts-expect-error a fresh one each time: not one processor, but what makes it
void media.setProcessor('camera', picture);
