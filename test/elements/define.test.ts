import { expect } from 'chai';

import { tags } from '../../src/define/tags.ts';

// Alone in this page: what is registered once stays.
describe('defining where a tag is taken', () => {
  it('registers none, and says once that something else came first', async () => {
    customElements.define('utd-seat', class extends HTMLElement {});
    const said: unknown[] = [];
    const { warn } = console;
    console.warn = (text: unknown) => String(text).startsWith('utd-') && said.push(text);
    await import('../../src/define.ts');
    console.warn = warn;
    expect(tags.filter((tag) => customElements.get(tag))).to.deep.equal(['utd-seat']);
    expect(said).to.have.length(1);
    expect(said[0]).to.match(
      /^utd-stream-elements \S+ was not registered: something else came first in this page\.$/,
    );
  });
});
