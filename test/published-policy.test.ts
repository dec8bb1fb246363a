import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { policy } from '../scripts/pages.mjs';

const reach = [
  'https://engine.example.com',
  'wss://engine.example.com',
  'wss://livekit.example.com',
  'https://livekit.example.com',
];

describe('The content policy', () => {
  it('that the guide publishes is the one that the journeys run under', () => {
    const guide = readFileSync('docs/guide/production.md', 'utf8');
    const published = /^Content-Security-Policy: (.*)$/m.exec(guide)?.[1];
    assert.equal(published, policy(reach));
  });

  it('lets scripts and styles come from the page’s own origin only, and makes no policy but lit’s', () => {
    const wanted = [
      `script-src 'self'`,
      `style-src 'self'`,
      `require-trusted-types-for 'script'`,
      `trusted-types lit-html 'allow-duplicates'`,
    ];
    const said = policy(reach).split('; ');
    assert.deepEqual(
      wanted.filter((each) => !said.includes(each)),
      [],
    );
  });
});
