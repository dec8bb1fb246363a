import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { callIs, hears, inCall, openRinging, startAt } from '../support/journey/call-page.ts';
import { journey } from '../support/journey/journey.ts';

const rounds = 50;
/** The longest time between the two clicks, in milliseconds. */
const longest = 200;
/** The rounds in which the sound is listened to. */
const heard = new Set([0, 12, 24, 36, 49]);

/** Notes the ids of all calls of a page, and the codes of its errors. */
const note = (page: Page) =>
  inCall(page, (call) => {
    const ids = new Set<string>();
    const errors: string[] = [];
    Object.assign(window, { ids, errors });
    const { session } = call;
    session.watch(() => {
      const id = session.ring.callId.get();
      if (id !== null) ids.add(id);
    });
    session.on('error', ({ code }) => errors.push(code));
  });

/** The notes since the last look. */
const noted = (page: Page) =>
  page.evaluate(() => {
    const { ids, errors } = window as unknown as { ids: Set<string>; errors: string[] };
    const all = { ids: [...ids], errors: errors.splice(0) };
    ids.clear();
    return all;
  });

const hangUp = (page: Page) => inCall(page, ({ session }) => session.ring.end());

const outcome = (page: Page) =>
  inCall(page, ({ session: { ring } }) => [ring.status.get(), ring.reason.get()]);

describe('Two people who call each other at the same moment', () => {
  const house = journey();

  it(`are in one call, ${rounds} times with 0 to ${longest} ms between`, async () => {
    const anna = await openRinging(house, 'ga', 'callee="gb"');
    const ben = await openRinging(house, 'gb', 'callee="ga"');
    const both = [anna, ben];
    const known = new Set<string>();
    for (const page of both) await note(page);
    for (let round = 0; round < rounds; round++) {
      const gap = Math.round((round * longest) / (rounds - 1));
      const annaLater = round % 2 ? gap : 0;
      const at = Date.now() + 100;
      const about = `round ${round}, ${gap} ms`;
      await Promise.all([
        startAt(anna, 'gb', at + annaLater),
        startAt(ben, 'ga', at + gap - annaLater),
        callIs(anna, 'active'),
        callIs(ben, 'active'),
      ]);
      if (heard.has(round))
        assert.deepEqual(await Promise.all([hears(anna, 'gb'), hears(ben, 'ga')]), [true, true], about);
      await hangUp(both[Math.floor(round / 2) % 2]!);
      await Promise.all(both.map((page) => callIs(page, 'ended')));
      const [mine, theirs] = await Promise.all(both.map(noted));
      assert.equal(mine!.ids.length, 1, `${about}: ${mine!.ids}`);
      assert.deepEqual(mine, theirs, about);
      assert.deepEqual(mine!.errors, [], about);
      for (const page of both) assert.deepEqual(await outcome(page), ['ended', 'hung_up'], about);
      known.add(mine!.ids[0]!);
    }
    assert.equal(known.size, rounds);
  });
});
