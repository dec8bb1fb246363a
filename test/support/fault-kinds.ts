import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Restartable } from '../../scripts/child.mjs';
import { back, type Fault } from './fault.ts';
import type { Scene } from './fault-scene.ts';
import { drop, letThrough } from './firewall.ts';

/** The signal socket is cut, and nothing gets through until the end. */
export const cut = (row: Partial<Fault> & Pick<Fault, 'name' | 'seconds' | 'backWithin'>): Fault => ({
  hits: 'anna',
  begin: ({ wire }) => wire.cut(),
  end: ({ wire }) => wire.mend(),
  told: back,
  ...row,
});

type Row = Pick<Fault, 'seconds' | 'told' | 'orTold' | 'backWithin'>;
type Server = 'livekit' | 'engine';

const serverOf = ({ house: { stack } }: Scene, server: Server): Restartable => {
  const found = server === 'engine' ? stack.engine : stack.livekit.server;
  if (!found) throw new Error('These faults need a livekit-server of their own: unset LIVEKIT_URL.');
  return found;
};

const named = { livekit: 'media server', engine: 'engine' } as const;

/** A server that stands still. */
export const stopped = (server: Server, row: Row): Fault => ({
  name: `whose ${named[server]} stands still for ${row.seconds} s`,
  hits: 'all',
  heardMeanwhile: server === 'engine',
  begin: (scene) => serverOf(scene, server).child.signal('SIGSTOP'),
  end: (scene) => serverOf(scene, server).child.signal('SIGCONT'),
  ...row,
});

/** A server that dies, and is started again. */
export const killed = (server: Server, row: Row): Fault => ({
  name: `whose ${named[server]} is killed and back after ${row.seconds} s`,
  hits: 'all',
  heardMeanwhile: server === 'engine',
  begin: (scene) => serverOf(scene, server).child.stop('SIGKILL'),
  end: (scene) => serverOf(scene, server).restart(),
  ...row,
});

/** The ports that all media go by: on the loopback, Chromium takes the one of TCP. */
function mediaPorts({ house }: Scene): readonly number[] {
  const { rtc } = JSON.parse(readFileSync(join(house.stack.folder, 'livekit.yaml'), 'utf8')) as {
    rtc: { udp_port: number; tcp_port: number };
  };
  return [rtc.udp_port, rtc.tcp_port];
}

/** No packet of the media gets through; with `cut`, Anna's signal socket is cut too. */
export const deaf = (too: 'alone' | 'and cut', { seconds, ...row }: Row): Fault => ({
  name: `whose packets are lost ${too === 'and cut' ? 'and signal socket cut ' : ''}for ${seconds} s`,
  hits: 'anna',
  begin(scene) {
    drop(mediaPorts(scene), seconds + 5);
    if (too === 'and cut') scene.wire.cut();
  },
  seconds,
  end(scene) {
    letThrough(mediaPorts(scene));
    scene.wire.mend();
  },
  ...row,
});
