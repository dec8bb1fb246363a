import { Signal as LitSignal, SignalWatcher, watch } from '@lit-labs/signals';
import { expect } from 'chai';
import { html, LitElement } from 'lit';
import { calm, fixture, roomWith, tidy } from '../support/fixture.ts';
import type { AudioRoomController } from '../../src/controllers/audio-room-controller.ts';
import { Signal } from '../../src/reactive/signal.ts';

/** An element of an app that follows signals as Lit has it. */
class AppSeat extends SignalWatcher(LitElement) {
  session: AudioRoomController | undefined;

  protected override render() {
    const { seats, participants } = this.session!;
    return html`${seats.at(0).get()?.name ?? 'nobody'} of ${watch(participants.count as never)}`;
  }
}
customElements.define('app-seat', AppSeat);

describe('an app’s own SignalWatcher and watch()', () => {
  afterEach(tidy);

  it('know the very Signal that sessions are made of', () => {
    expect(LitSignal).to.equal(Signal);
  });

  it('follow the signals of a session', async () => {
    const room = await roomWith('');
    const element = Object.assign(new AppSeat(), { session: room.session });
    (await fixture('')).append(element);
    const said = () => element.shadowRoot!.textContent;
    await calm();
    expect(said()).to.equal('nobody of 1');
    room.edge.push(0, { identity: 'ada', name: 'Ada' });
    await calm();
    expect(said()).to.equal('Ada of 1');
    room.edge.link.show(...room.edge.link.all, { ...room.edge.link.all[0]!, identity: 'ada' });
    await calm();
    expect(said()).to.equal('Ada of 2');
  });
});
