import { describe, it } from 'node:test';
import { journey } from '../support/journey/journey.ts';
import { missingFeatures, olderRoom, useRoom } from '../support/journey/missing-features.ts';

describe('A browser', () => {
  const house = journey();

  for (const [index, [feature, script]] of Object.entries(missingFeatures).entries())
    it(`without ${feature} joins, speaks and writes`, async () => {
      await useRoom(await house.open(olderRoom(script, `older-${index}`)));
    });
});
