/** Tiles of a page that watches a film by our own session. */
import type { VideoSource } from '../../../src/model/video-view.ts';
import type { FilmController } from '../fakes/film-controller.ts';
import { pixelsOf } from './film-viewer.ts';

interface Tile {
  readonly video: HTMLVideoElement;
  readonly stop: () => void;
}

export interface TilesDeps {
  session(): FilmController;
  /** Every connection that the page has made. */
  readonly connections: readonly RTCPeerConnection[];
}

/** The actions of a page on pictures that it shows by `participants.video` and `watchVideo`. */
export function filmTiles({ session, connections }: TilesDeps) {
  const tiles = new Map<string, Tile>();
  const keyOf = (identity: string, source: VideoSource) => `${source} ${identity}`;
  const view = (identity: string, source: VideoSource) =>
    session().participants.video(identity, source).get();
  return {
    /** Watches a picture, and shows it as long as it is live. */
    show(identity: string, source: VideoSource, width: number, height: number): void {
      const video = Object.assign(document.createElement('video'), { muted: true, width, height });
      document.body.append(video);
      const { participants } = session();
      const release = participants.watchVideo(identity, source, { width, height });
      const shown = participants.video(identity, source);
      const unwatch = session().watch(() => {
        const { live, track } = shown.get();
        video.srcObject = live && track ? new MediaStream([track]) : null;
        if (video.srcObject) void video.play().catch(() => {}); // a new source ends it
      });
      const stop = () => {
        release();
        unwatch();
        video.remove();
      };
      tiles.set(keyOf(identity, source), { video, stop });
    },
    hide(identity: string, source: VideoSource): void {
      tiles.get(keyOf(identity, source))?.stop();
      tiles.delete(keyOf(identity, source));
    },
    live: (identity: string, source: VideoSource) => view(identity, source).live,
    /** The width that arrives, in pixels. */
    widthOf: (identity: string, source: VideoSource) =>
      tiles.get(keyOf(identity, source))?.video.videoWidth ?? 0,
    colourOf: (identity: string, source: VideoSource) => {
      const { video } = tiles.get(keyOf(identity, source))!;
      return video.videoWidth ? pixelsOf(video).mean.map(Math.round) : null;
    },
    /** Whether the picture moves: two looks differ. */
    async tileMoves(identity: string, source: VideoSource): Promise<boolean> {
      const look = () => {
        const video = tiles.get(keyOf(identity, source))?.video;
        return video?.videoWidth ? pixelsOf(video).pixels : undefined;
      };
      const before = look();
      await new Promise((resolve) => setTimeout(resolve, 250));
      const after = look();
      return !!before && !!after && before.some((each, index) => Math.abs(each - after[index]!) > 16);
    },
    /** Identifier of a track → bytes of its picture that have come in. */
    async received(): Promise<Record<string, number>> {
      const open = connections.filter(({ connectionState }) => connectionState !== 'closed');
      const reports = await Promise.all(open.map((each) => each.getStats()));
      return Object.fromEntries(
        reports.flatMap((report) =>
          [...(report as unknown as Map<string, Record<string, never>>).values()]
            .filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'video')
            .map(({ trackIdentifier, bytesReceived }) => [trackIdentifier, Number(bytesReceived)]),
        ),
      );
    },
    /** A screen of 1920 × 1080 for the next share: large moving bars on text. */
    paintScreen(): void {
      const canvas = Object.assign(document.createElement('canvas'), { width: 1920, height: 1080 });
      const context = canvas.getContext('2d')!;
      const paint = () => {
        context.fillStyle = '#fff';
        context.fillRect(0, 0, 1920, 1080);
        context.fillStyle = '#000';
        for (let line = 0; line < 40; line++)
          context.fillText('What is read here '.repeat(20), 10, line * 27);
        context.fillRect((performance.now() / 2) % 1920, 0, 300, 1080);
      };
      setInterval(paint, 60);
      paint();
      navigator.mediaDevices.getDisplayMedia = async () => canvas.captureStream(15);
    },
  };
}
