import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journey } from '../support/journey.ts';
import { comeBack, everyWay } from '../support/replays.ts';
import { everyAttacker as who } from '../support/takings.ts';
import { withoutWebhooks } from '../support/without-webhooks.ts';

describe('A modified client that uses every token again', () => {
  const house = journey({ servers: 'own' });

  it('is heard by nobody for more than 500 ms, nor sent on for more than 3 s', async () => {
    assert.deepEqual(await comeBack(house, { room: 'taken', who, ways: everyWay }), []);
  });

  it('neither is where no webhook arrives', async () => {
    await withoutWebhooks(house);
    assert.deepEqual(await comeBack(house, { room: 'unhooked', who, ways: everyWay }), []);
  });
});
