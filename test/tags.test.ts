import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { elements as audioRoom } from '../src/define/audio-room-elements.ts';
import { elements as call } from '../src/define/call-elements.ts';
import { elements as client } from '../src/define/client-elements.ts';
import { elements as liveStream } from '../src/define/live-stream-elements.ts';
import { elements as signal } from '../src/define/signal-elements.ts';
import { commonTags, pictureTags, productTags, sessionTags, tags } from '../src/define/tags.ts';

describe('The table of tags', () => {
  const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as {
    modules: { declarations: { tagName: string; name: string }[] }[];
  };
  const classes = Object.fromEntries(
    modules.flatMap(({ declarations }) => declarations.map(({ tagName, name }) => [tagName, name])),
  );
  const namesOf = (elements: Readonly<Record<string, CustomElementConstructor>>) =>
    Object.entries(elements).map(([tag, { name }]) => [tag, name]);
  const expected = (of: readonly string[]) => of.map((tag) => [tag, classes[tag]]);

  it('has every element of the manifest, each once', () => {
    assert.deepEqual([...tags].toSorted(), Object.keys(classes).toSorted());
  });

  it('says what each product defines, providers first', () => {
    assert.deepEqual(namesOf(client), expected(productTags.client));
    assert.deepEqual(namesOf(signal), expected([...productTags.signal, ...commonTags]));
    for (const [product, elements, pictures] of [
      ['audio-room', audioRoom, []],
      ['live-stream', liveStream, pictureTags],
      ['call', call, pictureTags],
    ] as const)
      assert.deepEqual(
        namesOf(elements),
        expected([...productTags.client, ...productTags[product], ...sessionTags, ...pictures]),
      );
  });

  it('is what the style sheet hides until it is defined', () => {
    const css = readFileSync('src/utd.css', 'utf8');
    const [, hidden = ''] = /^:is\(([^)]*)\):not\(:defined\)/m.exec(css) ?? [];
    assert.deepEqual(
      hidden
        .split(',')
        .map((tag) => tag.trim())
        .toSorted(),
      [...tags].toSorted(),
    );
  });
});
