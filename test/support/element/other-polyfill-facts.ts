/// <reference types="mocha" />
import { expect } from 'chai';
import { click } from './click.ts';
import { calm, fixture, one, roomWith, tidy } from './fixture.ts';

/** A room, and a toolbar elsewhere in the page whose button names the room. */
async function toolbar(button: string) {
  const room = await roomWith('', 'id="r"');
  const box = await fixture(`<utd-status for="r">${button}</utd-status>`);
  room.edge.link.grant(true);
  let commands = 0;
  room.addEventListener('command', () => commands++);
  return { room, button: one<HTMLButtonElement>(box, 'button'), commands: () => commands };
}

/** The facts of a page with another polyfill of invoker commands. Call this in a page that has loaded it. */
export function otherPolyfillFacts(order: string): void {
  describe(`a command where another polyfill is loaded ${order}`, () => {
    afterEach(tidy);

    it('takes a seat and opens the microphone by one click of a person', async () => {
      const { room, button, commands } = await toolbar(
        '<button commandfor="r" command="--take-seat" value="2">Sit</button>',
      );
      await click(button);
      expect([commands(), room.session.seats.mine.get()?.index]).to.deep.equal([1, 2]);
      expect([room.edge.tracks.length, room.session.media.micEnabled.get()]).to.deep.equal([1, true]);
    });

    it('switches the microphone once for each click', async () => {
      const { room, button, commands } = await toolbar(
        '<button commandfor="r" command="--toggle-microphone">Microphone</button>',
      );
      await room.session.seats.take(0, { microphone: false });
      await calm();
      const states: boolean[] = [];
      for (let time = 0; time < 4; time++) {
        await click(button);
        states.push(room.session.media.micEnabled.get());
      }
      expect([commands(), ...states]).to.deep.equal([4, true, false, true, false]);
    });

    it('opens no microphone by the click of a script', async () => {
      const { room, button, commands } = await toolbar(
        '<button commandfor="r" command="--take-seat" value="1">Sit</button>',
      );
      button.click();
      await calm();
      expect([commands(), room.session.seats.mine.get()?.index, room.edge.tracks.length]).to.deep.equal([
        1, 1, 0,
      ]);
    });
  });
}
