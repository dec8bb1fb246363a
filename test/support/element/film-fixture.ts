/// <reference types="mocha" />
import { elements } from '../../../src/define/picture-elements.ts';
import { register } from '../../../src/define/register.ts';
import { FilmController } from '../fakes/film-controller.ts';
import { FilmProvider } from '../fakes/film-provider.ts';
import { FakePlatform } from '../fakes/fake-platform.ts';
import { person } from '../fakes/fake-transport.ts';
import { calm, fixture } from './fixture.ts';

register(elements);

// As in fixture.ts: the first join of a page loads what joining needs.
await new FilmController({}, new FakePlatform()).join();

/** A participant who sends these sources. */
export const sending = (identity: string, ...sources: ('camera' | 'screen_share')[]) =>
  person(identity, {
    publishing: {
      microphone: false,
      camera: sources.includes('camera'),
      screen_share: sources.includes('screen_share'),
    },
  });

const still = new WeakSet<MediaStreamTrack>();

/** A moving track stands still, as that of a lost connection, or moves again. */
export function standStill(track: MediaStreamTrack, on: boolean): void {
  if (on) still.add(track);
  else still.delete(track);
}

/** A track of a canvas of this size that is painted anew all the time. */
export function movingTrack(width = 320, height = 180): MediaStreamTrack {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d')!;
  const [track] = canvas.captureStream(30).getVideoTracks();
  const paint = () => {
    context.fillStyle = `hsl(${performance.now() % 360} 100% 50%)`;
    if (!still.has(track!)) context.fillRect(0, 0, width, height);
    if (track!.readyState === 'live') setTimeout(paint, 30);
  };
  paint();
  return track!;
}

/** Chromium's own: the compiler's library does not know the class. */
declare const MediaStreamTrackGenerator: new (of: { kind: 'video' }) => MediaStreamTrack & {
  readonly writable: WritableStream<VideoFrame>;
};

/** A track without a frame until `show`, and that is painted anew from then on. */
export function heldTrack(): { track: MediaStreamTrack; show(): void } {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
  const context = canvas.getContext('2d')!;
  const generator = new MediaStreamTrackGenerator({ kind: 'video' });
  const writer = generator.writable.getWriter();
  const paint = () => {
    context.fillStyle = `hsl(${performance.now() % 360} 100% 50%)`;
    context.fillRect(0, 0, canvas.width, canvas.height);
    void writer.write(new VideoFrame(canvas, { timestamp: performance.now() * 1000 }));
    if (generator.readyState === 'live') setTimeout(paint, 30);
  };
  return { track: generator, show: paint };
}

/** A joined session with pictures, with `inner` in it; pictures move when they are received. */
export async function filmWith(inner: string): Promise<FilmProvider> {
  const box = await fixture('<test-film app-id="1234567890" room="lobby"></test-film>');
  const film = box.querySelector<FilmProvider>('test-film')!;
  film.edge.link.makeTrack = () => movingTrack();
  film.innerHTML = inner;
  await calm();
  return film;
}

/** Waits for what only the browser itself decides: a frame, an observer of boxes. */
export async function until(fact: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = performance.now() + 5_000; !(await fact());) {
    if (performance.now() > end) throw new Error(`It never came to this: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
