import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Defect } from '../support/faults/altered.ts';
import { forged, forgedNames, grantsOf, withData } from '../support/security/forgeries.ts';
import { hostileScene, sdkPage, type HostileScene } from '../support/security/hostile-scene.ts';
import { journey } from '../support/journey/journey.ts';

/** A page that takes everybody for the engine. */
const believing: Defect = {
  file: 'session/room-state/room-state-reader.ts',
  from: "if (sender !== '')",
  to: 'if (false)',
};

const texts = forged.map((each) => JSON.stringify(each));
const shown = (page: Page) => page.evaluate(() => window.honest.shown());
const told = (page: Page) => page.evaluate(() => window.honest.told());
const packetsOf = (page: Page, sender: string) =>
  page.evaluate(
    (sender) => window.raw.person('wire').packets.filter((each) => each.sender === sender),
    sender,
  );
const all = ({ ben, wire }: HostileScene, who: string) =>
  Promise.all([
    ben.locator('li', { hasText: who }).waitFor(),
    wire.waitForFunction((who) => window.raw.person('wire').now!.remoteParticipants.has(who), who),
  ]);

/** Whether a text of Eve's is on the wire. */
const arrives = ({ wire }: HostileScene, text: string, timeout = 5_000) =>
  wire
    .waitForFunction((text) => window.raw.person('wire').packets.some((each) => each.text === text), text, {
      timeout,
    })
    .then(
      () => true,
      () => false,
    );

/** Sends everything and leaves at once; a little later where that was too soon for anything to arrive. */
async function leaves(scene: HostileScene, token: string): Promise<boolean> {
  for (const ms of [0, 20, 50, 100, 200]) {
    const all = [...texts, `{"left after":${ms}}`];
    await scene.attackers.evaluate(([token, all, ms]) => window.forge.sendAndLeave('eve', token, all, ms), [
      token,
      all,
      ms,
    ] as const);
    if (await arrives(scene, all.at(-1)!, 1_000)) return true;
  }
  return false;
}

describe('A message that only the engine may send', () => {
  const house = journey({ servers: 'own' });

  it('reaches nobody from a person, whatever carries it; what goes by the engine is that person’s', async () => {
    const scene = await hostileScene(house, 'forged');
    const { attackers, ben, wire, host } = scene;
    await attackers.evaluate(() => window.raw.enter('eve', 'forged'));
    await all(scene, 'eve');
    await ben.evaluate(() => window.honest.begin());
    await attackers.evaluate((texts) => window.forge.send('eve', texts), texts);
    const pose = {
      metadata: JSON.stringify({ role: 'host', exit: { code: 'kicked', session_id: '' } }),
      name: 'Host',
      attributes: { name: 'Host', avatar: 'https://evil.example/x.png' },
    };
    assert.deepEqual(
      await attackers.evaluate((pose) => window.forge.pose('eve', pose), pose),
      Array(3).fill('rejected'),
    );
    // What goes by way of the engine comes after all of that.
    await attackers.evaluate(async (all) => {
      for (const data of all) await window.raw.as('eve', 'POST', '/send-data', { ...data, data });
      const chat = { text: JSON.stringify(all[0]), message_id: 'message-of-eve-0001', user_data: all.at(-1) };
      await window.raw.as('eve', 'POST', '/chat', { ...all.at(-1), ...chat });
    }, forged);
    await ben.waitForFunction(() => window.honest.told().includes('onChatMessage eve'));
    assert.deepEqual(await packetsOf(wire, 'eve'), []);
    assert.deepEqual([...new Set(await told(ben))].sort(), ['onAppMessage eve', 'onChatMessage eve']);
    const { seats, people } = await host.read();
    assert.deepEqual(await shown(ben), { seats, people });
    const passedOn = (await packetsOf(wire, '')).map(({ text }) => JSON.parse(text));
    assert.deepEqual(
      passedOn.map((each) => each.messageContent?._from ?? each.roomChat?.senderUserId).filter(Boolean),
      Array(forged.length + 1).fill('eve'),
    );
    assert(passedOn.every((each) => Object.keys(each).length === 1 || each.rev < 1_000));
    const tokens = await attackers.evaluate(() => window.raw.person('eve').tokens);
    const rights = ['canPublishData', 'canUpdateOwnMetadata', 'hidden', 'roomAdmin', 'recorder', 'agent'];
    for (const token of tokens)
      assert.deepEqual(
        rights.filter((each) => grantsOf(token)[each]),
        [],
      );
  });

  it('is believed by no honest page even where the media server passes it on, from who is there or just left', async () => {
    const scene = await hostileScene(house, 'granted');
    const { attackers, ben, host } = scene;
    const gullible = await sdkPage(house, 'granted', 'gullible', { defects: [believing] });
    await attackers.evaluate(() => window.raw.enter('eve', 'granted'));
    const minted = await attackers.evaluate(() => window.raw.person('eve').tokens[0]!);
    await all(scene, 'eve');
    const before = await shown(ben);
    await ben.evaluate(() => window.honest.begin());
    const { child } = house.stack.engine;
    // It would take the right away before anything is sent.
    child.signal('SIGSTOP');
    try {
      const token = withData(house.stack, minted);
      await attackers.evaluate((token) => window.raw.connect('eve', token), token);
      await attackers.evaluate((texts) => window.forge.send('eve', texts), texts);
      assert(await arrives(scene, texts.at(-1)!), 'nothing was sent');
      assert(await leaves(scene, token), 'nothing arrives from who has left');
      assert.deepEqual(await shown(ben), { ...before, people: (await shown(ben)).people });
      // Were nothing sent, or not what the engine sends, this page would show the truth as well.
      assert.deepEqual(
        (await shown(gullible)).seats.map(({ identity, locked }) => identity ?? locked),
        [false, 'eve', ...Array(6).fill(true)],
      );
    } finally {
      child.signal('SIGCONT');
    }
    const messages = await told(ben);
    const strange = messages.filter((each) => !/^onError Could not believe _\w+ in 'granted'/.test(each));
    assert.deepEqual(strange, []);
    const named = new Set(messages.map((each) => each.split(' ')[4]!));
    assert.deepEqual([...named].sort(), [...forgedNames].sort());
    await ben.locator('li', { hasText: 'eve' }).waitFor({ state: 'detached' });
    const { seats } = await host.read();
    assert.deepEqual((await shown(ben)).seats, seats);
  });
});
