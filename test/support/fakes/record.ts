import type { UTDEvents } from '../../../src/model/events.ts';

type Told = { [K in keyof UTDEvents]: [K, UTDEvents[K]] }[keyof UTDEvents];

/** Everything a session tells from now on, in order. Compare the whole list: order is part of the contract. */
export function record(session: { setEventHandler(handler: object): void }): Told[] {
  const told: Told[] = [];
  const handler = new Proxy(
    {},
    {
      get: (_, name) => (detail: never) => {
        const event = String(name).slice(2);
        told.push([event.charAt(0).toLowerCase() + event.slice(1), detail] as unknown as Told);
      },
    },
  );
  session.setEventHandler(handler);
  return told;
}

export const names = (told: Told[]) => told.map(([event]) => event);
