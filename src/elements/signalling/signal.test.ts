import { expect } from 'chai';
import { click } from '../../../test/support/element/click.ts';
import { calm, fixture, one, texts, tidy, visible } from '../../../test/support/element/fixture.ts';
import { planeWith, type TestSignal } from '../../../test/support/element/signal-fixture.ts';
import { UTDStreamError } from '../../errors/errors.ts';

const slots =
  '<p slot="idle">idle</p><p slot="connecting">connecting</p><p slot="connected">connected</p>' +
  '<p slot="reconnecting">reconnecting</p><p slot="ended">ended</p>';

const signalIn = async (attributes: string, inner = slots) =>
  one<TestSignal>(await fixture(`<test-signal ${attributes}>${inner}</test-signal>`), 'test-signal');

const shown = (signal: TestSignal) =>
  [...signal.querySelectorAll('p')].filter(visible).map(({ slot }) => slot);

describe('The signalling plane of a page', () => {
  afterEach(tidy);

  it('connects as soon as its markup says where tokens come from', async () => {
    const signal = await signalIn('');
    expect([signal.dataset['state'], shown(signal)]).to.deep.equal(['disconnected', ['idle']]);
    signal.setAttribute('token-url', '/signal-token');
    await calm();
    expect([signal.dataset['state'], shown(signal)]).to.deep.equal(['connected', ['connected']]);
    expect(signal.asked).to.deep.equal(['/signal-token']);
  });

  it('connects by the provider of a script, once', async () => {
    const signal = await signalIn('');
    let calls = 0;
    const provide = async () => ({ token: `token ${++calls}`, url: 'wss://engine.example' });
    signal.credentialsProvider = provide;
    await calm();
    signal.credentialsProvider = () => provide();
    await calm();
    expect([signal.dataset['state'], calls]).to.deep.equal(['connected', 1]);
  });

  it('connects anew when tokens come from another address', async () => {
    const signal = await signalIn('token-url="/one"');
    signal.setAttribute('token-url', '/two');
    await calm();
    expect(signal.asked).to.deep.equal(['/one', '/two']);
    expect(signal.dataset['state']).to.equal('connected');
  });

  it('with `manual` waits for a button', async () => {
    const signal = await signalIn(
      'manual token-url="/signal-token"',
      '<button command="--connect">Connect</button>',
    );
    expect(signal.asked).to.deep.equal([]);
    await click(one(signal, 'button'));
    expect(signal.dataset['state']).to.equal('connected');
    expect(one(signal, 'button').dataset['utdBecause']).to.equal('busy');
  });

  it('shows an outage, and connects again', async () => {
    const signal = await signalIn('token-url="/signal-token"');
    signal.edge.socket.end();
    await calm();
    expect([signal.dataset['state'], shown(signal)]).to.deep.equal(['reconnecting', ['reconnecting']]);
    await signal.edge.clock.pass(1_000);
    await calm();
    expect(signal.dataset['state']).to.equal('connected');
    expect(signal.asked).to.have.length(2);
  });

  it('shows the code of a failure, and the words of `<utd-status>`', async () => {
    const signal = await signalIn(
      'manual token-url="/signal-token"',
      '<button command="--connect">Connect</button><utd-status><i data-utd-text="reason"></i> <b data-utd-text="error"></b></utd-status>',
    );
    signal.refusal = new UTDStreamError('unauthenticated', 'get a signal token');
    await click(one(signal, 'button'));
    expect([signal.dataset['ended'], signal.failed]).to.deep.equal(['unauthenticated', ['unauthenticated']]);
    expect(texts(signal, 'i')).to.deep.equal(['failed']);
    expect(texts(signal, 'b')[0]).to.contain('Could not get a signal token');
    signal.refusal = undefined;
    await click(one(signal, 'button'));
    expect([signal.dataset['ended'], texts(signal, 'i'), texts(signal, 'b')]).to.deep.equal([
      undefined,
      [''],
      [''],
    ]);
  });

  it('dispatches the events of the plane', async () => {
    const signal = await planeWith('');
    const heard: string[] = [];
    for (const type of ['utd-message', 'utd-conversations-changed'] as const)
      signal.addEventListener(type, ({ type }) => heard.push(type));
    signal.say('ada', 'Hello');
    await calm();
    expect(new Set(heard)).to.deep.equal(new Set(['utd-message', 'utd-conversations-changed']));
  });

  it('is disconnected when it leaves the page, and not by a move within the page', async () => {
    const signal = await planeWith('');
    const { session } = signal;
    const box = signal.parentElement!;
    signal.remove();
    box.append(signal);
    await calm();
    expect(session.state.get()).to.equal('connected');
    signal.remove();
    await signal.edge.clock.pass(0);
    expect(session.state.get()).to.equal('disconnected');
  });

  it('shows the session that a script gives, and neither connects nor disconnects it', async () => {
    const other = await planeWith('');
    const box = await fixture('<test-signal></test-signal>');
    const signal = one<TestSignal>(box, 'test-signal');
    signal.session = other.session;
    signal.setAttribute('token-url', '/signal-token');
    await calm();
    expect(signal.dataset['state']).to.equal('connected');
    expect([...other.asked, ...signal.asked]).to.deep.equal(['/signal-token']);
    signal.remove();
    await calm();
    expect(other.session.state.get()).to.equal('connected');
  });
});
