import type { HostileScene } from '../security/hostile-scene.ts';
import { hears, quiet } from '../journey/sound-log.ts';

/** Ways in which the right to speak is taken from somebody: what the host does. */
const takings = {
  unseated: (room: string, _: string, seat: number) =>
    ['POST', `/rooms/${room}/seats/${seat}/kick`, {}] as const,
  demoted: (room: string, who: string) =>
    ['PUT', `/rooms/${room}/participants/${who}/role`, { role: 'listener' }] as const,
  muted: (room: string, who: string) =>
    ['PUT', `/rooms/${room}/participants/${who}/mute`, { muted: true }] as const,
  silenced: (room: string, _: string, seat: number) =>
    ['POST', `/rooms/${room}/seats/${seat}/mute`, {}] as const,
  kicked: (room: string, who: string) => ['DELETE', `/rooms/${room}/participants/${who}`, {}] as const,
  banned: (room: string, who: string) => ['POST', '/rooms/ban', { identity: who, room_name: room }] as const,
};

/** An attacker, called by what becomes of them. */
export type Attacker = keyof typeof takings;
export const everyAttacker = Object.keys(takings) as Attacker[];

/** All of them sit, speak and are heard. Seat 0 is the host's. */
export async function allSpeak({ attackers: page, ben, wire, room, who }: HostileScene): Promise<void> {
  for (const [index, each] of who.entries())
    await page.evaluate(
      async ([each, room, seat]) => {
        await window.raw.enter(each, room);
        await window.raw.speak(each, seat);
      },
      [each, room, index + 1] as const,
    );
  await Promise.all([hears(ben, who), hears(wire, who)]);
}

/** The right is taken from one after another, while each is heard. When the host asked for it. */
export async function takeFromAll({ host, room, ben, wire, who }: HostileScene) {
  const taken = new Map<Attacker, number>();
  for (const [index, each] of who.entries()) {
    await Promise.all([hears(ben, [each]), hears(wire, [each])]);
    taken.set(each, Date.now());
    const [method, path, body] = takings[each](room, each, index + 1);
    await host.act(method, path, body);
    await Promise.all([quiet(ben, 500, each), quiet(wire, 500, each)]);
  }
  return taken;
}
