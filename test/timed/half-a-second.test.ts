import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { callIs, openBeside, openRinging } from '../support/journey/call-page.ts';
import { journey } from '../support/journey/journey.ts';
import { connected, roomMarkup, sit, whenTold } from '../support/journey/room-page.ts';
import { press } from '../support/journey/stream-page.ts';

/** Milliseconds in which another page has done what follows. */
const soon = 500;

const listener = `
  <utd-participants><template>
    <utd-participant data-utd-attr-data-who="identity">
      <button command="--set-role" value="listener">Make listener</button>
    </utd-participant>
  </template></utd-participants>`;

describe('Within half a second', () => {
  const house = journey();

  it('a speaker who is made a listener has the microphone closed', async () => {
    const enter = async (who: string, more = '') => {
      const page = await house.open(
        roomMarkup(`room="demotion" identity="${who}" name="${who}" ${more}`, listener),
      );
      await connected(page);
      return page;
    };
    const hana = await enter('hana', 'as-host');
    const sam = await enter('sam');
    await sit(sam, 1);
    await sam.waitForSelector('[command="--toggle-microphone"][aria-pressed="true"]');
    const closed = await whenTold(sam, 'utd-mic-enabled-changed', false);
    const clicked = await whenTold(hana, 'click');
    await hana.locator('[data-who="sam"] button').click();
    const took = (await closed()) - (await clicked());
    assert(took <= soon, `it took ${took} ms`);
  });

  it('a tab stops ringing whose call another tab answers', async () => {
    const anna = await openRinging(house, 'ra', 'callee="rb"');
    const first = await openRinging(house, 'rb');
    const second = await openBeside(first, 'rb');
    await press(anna, 'Call');
    await Promise.all([callIs(first, 'ringing'), callIs(second, 'ringing')]);
    const stopped = await whenTold(second, 'utd-call-status-changed', 'ended');
    const answered = await whenTold(first, 'utd-call-status-changed', 'active');
    await press(first, 'Answer');
    const took = (await stopped()) - (await answered());
    assert(took <= soon, `it took ${took} ms`);
  });
});
