import { anew, back, soon, type Fault } from '../faults/fault.ts';

/** What livekit-client and livekit-server play themselves. */
const scenarios = {
  'signal-reconnect': { told: back, backWithin: soon },
  'full-reconnect': { told: back, backWithin: soon },
  'resume-reconnect': { told: back, backWithin: soon },
  'node-failure': { told: back, backWithin: soon },
  'server-leave': { told: anew, backWithin: soon },
  migration: { told: back, backWithin: soon },
  // The socket is lost once more right after it is back.
  'disconnect-signal-on-resume': { told: [...back, ...back], orTold: back, backWithin: soon },
  'disconnect-signal-on-resume-no-messages': {
    told: [...back, ...back],
    orTold: back,
    backWithin: soon,
  },
} as const satisfies Partial<Record<Parameters<Window['faults']['simulate']>[0], object>>;

export const simulated: readonly Fault[] = Object.entries(scenarios).map(([name, row]) => ({
  name: `that livekit-client's “${name}” hits`,
  hits: 'anna',
  begin: ({ anna }) => anna.evaluate((name) => window.faults.simulate(name), name as keyof typeof scenarios),
  seconds: 0,
  ...row,
}));
