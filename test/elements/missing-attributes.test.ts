import { expect } from 'chai';
import { calm, fixture, one, TestRoom, tidy } from '../support/element/fixture.ts';

/** The errors that are told below `box` from now on, as code and field. */
function told(box: Node): unknown[] {
  const errors: unknown[] = [];
  box.addEventListener('utd-error', (event) => {
    const { code, field } = (event as HTMLElementEventMap['utd-error']).detail;
    errors.push([code, field]);
  });
  return errors;
}

/** As long as a provider waits for somebody to say the rest. */
const waited = () => calm().then(calm);

/** Puts markup into a place that is listened to already. */
async function errorsOf(markup: string): Promise<{ room: TestRoom; errors: unknown[] }> {
  const box = await fixture('');
  const errors = told(box);
  box.innerHTML = markup;
  await waited();
  return { room: one<TestRoom>(box, 'test-room'), errors };
}

const noApp = ['invalid_request', 'app_id'];

describe('a provider without an app-id', () => {
  afterEach(tidy);

  it('says so once, as join() does', async () => {
    const { room, errors } = await errorsOf('<test-room room="lobby"></test-room>');
    expect(errors).to.deep.equal([noApp]);
    const box = room.parentElement!;
    room.remove();
    box.append(room);
    room.name = 'Ada';
    await waited();
    expect(errors).to.deep.equal([noApp]);
    const failure: unknown = await room.session.join().catch((error: unknown) => error);
    expect(failure).to.include({ code: 'invalid_request', field: 'app_id' });
  });

  it('says it to a status inside, as a sentence', async () => {
    const { room } = await errorsOf(
      '<test-room room="lobby"><utd-status><b data-utd-text="error"></b></utd-status></test-room>',
    );
    expect(one(room, 'b').textContent).to.match(/^Could not join 'lobby': there is no app-id\. /);
  });

  it('joins when it comes later', async () => {
    const { room, errors } = await errorsOf('<test-room room="lobby"></test-room>');
    room.appId = '1234567890';
    await calm();
    expect(room.dataset['connection']).to.equal('connected');
    expect(errors).to.deep.equal([noApp]);
  });

  it('says nothing when a script sets it a task after insertion', async () => {
    const box = await fixture('');
    const errors = told(box);
    box.innerHTML = '<test-room room="lobby"></test-room>';
    const room = one<TestRoom>(box, 'test-room');
    await new Promise<void>((resolve) =>
      setTimeout(() => {
        room.appId = '1234567890';
        resolve();
      }),
    );
    await waited();
    expect(room.dataset['connection']).to.equal('connected');
    expect(errors).to.deep.equal([]);
  });

  for (const [when, markup] of [
    ['it is manual', '<test-room room="lobby" manual></test-room>'],
    ['a form is to join', '<test-room room="lobby"><form slot="join"></form></test-room>'],
    ['no room is named either', '<test-room></test-room>'],
    [
      'a client around it has one',
      '<utd-client app-id="1"><test-room room="lobby"></test-room></utd-client>',
    ],
  ] as const)
    it(`says nothing where ${when}`, async () => {
      expect((await errorsOf(markup)).errors).to.deep.equal([]);
    });

  it('says nothing after it was taken out, and nothing of a session that it was given', async () => {
    const box = await fixture('');
    const errors = told(box);
    box.innerHTML = '<test-room room="lobby"></test-room><test-room room="lobby" id="given"></test-room>';
    one(box, 'test-room').remove();
    one<TestRoom>(box, '#given').session = new TestRoom().session;
    await waited();
    expect(errors).to.deep.equal([]);
  });

  it('waits until the page is complete, whose scripts may say it', async () => {
    Object.defineProperty(document, 'readyState', { value: 'interactive', configurable: true });
    const { errors } = await errorsOf('<test-room room="lobby"></test-room>');
    expect(errors).to.deep.equal([]);
    delete (document as { readyState?: unknown }).readyState;
    document.dispatchEvent(new Event('readystatechange'));
    await waited();
    expect(errors).to.deep.equal([noApp]);
  });
});

describe('a provider with an empty room', () => {
  afterEach(tidy);

  it('says so once, as join() does', async () => {
    const { errors, room } = await errorsOf('<test-room app-id="1234567890" room=""></test-room>');
    expect(errors).to.deep.equal([['invalid_request', 'room_name']]);
    room.room = 'lobby';
    await calm();
    expect(room.dataset['connection']).to.equal('connected');
  });

  it('says nothing where it is manual, or names none', async () => {
    const { errors } = await errorsOf(
      '<test-room app-id="1234567890" room="" manual></test-room><test-room app-id="1234567890"></test-room>',
    );
    expect(errors).to.deep.equal([]);
  });
});
