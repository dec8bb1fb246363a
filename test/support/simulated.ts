import { anew, back, resumed, soon, type Fault } from './fault.ts';

/** What livekit-client and livekit-server play themselves. */
const scenarios = {
  'signal-reconnect': { told: back, backWithin: resumed },
  'full-reconnect': { told: back, backWithin: resumed },
  'resume-reconnect': { told: back, backWithin: resumed },
  'node-failure': { told: back, backWithin: resumed },
  'server-leave': { told: anew, backWithin: soon },
  migration: { told: back, backWithin: resumed },
  'disconnect-signal-on-resume': { told: back, backWithin: 2 * resumed },
  'disconnect-signal-on-resume-no-messages': { told: back, backWithin: 2 * resumed },
} as const satisfies Partial<Record<Parameters<Window['faults']['simulate']>[0], object>>;

export const simulated: readonly Fault[] = Object.entries(scenarios).map(([name, row]) => ({
  name: `that livekit-client's “${name}” hits`,
  hits: 'anna',
  begin: ({ anna }) => anna.evaluate((name) => window.faults.simulate(name), name as keyof typeof scenarios),
  seconds: 0,
  ...row,
}));
