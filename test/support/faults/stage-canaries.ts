import { casts } from './cast.ts';
import { shortOf } from './faults.ts';
import type { Canary } from './trials.ts';

const cast = casts.guest;
const fault = shortOf(cast).find(({ name }) => name.includes('server-leave'))!;

/** Defects that only a check of the stage can tell. */
export const canaries: readonly Canary[] = [
  {
    name: 'that does not send its picture again',
    caught: /^sight: ben does not see anna$/,
    fault,
    cast,
    defects: [
      {
        file: 'session/local-media/local-source.ts',
        from: 'this.#local.connectionOpened(mediaConnection)',
        to: "(this.kind.source === 'camera' ? Promise.resolve() : this.#local.connectionOpened(mediaConnection))",
      },
    ],
  },
  {
    name: 'that is told of an end of the live stream',
    caught: /^events: anna is told .*live ended/,
    fault,
    cast,
    defects: [
      {
        file: 'live-stream/stage.ts',
        from: "scope.handle('_live_ended'",
        to: "scope.effect(() => scope.connected.get(), (on) => { if (!on) scope.emit('liveEnded', { reason: 'ended' }); }); scope.handle('_live_ended'",
      },
    ],
  },
];
