import { notices, unnoticed } from '../journey/sense-log.ts';
import type { HostileScene } from '../security/hostile-scene.ts';

/** All of them have a place, send, and are noticed. An attacker is called by what becomes of them. */
export async function allPerform(scene: HostileScene): Promise<void> {
  const { attackers, product, room, who } = scene;
  for (const [index, each] of who.entries()) {
    await attackers.evaluate(([each, room, more]) => window.raw.enter(each, room, more), [
      each,
      room,
      product.mint,
    ] as const);
    await product.place(scene, each, index + 1);
    await attackers.evaluate((each) => window.raw.perform(each), each);
  }
  await allNotice(scene, who);
}

async function allNotice({ ben, wire, product }: HostileScene, who: readonly string[]): Promise<void> {
  await Promise.all(product.senses.flatMap((sense) => [ben, wire].map((page) => notices(page, sense, who))));
}

/** The right is taken from one after another, while each is noticed. When the host asked for it. */
export async function takeFromAll(scene: HostileScene): Promise<ReadonlyMap<string, number>> {
  const { host, room, ben, wire, who, product } = scene;
  const taken = new Map<string, number>();
  for (const [index, each] of who.entries()) {
    await allNotice(scene, [each]);
    taken.set(each, Date.now());
    const { call, takes } = product.takings[each]!;
    await host.act(...call(room, each, index + 1));
    await Promise.all(
      takes.flatMap((sense) => [ben, wire].map((page) => unnoticed(page, sense, 500, [each]))),
    );
  }
  return taken;
}
