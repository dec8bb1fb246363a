import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Restartable } from '../../../scripts/child.mjs';
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

type Way = 'udp' | 'tcp';

/** The ports that media go by: TCP where UDP does not get through. */
function mediaPorts({ house }: Scene, ways: readonly Way[]): readonly number[] {
  const { rtc } = JSON.parse(readFileSync(join(house.stack.folder, 'livekit.yaml'), 'utf8')) as {
    rtc: Record<`${Way}_port`, number>;
  };
  return ways.map((way) => rtc[`${way}_port`]);
}

/** Nobody's packets would be missed on a way that nobody takes. */
const goesBy = ({ anna }: Scene, way: Way) =>
  anna.waitForFunction(async (way) => (await window.faults.way()) === way, way, {
    polling: 200,
    timeout: 30_000,
  });

const lost: Readonly<Record<string, readonly Way[]>> = {
  'UDP packets': ['udp'],
  packets: ['udp', 'tcp'],
  'packets and signal socket': ['udp', 'tcp'],
};

/** No packet of the media gets through. */
export const deaf = (what: keyof typeof lost, { seconds, ...row }: Row): Fault => ({
  name: `whose ${what} are lost for ${seconds} s`,
  hits: 'anna',
  async begin(scene) {
    await goesBy(scene, 'udp');
    drop(mediaPorts(scene, lost[what]!), seconds + 5);
    if (what === 'packets and signal socket') scene.wire.cut();
  },
  seconds,
  end(scene) {
    letThrough(mediaPorts(scene, lost[what]!));
    scene.wire.mend();
  },
  ...row,
});

/** No UDP gets through, before and after too: the media go by TCP, and nothing of that either until the end. */
export const deafByTcp = ({ seconds, ...row }: Row): Fault => ({
  name: `whose packets are lost for ${seconds} s where no UDP gets through`,
  hits: 'anna',
  async begin(scene) {
    drop(mediaPorts(scene, ['udp']), 120);
    await goesBy(scene, 'tcp');
    drop(mediaPorts(scene, ['tcp']), seconds + 5);
  },
  seconds,
  end: (scene) => letThrough(mediaPorts(scene, ['tcp'])),
  ...row,
});
