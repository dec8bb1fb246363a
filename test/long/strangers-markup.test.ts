import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { commandOf, moderation, openCms, powers, purified, useAll } from '../support/security/cms.ts';
import { attributes, snippets, tags } from '../support/security/hostile-markup.ts';
import { journey } from '../support/journey/journey.ts';

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

describe('What strangers write beside a host’s session', () => {
  const house = journey();

  it('opens no device, moderates nobody and reaches no host through DOMPurify; what is left the guide names', async () => {
    assert(snippets.length >= 300);
    const page = await openCms(house, 'purified');
    const { through, comments } = await useAll(page, house, purified({}), snippets);
    assert(comments >= 200, `only ${comments} differ`);
    assert.deepEqual(powers(through), []);
    const named = readFileSync('docs/guide/cms.md', 'utf8');
    const unnamed = through.filter(([comment]) => !named.includes(`\`${commandOf(comment)}\``));
    assert.deepEqual(unnamed, []);
  });
});
