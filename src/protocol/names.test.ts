import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { Attributes, Avatar, DisplayName, Identity, RoomName } from './names.ts';

describe('an identity', () => {
  for (const good of ['ada', 'user:1@example.com', 'a+b', 'A-1_x.y', 'x'.repeat(128)])
    it(`can be ${good.slice(0, 20)}`, () => assert.ok(v.is(Identity, good)));
  for (const bad of [
    '',
    '.',
    '..',
    '.ada',
    '_ada',
    'a b',
    'a/b',
    'a#b',
    'ä',
    'x'.repeat(129),
    'seats',
    'by-role',
  ])
    it(`cannot be '${bad.slice(0, 20)}'`, () => assert.ok(!v.is(Identity, bad)));
});

describe('a room name', () => {
  for (const good of ['lobby', '1', 'a.b~c-d_e']) it(`can be ${good}`, () => assert.ok(v.is(RoomName, good)));
  for (const bad of ['', '~a', 'call_1', 'bans', 'a@b', '../x'])
    it(`cannot be '${bad}'`, () => assert.ok(!v.is(RoomName, bad)));
});

describe('a display name', () => {
  it('loses what cannot be seen and what turns the text around', () => {
    assert.equal(v.parse(DisplayName, '  A\u202Ed\u0000a\uD800 '), 'Ada');
    assert.equal(v.parse(DisplayName, 'e\u0301'), '\u00E9');
  });

  it('is never empty, and never cut short in silence', () => {
    assert.ok(!v.is(DisplayName, ' \u200E '));
    assert.ok(!v.is(DisplayName, 'x'.repeat(65)));
  });
});

describe('a picture', () => {
  it('comes by https, from this machine also by http', () => {
    for (const good of ['https://a.example/x.png', 'http://127.0.0.1:8080/x.png'])
      assert.ok(v.is(Avatar, good));
    for (const bad of ['http://a.example/x.png', 'javascript:alert(1)', 'data:image/png,x', '/x.png'])
      assert.ok(!v.is(Avatar, bad), bad);
  });
});

describe('attributes', () => {
  it('are the known keys, 512 bytes together', () => {
    assert.ok(v.is(Attributes, { fr: 'a', cn: 'b' }));
    assert.ok(!v.is(Attributes, { other: 'a' }));
    assert.ok(!v.is(Attributes, { fr: 'x'.repeat(600) }));
    assert.deepEqual(v.parse(Attributes, JSON.parse('{"__proto__":"x"}')), {});
  });
});
