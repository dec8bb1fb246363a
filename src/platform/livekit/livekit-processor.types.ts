// The processors of livekit-client fit a `MakeProcessor`. The compiler checks this file; nothing runs it.
import type { Track, TrackProcessor } from 'livekit-client';
import type { MakeProcessor } from '../../model/options.ts';

declare const video: TrackProcessor<Track.Kind.Video>;
declare const audio: TrackProcessor<Track.Kind.Audio>;
(() => video) satisfies MakeProcessor;
(() => audio) satisfies MakeProcessor;
// @ts-expect-error a factory of processors is asked for, because a processor serves one opening of a device
video satisfies MakeProcessor;
