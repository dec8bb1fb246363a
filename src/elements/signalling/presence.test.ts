import { expect } from 'chai';
import { calm, one, texts, tidy } from '../../../test/support/element/fixture.ts';
import { planeWith, type TestSignal } from '../../../test/support/element/signal-fixture.ts';
import type { Status } from '../../protocol/signalling/presence.ts';

const presence = (attributes = 'identity="ada"') =>
  `<utd-presence ${attributes}><b data-utd-text="identity"></b> <i data-utd-text="status"></i></utd-presence>`;

const tell = async (signal: TestSignal, identity: string, status: Status) => {
  signal.edge.push('presence', { identity, status, at: '2026-01-01T12:00:00.000Z' });
  await calm();
};

const watched = (signal: TestSignal) => signal.sent('presence.subscribe').at(-1)?.identities;

describe('The presence of a person', () => {
  afterEach(tidy);

  it('is a word and a state', async () => {
    const signal = await planeWith(presence());
    expect([texts(signal, 'b, i'), one(signal, 'utd-presence').dataset['utdState']]).to.deep.equal([
      ['ada', ''],
      undefined,
    ]);
    for (const status of ['online', 'away', 'offline'] as const) {
      await tell(signal, 'ada', status);
      expect(texts(signal, 'i')).to.deep.equal([status]);
      expect(one(signal, 'utd-presence').dataset['utdState']).to.equal(status);
    }
  });

  it('is watched while an element shows it, and all people by one frame', async () => {
    const signal = await planeWith(presence() + presence('identity="ben"') + presence());
    expect(signal.sent('presence.subscribe')).to.deep.equal([{ identities: ['ada', 'ben'] }]);
    one(signal, 'utd-presence').remove();
    await calm();
    expect(watched(signal)).to.deep.equal(['ada', 'ben']);
    one(signal, '[identity="ada"]').setAttribute('identity', 'carla');
    await calm();
    expect(new Set(watched(signal))).to.deep.equal(new Set(['ben', 'carla']));
  });

  it('in a conversation is that of the other person', async () => {
    const signal = await planeWith(`<utd-conversation with="ada">${presence('')}</utd-conversation>`);
    await tell(signal, 'ada', 'away');
    expect(texts(signal, 'b, i')).to.deep.equal(['ada', 'away']);
    one(signal, 'utd-conversation').setAttribute('with', 'ben');
    await calm();
    expect(texts(signal, 'b, i')).to.deep.equal(['ben', '']);
    expect(watched(signal)).to.deep.equal(['ben']);
  });

  it('of what is no identity is an error event, and nothing is watched', async () => {
    const signal = await planeWith(presence());
    one(signal, 'utd-presence').setAttribute('identity', 'no body');
    await calm();
    expect(signal.failed).to.deep.equal(['invalid_request']);
    expect(watched(signal)).to.deep.equal([]);
  });
});
