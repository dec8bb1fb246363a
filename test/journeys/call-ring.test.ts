import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import {
  callIs,
  hears,
  inCall,
  logOpen,
  openBeside,
  openIn,
  openRinging,
  sounds,
  startAt,
} from '../support/journey/call-page.ts';
import { eventually } from '../support/journey/heard.ts';
import { journey } from '../support/journey/journey.ts';
import { whenTold } from '../support/journey/room-page.ts';
import { press } from '../support/journey/stream-page.ts';

const stateOf = (page: Page) =>
  inCall(page, ({ session: { ring } }) => [ring.status.get(), ring.reason.get()] as const);

/** Runs a click in a page, by the page's own clock at `at`. @returns the outcome */
const clickAt = (page: Page, command: string, at: number) =>
  page.evaluate(
    async ([command, at]) => {
      await new Promise((resolve) => setTimeout(resolve, at - Date.now()));
      const { ring } = document.querySelector('utd-call')!.session;
      return (command === '--accept' ? ring.accept() : ring.reject()).then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
    },
    [command, at] as const,
  );

describe('A call that rings', () => {
  const house = journey();

  it('rings in both tabs of the callee and sounds in one; an answer stops the other', async () => {
    const anna = await openRinging(house, 'ra', 'callee="rb"');
    const first = await openRinging(house, 'rb');
    const second = await openBeside(first, 'rb');
    const tabs = [first, second];
    await press(anna, 'Call');
    await Promise.all([callIs(anna, 'ringing'), ...tabs.map((page) => callIs(page, 'ringing'))]);
    assert.equal(await first.locator('.peer').textContent(), 'ra');
    const sounding = async () => Promise.all(tabs.map((page) => sounds(page)));
    assert(
      await eventually(async () => (await sounding()).filter(Boolean).length === 1),
      'not one tab sounds',
    );
    await logOpen(second);

    const stopped = await whenTold(second, 'utd-call-status-changed', 'ended');
    await press(first, 'Answer');
    // How soon the other tab stops is the subject of test/timed/half-a-second.test.ts.
    await stopped();
    assert.deepEqual(await stateOf(second), ['ended', 'answered_elsewhere']);
    assert.deepEqual([await sounding(), await openIn(second)], [[false, false], []]);
    assert(await hears(anna, 'rb'));
    assert(await hears(first, 'ra'));
    await press(first, 'Hang up');
    await callIs(anna, 'ended');
  });

  it('sounds in the other tab when the one that sounds is closed', async () => {
    const anna = await openRinging(house, 'ca', 'callee="cb"');
    const first = await openRinging(house, 'cb');
    const second = await openBeside(first, 'cb');
    await press(anna, 'Call');
    await Promise.all([callIs(first, 'ringing'), callIs(second, 'ringing')]);
    await eventually(async () => (await sounds(first)) || (await sounds(second)));
    const [loud, silent] = (await sounds(first)) ? [first, second] : [second, first];
    await loud.close();
    assert(await eventually(() => sounds(silent)), 'no tab sounds');
    await press(silent, 'Decline');
    await callIs(anna, 'rejected');
    assert.equal(await sounds(silent), false);
  });

  it('has one outcome where one tab answers and the other declines within 20 ms', async () => {
    const anna = await openRinging(house, 'oa', 'callee="ob"');
    const first = await openRinging(house, 'ob');
    const second = await openBeside(first, 'ob');
    for (let round = 0; round < 3; round++) {
      await press(anna, 'Call');
      await Promise.all([callIs(first, 'ringing'), callIs(second, 'ringing')]);
      const at = Date.now() + 500;
      const [accepted, rejected] = await Promise.all([
        clickAt(first, '--accept', at),
        clickAt(second, '--reject', at + round * 10),
      ]);
      if (accepted === 'done') {
        assert.equal(rejected, 'answered_elsewhere');
        await callIs(anna, 'active');
        assert.deepEqual(await stateOf(second), ['ended', 'answered_elsewhere']);
        await press(anna, 'Hang up');
      } else {
        assert.deepEqual([accepted, rejected], ['call_ended', 'done']);
        await callIs(first, 'rejected');
      }
      for (const page of [anna, first])
        await page.waitForSelector('utd-call:not([data-call="active"]):not([data-call="ringing"])');
    }
  });

  it('is one call where two people call each other at once', async () => {
    const anna = await openRinging(house, 'ga', 'callee="gb"');
    const ben = await openRinging(house, 'gb', 'callee="ga"');
    const at = Date.now() + 500;
    await Promise.all([startAt(anna, 'gb', at), startAt(ben, 'ga', at)]);
    await Promise.all([callIs(anna, 'active'), callIs(ben, 'active')]);
    assert(await hears(anna, 'gb'));
    assert(await hears(ben, 'ga'));
    const ids = await Promise.all(
      [anna, ben].map((page) => inCall(page, ({ session }) => session.ring.callId.get())),
    );
    assert.equal(ids[0], ids[1]);
  });

  it('stops in every tab when the caller gives up', async () => {
    const anna = await openRinging(house, 'ua', 'callee="ub"');
    const first = await openRinging(house, 'ub');
    await press(anna, 'Call');
    await callIs(first, 'ringing');
    assert(await eventually(() => sounds(first)));
    await press(anna, 'Hang up');
    await callIs(first, 'cancelled');
    assert.equal(await sounds(first), false);
  });
});
