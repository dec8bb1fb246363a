import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { moderation, openCms, purified, useAll } from '../support/cms.ts';
import { attributes, snippets, tags } from '../support/hostile-markup.ts';
import { journey } from '../support/journey.ts';

describe('What strangers write where a sanitiser lets elements of ours through', () => {
  const house = journey();

  it('moderates nobody in the host’s session, though it has sessions of its own', async () => {
    const page = await openCms(house, 'careless');
    const careless = purified({ ADD_TAGS: tags, ADD_ATTR: attributes });
    const { through } = await useAll(page, house, careless, snippets);
    assert.deepEqual(moderation(through), []);
    // Why the guide says never to do that.
    const found = new Set(through.flatMap(([, what]) => what.split(', ')));
    assert(found.has('a request to evil.example'), [...found].join());
  });
});
