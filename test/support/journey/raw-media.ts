import { Track, type RemoteTrack } from 'livekit-client';

/** Plays and shows whatever comes, and says of whom it is. */
export function play(track: RemoteTrack, from: string, on: boolean): void {
  if (!on) return void track.detach().forEach((each) => each.remove());
  const element = track.attach();
  element.dataset[track.kind === Track.Kind.Audio ? 'utdAudio' : 'video'] = from;
  document.body.append(element);
}

/** Something to see: a canvas that changes. */
export function picture(): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  let frame = 0;
  setInterval(() => {
    context.fillStyle = `hsl(${frame++ * 7} 80% 50%)`;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }, 100);
  return canvas.captureStream(10).getVideoTracks()[0]!;
}
