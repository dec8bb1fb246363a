import { roomMarkup } from '../journey/room-page.ts';
import type { HostileProduct, Taking } from './hostile-product.ts';

const sound = (call: Taking['call']): Taking => ({ call, takes: ['sounds'] });

/** An audio room: seat 0 is the host's. */
export const hostileRoom: HostileProduct = {
  mint: { type: 'audio_room' },
  senses: ['sounds'],
  markup: roomMarkup,
  begin: async () => {},
  place: ({ attackers }, who, seat) =>
    attackers.evaluate(([who, seat]) => window.raw.as(who, 'POST', `/seats/${seat}/take`), [
      who,
      seat,
    ] as const),
  takings: {
    unseated: sound((room, _, seat) => ['POST', `/rooms/${room}/seats/${seat}/kick`, {}]),
    demoted: sound((room, who) => ['PUT', `/rooms/${room}/participants/${who}/role`, { role: 'listener' }]),
    muted: sound((room, who) => ['PUT', `/rooms/${room}/participants/${who}/mute`, { muted: true }]),
    silenced: sound((room, _, seat) => ['POST', `/rooms/${room}/seats/${seat}/mute`, {}]),
    kicked: sound((room, who) => ['DELETE', `/rooms/${room}/participants/${who}`, {}]),
    banned: sound((room, who) => ['POST', '/rooms/ban', { identity: who, room_name: room }]),
  },
};
