import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { RoomServiceClient } from 'livekit-server-sdk';
import type { Page } from 'playwright-core';
import { eventually } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { rawPage } from '../support/security/hostile-scene.ts';

/** Raw clients of the media server: they show what LiveKit tells each participant, and try what they like. */
describe('The audience of a live stream, as the media server has it', () => {
  const house = journey();
  let page: Page;

  beforeEach(async () => {
    page = await rawPage(house, '?deaf');
  });

  const enter = (identity: string, room: string, more: object = {}) =>
    page.evaluate(
      ([identity, room, more]) => window.raw.enter(identity, room, { type: 'live_stream', ...more }),
      [identity, room, more] as const,
    );
  const as = (identity: string, method: string, path: string) =>
    page.evaluate(([identity, method, path]) => window.raw.as(identity, method, path), [
      identity,
      method,
      path,
    ] as const);
  /** The others whom LiveKit shows to a participant. */
  const shownTo = (identity: string) =>
    page.evaluate(
      (identity) => [...window.raw.person(identity).now!.remoteParticipants.keys()].sort(),
      identity,
    );
  const untilShown = (identity: string, others: readonly string[]) =>
    page.waitForFunction(
      ([identity, others]) =>
        [...window.raw.person(identity).now!.remoteParticipants.keys()].sort().join() === others.join(),
      [identity, others] as const,
    );
  const comesOnStage = async (identity: string) => {
    const { json } = await as('host', 'POST', `/stage/${identity}`);
    await as(identity, 'POST', `/stage/invitations/${json.invitation_id}/accept`);
  };

  it('is shown to nobody; who comes on stage is shown to all, at once and to latecomers, and stays so', async () => {
    await enter('host', 'hidden', { role: 'host' });
    for (const viewer of ['ada', 'bob', 'eve']) await enter(viewer, 'hidden');
    await untilShown('ada', ['host']);
    assert.deepEqual([await shownTo('host'), await shownTo('bob')], [[], ['host']]);

    await comesOnStage('ada');
    await untilShown('host', ['ada']);
    await untilShown('bob', ['ada', 'host']);
    await enter('late', 'hidden');
    await untilShown('late', ['ada', 'host']);

    await as('ada', 'POST', '/stage/leave');
    // A second look of the engine, and a newcomer, find no ghost.
    await page.evaluate(() => window.raw.connect('ada'));
    await as('ada', 'GET', '');
    await untilShown('late', ['ada', 'host']);
    await page.evaluate(() => window.raw.person('ada').now!.disconnect());
    await untilShown('late', ['host']);
    await untilShown('host', []);
  });

  it('is told of who came and went, and how many there are', async () => {
    await enter('host', 'told', { role: 'host' });
    await enter('ada', 'told');
    const news = () =>
      page.evaluate(() =>
        window.raw
          .person('host')
          .packets.map(({ text }) => JSON.parse(text))
          .filter(({ type }) => type === '_audience')
          .map(({ count, joined = [], left = [] }) => ({
            count,
            joined: joined.map(({ identity }: { identity: string }) => identity),
            left,
          })),
      );
    const untilTold = async (count: number, who: string) => {
      const isTold = async () => {
        const all = await news();
        return (
          all.at(-1)?.count === count && all.some(({ joined, left }) => [...joined, ...left].includes(who))
        );
      };
      assert(await eventually(isTold), JSON.stringify(await news()));
    };
    await untilTold(2, 'ada');
    await enter('bob', 'told');
    await untilTold(3, 'bob');
    await as('bob', 'POST', '/leave');
    await untilTold(2, 'bob');
  });

  it('publishes nothing, and neither does an admin, by whatever source', async () => {
    await enter('host', 'publishing', { role: 'host' });
    await as('host', 'POST', '/live/start');
    for (const identity of ['viewer', 'admin']) await enter(identity, 'publishing');
    await page.evaluate(() => window.raw.as('host', 'PUT', '/participants/admin/role', { role: 'admin' }));
    const outcomes = await page.evaluate(async () => {
      const sources = [
        ['microphone', 'audio'],
        ['camera', 'video'],
        ['screen_share', 'video'],
        ['screen_share_audio', 'audio'],
        ['unknown', 'video'],
      ] as const;
      const { person, send } = window.raw;
      return Promise.all(
        ['viewer', 'admin'].flatMap((identity) =>
          sources.map(([source, kind]) =>
            Promise.race([
              send(person(identity).now!, source as Parameters<typeof send>[1], kind).then(
                () => `${identity} sent ${source}`,
                () => 'refused',
              ),
              new Promise<string>((late) => setTimeout(late, 2_000, 'refused')),
            ]),
          ),
        ),
      );
    });
    assert.deepEqual(new Set(outcomes), new Set(['refused']));
    const published = await page.evaluate(() =>
      [...window.raw.person('host').now!.remoteParticipants.values()].flatMap(
        ({ trackPublications }) => trackPublications.size,
      ),
    );
    assert.deepEqual(
      published.filter((tracks) => tracks > 0),
      [],
    );
  });

  it('is shown again where a guest uses an old hidden token, at the next look', async () => {
    await enter('host', 'old-token', { role: 'host' });
    await as('host', 'POST', '/live/start');
    await enter('ada', 'old-token');
    await comesOnStage('ada');
    await untilShown('host', ['ada']);
    const begun = Date.now();
    // The first token is that of a viewer.
    const hidden = await page.evaluate(async () => {
      const [token] = window.raw.person('ada').tokens;
      await window.raw.connect('ada', token);
      return JSON.parse(atob(token!.split('.')[1]!)).video.hidden;
    });
    assert.equal(hidden, true);
    await untilShown('host', ['ada']);
    await page.waitForFunction(
      () => window.raw.person('ada').now!.localParticipant.permissions?.canPublish === true,
    );
    console.log(`shown and permitted again after ${Date.now() - begun} ms`);
  });

  it('has no hidden connection that the engine did not let in: a viewer who left or was kicked is removed', async () => {
    await enter('host', 'strangers', { role: 'host' });
    const { url, key, secret } = house.stack.livekit;
    const rooms = new RoomServiceClient(url.replace(/^ws/, 'http'), key, secret);
    const room = await page.evaluate(() => window.raw.person('host').now!.name);
    const isThere = async (who: string) =>
      (await rooms.listParticipants(room)).some(({ identity }) => identity === who);
    for (const [who, method, path, by] of [
      ['ada', 'POST', '/leave', 'ada'],
      ['bob', 'DELETE', '/participants/bob', 'host'],
    ] as const) {
      await enter(who, 'strangers');
      assert(await eventually(() => isThere(who)), `the media server does not list ${who}`);
      assert.ok((await as(by, method, path)).status < 300);
      await page.waitForFunction((who) => window.raw.person(who).now!.state === 'disconnected', who);
      const begun = Date.now();
      let seen = begun;
      let tries = true;
      // The removal may come before the peer connection is there. livekit-client waits 15 s then, and the connect fails.
      const connecting = page
        .evaluate((who) => window.raw.connect(who).catch(() => {}), who)
        .finally(() => (tries = false));
      while (tries) if (await isThere(who)) seen = Date.now();
      await connecting;
      await page.waitForFunction((who) => window.raw.person(who).now!.state === 'disconnected', who);
      console.log(`removed after ${seen - begun} ms`);
      assert(seen - begun < 5_000, `${who} was there for ${seen - begun} ms`);
      assert.equal(await isThere(who), false);
      assert.deepEqual(await shownTo('host'), []);
    }
  });
});
