import { expect } from 'chai';

const ours = [
  'utd-client',
  'utd-audio-room',
  'utd-status',
  'utd-seats',
  'utd-seat',
  'utd-participants',
  'utd-requests',
  'utd-invitations',
  'utd-participant',
  'utd-chat',
  'utd-messages',
  'utd-devices',
];

// Alone in this page: what is registered once stays.
describe('defining where a tag is taken', () => {
  it('registers none, and says once that something else came first', async () => {
    customElements.define('utd-seat', class extends HTMLElement {});
    const said: unknown[] = [];
    const { warn } = console;
    console.warn = (text: unknown) => String(text).startsWith('utd-') && said.push(text);
    await import('../../src/define.ts');
    console.warn = warn;
    expect(ours.filter((tag) => customElements.get(tag))).to.deep.equal(['utd-seat']);
    expect(said).to.have.length(1);
    expect(said[0]).to.match(
      /^utd-stream-elements \S+ was not registered: something else came first in this page\.$/,
    );
  });
});
