import { expect } from 'chai';
import type { AudioRoomOptions, Credentials } from '../../model/options.ts';
import { calm, fixture, one, roomWith, tidy, TestRoom } from '../../../test/support/element/fixture.ts';

/** Every boolean attribute, its tag and its property. */
const booleans = [
  ['utd-audio-room', 'as-host', 'asHost'],
  ['utd-audio-room', 'manual', 'manual'],
  ['utd-audio-room', 'muted', 'muted'],
  ['utd-audio-room', 'no-wake-lock', 'noWakeLock'],
  ['utd-audio-room', 'no-media-session', 'noMediaSession'],
  ['utd-seat', 'level', 'level'],
  ['utd-participant', 'level', 'level'],
] as const;

/** What is written → what it means, as attribute and as property. */
const written = [
  ['', true],
  ['true', true],
  ['as-host', true],
  ['false', false],
] as const;

const values = [...written, [true, true], [false, false], [null, false], [undefined, false]] as const;

/** A room that tells what it would ask of its session. */
class TellingRoom extends TestRoom {
  get asks(): AudioRoomOptions & Credentials {
    return this.options();
  }
}
customElements.define('telling-room', TellingRoom);

describe('a boolean attribute', () => {
  afterEach(tidy);

  for (const [tag, attribute, property] of booleans) {
    const make = (): HTMLElement => document.createElement(tag);

    for (const [value, means] of written)
      it(`${attribute}="${value}" of <${tag}> is ${means}`, () => {
        const element = make();
        element.setAttribute(attribute, value);
        expect(Reflect.get(element, property)).to.equal(means);
        element.removeAttribute(attribute);
        expect(Reflect.get(element, property)).to.equal(false);
      });

    for (const [value, means] of values)
      it(`${property} = ${JSON.stringify(value)} of <${tag}> is ${means}`, () => {
        const element = make();
        Reflect.set(element, property, value);
        expect(Reflect.get(element, property)).to.equal(means);
      });
  }

  it('that was written before the element was defined means the same, as attribute and as property', async () => {
    const box = await fixture(
      '<late-room manual as-host="false" muted="false" no-wake-lock="false"></late-room>',
    );
    const element = one<TellingRoom>(box, 'late-room');
    Object.assign(element, { asHost: 'false', noMediaSession: 'false', noWakeLock: '' });
    customElements.define('late-room', class extends TellingRoom {});
    await element.updateComplete;
    const { asHost, muted, manual, wakeLock, mediaSession } = { ...element.asks, manual: element.manual };
    expect({ asHost, muted, manual, wakeLock, mediaSession }).to.deep.equal({
      asHost: false,
      muted: false,
      manual: true,
      wakeLock: false,
      mediaSession: true,
    });
  });

  it('of a room, as a framework writes all of them, makes nobody a host', async () => {
    const box = await fixture(
      '<telling-room app-id="1234567890" room="lobby" as-host="false" muted="false" manual="false"></telling-room>',
    );
    const room = one<TellingRoom>(box, 'telling-room');
    const mint = room.edge.calls.find(({ name }) => name === 'mint')!;
    expect(room.session.connection.state.get()).to.equal('connected');
    expect([room.asks.muted, (mint.request.body as { role?: string }).role]).to.deep.equal([
      false,
      undefined,
    ]);
  });

  it('hide-unavailable="false" hides nothing, and is no end of one farther out', async () => {
    const end = '<button command="--end-room">End</button>';
    const room = await roomWith(`<p hide-unavailable="false">${end}</p>`, 'hide-unavailable="false"');
    const button = one<HTMLButtonElement>(room, 'button');
    expect(button.hidden).to.equal(false);
    room.setAttribute('hide-unavailable', '');
    await calm();
    expect(button.hidden).to.equal(true);
    room.setAttribute('hide-unavailable', 'false');
    await calm();
    expect(button.hidden).to.equal(false);
  });
});
