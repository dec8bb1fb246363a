import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { expect } from 'chai';
import { click } from '../../../test/support/element/click.ts';
import { calm, one, roomWith, tidy, type TestRoom } from '../../../test/support/element/fixture.ts';

const hold = '<button command="--push-to-talk">Hold to talk</button><input>';

/** Sits in a room of which I have not opened the microphone. */
async function seated() {
  const room = await roomWith(hold, 'muted');
  room.edge.link.grant(true);
  await room.session.seats.take(0);
  await calm();
  const button = one<HTMLButtonElement>(room, 'button');
  const { x, y, width, height } = button.getBoundingClientRect();
  const middle: [number, number] = [Math.round(x + width / 2), Math.round(y + height / 2)];
  await sendMouse({ type: 'move', position: middle });
  return { room, button };
}

const mouse = async (type: 'down' | 'up') => (await sendMouse({ type, button: 'left' }), await calm());
const key = async (way: 'down' | 'up', name: string) => (
  await sendKeys({ [way]: name } as { down: string }),
  await calm()
);
const open = ({ session }: TestRoom) => session.media.micEnabled.get();

describe('a button to push and talk', () => {
  afterEach(async () => {
    // Whatever a test left pressed.
    await resetMouse();
    for (const name of ['Space', 'Alt', 'Meta']) await sendKeys({ up: name });
    await tidy();
  });

  it('opens the microphone while the pointer is down, and shows it', async () => {
    const { room, button } = await seated();
    expect(open(room)).to.equal(false);
    await mouse('down');
    expect([open(room), button.getAttribute('aria-pressed')]).to.deep.equal([true, 'true']);
    await mouse('up');
    expect([open(room), button.getAttribute('aria-pressed')]).to.deep.equal([false, 'false']);
  });

  it('hears the release wherever the pointer is by then', async () => {
    const { room } = await seated();
    await mouse('down');
    await sendMouse({ type: 'move', position: [700, 500] });
    expect(open(room)).to.equal(true);
    await mouse('up');
    expect(open(room)).to.equal(false);
  });

  it('opens it as long in a closed shadow root', async () => {
    const { room } = await seated();
    const root = room
      .parentElement!.appendChild(document.createElement('div'))
      .attachShadow({ mode: 'closed' });
    root.append(room);
    await calm();
    await mouse('down');
    expect(open(room)).to.equal(true);
    await sendMouse({ type: 'move', position: [700, 500] });
    await mouse('up');
    expect(open(room)).to.equal(false);
  });

  for (const name of ['Space', 'Enter'])
    it(`opens it while ${name} is held on it, and no longer`, async () => {
      const { room, button } = await seated();
      button.focus();
      await key('down', name);
      await key('down', name); // the keyboard repeats it
      expect(open(room)).to.equal(true);
      await key('up', name);
      expect(open(room)).to.equal(false);
    });

  for (const [what, happens] of [
    ['the window loses the focus', () => window.dispatchEvent(new Event('blur'))],
    ['the focus goes elsewhere', ({ room }) => one(room, 'input').focus()],
    ['the browser takes the pointer away', () => window.dispatchEvent(new Event('pointercancel'))],
    ['it is taken out', ({ button }) => button.remove()],
    ['its author disables it', ({ button }) => void (button.disabled = true)],
    ['it is told something else', ({ button }) => button.setAttribute('command', '--leave-seat')],
  ] as [string, (made: Awaited<ReturnType<typeof seated>>) => unknown][])
    it(`is let go when ${what}`, async () => {
      const made = await seated();
      await mouse('down');
      expect(open(made.room)).to.equal(true);
      happens(made);
      await calm();
      expect(open(made.room)).to.equal(false);
    });

  it('is let go when the page is hidden', async () => {
    const { room } = await seated();
    await mouse('down');
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    delete (document as { hidden?: boolean }).hidden;
    await calm();
    expect(open(room)).to.equal(false);
  });

  /** A key event as a page gets it where a modifier or an input method is at work. */
  const told = (button: Element, type: string, more: KeyboardEventInit) =>
    button.dispatchEvent(
      new KeyboardEvent(type, { bubbles: true, composed: true, cancelable: true, ...more }),
    );

  it('by Space is let go with Option down, which changes what the key writes, and clicks nothing', async () => {
    const { room, button } = await seated();
    button.focus();
    await key('down', 'Space');
    expect(open(room)).to.equal(true);
    await key('down', 'Alt');
    const clicks = told(button, 'keyup', { key: '\u00a0', code: 'Space', altKey: true });
    await calm();
    expect([open(room), clicks]).to.deep.equal([false, false]);
  });

  it('by a key opens nothing while Meta is down, with which no release would be told', async () => {
    const { room, button } = await seated();
    button.focus();
    await key('down', 'Meta');
    await key('down', 'Space');
    expect(open(room)).to.equal(false);
  });

  it('is open while a key is held whose release before was lost, and not after', async () => {
    const { room, button } = await seated();
    button.focus();
    const lose = (event: Event) => event.stopImmediatePropagation();
    window.addEventListener('keyup', lose, { capture: true });
    await key('down', 'Space');
    await key('up', 'Space');
    window.removeEventListener('keyup', lose, { capture: true });
    await key('down', 'Space');
    expect(open(room)).to.equal(true);
    await key('up', 'Space');
    expect(open(room)).to.equal(false);
  });

  it('by two, a key and the pointer, is closed once both are up, and no click opens it', async () => {
    const { room, button } = await seated();
    button.focus();
    await key('down', 'Space');
    await mouse('down');
    expect(open(room)).to.equal(true);
    await key('up', 'Space');
    await mouse('up');
    await new Promise((task) => setTimeout(task));
    await calm();
    expect(open(room)).to.equal(false);
  });

  it('is let go within half a second when its fieldset is disabled', async () => {
    const { room, button } = await seated();
    const fieldset = document.createElement('fieldset');
    room.append(fieldset);
    fieldset.append(button);
    await calm();
    button.focus();
    await key('down', 'Space');
    expect(open(room)).to.equal(true);
    fieldset.disabled = true;
    const closed = new Promise<void>((resolve) =>
      room.session.on('micEnabledChanged', (on) => on || resolve()),
    );
    const begun = performance.now();
    await closed;
    expect(performance.now() - begun).to.be.lessThan(500);
  });

  it('that is held when the seat is lost opens nothing in the next one', async () => {
    const { room } = await seated();
    await mouse('down');
    room.edge.push(0, { identity: null });
    await calm();
    await room.session.seats.take(1);
    await calm();
    expect(open(room)).to.equal(false);
  });

  it('that is held when the session ends is no error', async () => {
    const { room } = await seated();
    const errors: unknown[] = [];
    room.session.on('error', (error) => errors.push(error));
    await mouse('down');
    await room.session.leave();
    await mouse('up');
    expect(errors).to.deep.equal([]);
  });

  it('toggles by a click without a press, as screen readers make and here its label does', async () => {
    const { room, button } = await seated();
    button.id = 'hold';
    room.insertAdjacentHTML('beforeend', '<label for="hold">Talk</label>');
    const states: boolean[] = [];
    for (let clicks = 0; clicks < 2; clicks++) {
      await click(one(room, 'label'));
      states.push(open(room));
    }
    expect(states).to.deep.equal([true, false]);
  });

  it('is opened by no click of a script', async () => {
    const { room, button } = await seated();
    button.click();
    await calm();
    expect(room.edge.tracks).to.deep.equal([]);
  });

  it('does nothing for a press that a script made up', async () => {
    const { room, button } = await seated();
    button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true, isPrimary: true }));
    await calm();
    expect(open(room)).to.equal(false);
  });

  it('tells why it cannot, where it is pressed all the same', async () => {
    const { room, button } = await seated();
    button.focus();
    const errors: string[] = [];
    room.session.on('error', ({ code }) => errors.push(code));
    room.edge.push(0, { identity: null });
    await calm();
    await key('down', 'Space');
    await key('up', 'Space');
    expect(errors).to.deep.equal(['not_seated']);
  });
});
