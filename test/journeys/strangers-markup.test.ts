import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Defect } from '../support/altered.ts';
import { commandOf, guide, openCms, powers, purified, sanitised, useAll } from '../support/cms.ts';
import { snippets } from '../support/hostile-markup.ts';
import { journey } from '../support/journey.ts';

/** The two checks of where a button stands, taken out. */
const anywhere: readonly Defect[] = [
  { file: 'elements/commands/command-events.ts', from: 'command.inside && ', to: 'false && ' },
  {
    file: 'elements/commands/command-events.ts',
    from: 'trusted && isInsideSessionElement(clicked, session)',
    to: 'trusted',
  },
];

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

  it('does nothing at all through sanitize-html, nor through DOMPurify as the guide has it', async () => {
    const page = await openCms(house, 'sanitised');
    for (const sanitiser of [sanitised, purified(guide)])
      assert.deepEqual((await useAll(page, house, sanitiser, snippets)).through, []);
    const written = /```js\n(?:.*\n)*?```/.exec(readFileSync('docs/guide/cms.md', 'utf8'))?.[0];
    for (const word of [...guide.FORBID_TAGS!, ...guide.FORBID_ATTR!])
      assert.match(written!, new RegExp(`'${word}'`));
  });

  // Were nothing clicked, or nothing noticed, the others would hold whatever the elements do.
  it('opens a device and moderates where nobody asks for the place of a button', async () => {
    const page = await openCms(house, 'anywhere', anywhere);
    const some = snippets.filter((each) =>
      /"--(toggle-microphone|setup-seats)" commandfor="session"/.test(each),
    );
    const { through } = await useAll(page, house, purified({}), some);
    const found = new Set(powers(through).flatMap(([, what]) => what.split(', ')));
    assert(found.has('a capture') && found.has('POST /seats/setup'), [...found].join());
  });
});
