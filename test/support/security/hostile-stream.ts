import { smallStreamMarkup } from '../journey/stream-page.ts';
import type { HostileProduct } from './hostile-product.ts';

const participant = (room: string, who: string) => `/rooms/${room}/participants/${who}`;
const both = ['sounds', 'sights'] as const;

/** A live stream: the attackers are viewers whom the host invites on the stage. */
export const hostileStream: HostileProduct = {
  mint: { type: 'live_stream' },
  senses: both,
  markup: smallStreamMarkup,
  // A host who is not connected ends the live stream after a while.
  async begin({ attackers, host, room }) {
    await attackers.evaluate(([room, mint]) => window.raw.enter(mint.identity, room, mint), [
      room,
      host.mint,
    ] as const);
    await host.act('POST', `/rooms/${room}/live/start`);
  },
  async place({ attackers, host, room }, who) {
    const { invitation_id: id } = (await host.act('POST', `/rooms/${room}/stage/${who}`)) as {
      invitation_id: string;
    };
    await attackers.evaluate(([who, id]) => window.raw.as(who, 'POST', `/stage/invitations/${id}/accept`), [
      who,
      id,
    ] as const);
  },
  takings: {
    removed: { call: (room, who) => ['DELETE', `/rooms/${room}/stage/${who}`, {}], takes: both },
    demoted: {
      call: (room, who) => ['PUT', `${participant(room, who)}/role`, { role: 'audience' }],
      takes: both,
    },
    muted: {
      call: (room, who) => ['PUT', `${participant(room, who)}/mute`, { audio: true, muted: true }],
      takes: ['sounds'],
    },
    darkened: {
      call: (room, who) => ['PUT', `${participant(room, who)}/mute`, { video: true, muted: true }],
      takes: ['sights'],
    },
    kicked: { call: (room, who) => ['DELETE', participant(room, who), {}], takes: both },
    banned: { call: (room, who) => ['POST', '/rooms/ban', { identity: who, room_name: room }], takes: both },
    // The end takes the right from all: an attacker of this name is alone in a stream.
    ended: { call: (room) => ['POST', `/rooms/${room}/live/end`, {}], takes: both },
  },
};
