/// <reference types="mocha" />
import { expect } from 'chai';
import { click } from './click.ts';
import { calm, fixture, one, roomWith, tidy, type TestRoom } from './fixture.ts';
import { loadSecondCopy } from './load-second-copy.ts';

const connection = (room: TestRoom) => room.dataset['connection'];
const leave = '<button command="--leave">Leave</button>';

/** A room, and a button elsewhere that tells it to leave. */
async function apart(button = '<button command="--leave" commandfor="r">Leave</button>') {
  const room = await roomWith('<utd-seats id="list"></utd-seats>', 'id="r"');
  return { room, box: await fixture(button) };
}

/** Clicks, and answers whether the room was left. */
async function leaves(room: TestRoom, button: HTMLElement): Promise<boolean> {
  button.click();
  await calm();
  return connection(room) === 'disconnected';
}

/** Clicks, and answers how many commands the room was sent. */
async function sent(room: TestRoom, button: HTMLElement): Promise<number> {
  let commands = 0;
  room.addEventListener('command', () => commands++);
  await click(button);
  return commands;
}

/** What holds in every browser. Call it in a page that is one of the kind. */
export function commandFacts(kind: string): void {
  describe(`a command in ${kind}`, () => {
    afterEach(tidy);

    it('goes to the nearest element that knows it', async () => {
      const room = await roomWith(`<div><p>${leave}</p></div>`);
      expect(await leaves(room, one(room, 'button'))).to.equal(true);
    });

    it('goes to the element that commandfor names', async () => {
      const { room, box } = await apart();
      expect(await leaves(room, one(box, 'button'))).to.equal(true);
    });

    it('is handed upward by an element that does not know it', async () => {
      const { room, box } = await apart('<button command="--leave" commandfor="list">Leave</button>');
      expect(await leaves(room, one(box, 'button'))).to.equal(true);
    });

    it('goes nowhere when commandfor names nothing, wherever its button stands', async () => {
      const room = await roomWith('<button command="--leave" commandfor="nobody">Leave</button>');
      expect(await leaves(room, one(room, 'button'))).to.equal(false);
    });

    it('that nobody knows does nothing, and is no error', async () => {
      const { room, box } = await apart('<button command="--fly" commandfor="r">Fly</button>');
      let errors = 0;
      room.addEventListener('utd-error', () => errors++);
      box.addEventListener('command', () => errors++, true);
      await leaves(room, one(box, 'button'));
      expect([connection(room), errors]).to.deep.equal(['connected', 0]);
    });

    it('happens once for one click', async () => {
      const { room, box } = await apart();
      expect(await sent(room, one(box, 'button'))).to.equal(1);
    });

    it('opens the microphone by a person’s click, and by no other', async () => {
      const { room, box } = await apart(
        `<utd-status for="r"><button command="--take-seat" value="0" commandfor="r">Sit</button>
         <button command="--toggle-microphone" commandfor="r">Microphone</button></utd-status>`,
      );
      room.edge.link.grant(true);
      const [sit, microphone] = box.querySelectorAll('button');
      await leaves(room, sit!);
      await leaves(room, microphone!);
      expect([room.session.seats.mine.get()?.index, room.edge.tracks.length]).to.deep.equal([0, 0]);
      await click(microphone!);
      expect(room.edge.tracks).to.have.length(1);
    });

    for (const where of ['inside', 'with commandfor'] as const) {
      const inside = where === 'inside';
      const place = async (markup: string) => {
        const { room, box } = await apart('');
        const wanted = markup.replace(
          '<button',
          `<button command="--leave"${inside ? '' : ' commandfor="r"'}`,
        );
        (inside ? room : box).insertAdjacentHTML('beforeend', wanted);
        await calm();
        return { room, button: one<HTMLButtonElement>(inside ? room : box, 'button') };
      };

      it(`is not done when the page prevents the click, ${where}`, async () => {
        const { room, button } = await place('<button>x</button>');
        document.addEventListener('click', (event) => event.preventDefault(), { once: true });
        expect(await leaves(room, button)).to.equal(false);
      });

      for (const [what, markup] of [
        ['is disabled', '<button disabled><b>x</b></button>'],
        ['stands in a disabled fieldset', '<fieldset disabled><button><b>x</b></button></fieldset>'],
        ['submits a form', '<form><button type="submit"><b>x</b></button></form>'],
        ['resets a form', '<form><button type="reset"><b>x</b></button></form>'],
        ['has no type in a form', '<form><button><b>x</b></button></form>'],
        ['belongs to a form elsewhere', '<form id="f"></form><button form="f"><b>x</b></button>'],
      ] as const)
        it(`is not done by a button that ${what}, ${where}`, async () => {
          const { room, button } = await place(markup);
          document.addEventListener('submit', (event) => event.preventDefault(), { once: true });
          expect(await leaves(room, one(button, 'b'))).to.equal(false);
        });

      it(`is done by a button of type button in a form, ${where}`, async () => {
        const { room, button } = await place('<form><button type="button">x</button></form>');
        expect(await leaves(room, button)).to.equal(true);
      });
    }

    it('crosses no shadow root by commandfor', async () => {
      const { room } = await apart();
      const root = (await fixture('<div></div>')).firstElementChild!.attachShadow({ mode: 'open' });
      root.innerHTML = '<button command="--leave" commandfor="r">Leave</button>';
      expect(await leaves(room, one(root, 'button'))).to.equal(false);
    });

    it('finds what commandfor names in its button’s own root', async () => {
      const { room } = await apart('');
      const root = (await fixture('<div></div>')).firstElementChild!.attachShadow({ mode: 'open' });
      root.innerHTML = '<test-room id="r" app-id="1234567890" room="inner"></test-room>';
      root.innerHTML += '<button command="--leave" commandfor="r">Leave</button>';
      await calm();
      const inner = one<TestRoom>(root, 'test-room');
      expect(await leaves(inner, one(root, 'button'))).to.equal(true);
      expect(connection(room)).to.equal('connected');
    });

    for (const mode of ['open', 'closed'] as const)
      it(`opens the microphone by a person’s click in a shadow root that is ${mode}, once`, async () => {
        const { room } = await apart('');
        const root = (await fixture('<div></div>')).firstElementChild!.attachShadow({ mode });
        room.innerHTML = '<button command="--take-seat" value="0">Sit</button>';
        root.append(room);
        room.edge.link.grant(true);
        await calm();
        expect(await sent(room, one(room, 'button'))).to.equal(1);
        expect([room.session.seats.mine.get()?.index, room.edge.tracks.length]).to.deep.equal([0, 1]);
      });

    it('happens once for a button that a closed shadow root shows in a slot', async () => {
      const box = await fixture('<div></div>');
      const host = one(box, 'div');
      const root = host.attachShadow({ mode: 'closed' });
      root.innerHTML = '<slot></slot><test-room app-id="1234567890" room="inner"></test-room>';
      const room = await roomWith(leave);
      host.append(room);
      await calm();
      expect(await sent(room, one(room, 'button'))).to.equal(1);
      expect(connection(room)).to.equal('disconnected');
    });

    it('happens once where two copies of the library listen', async () => {
      const { installInvokerPolyfill } = await loadSecondCopy();
      installInvokerPolyfill(window);
      const room = await roomWith(leave);
      expect(await sent(room, one(room, 'button'))).to.equal(1);
    });
  });
}
