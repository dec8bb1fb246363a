import { expect } from 'chai';
import { calm, fixture, one, roomWith, tidy, type TestRoom } from '../support/element/fixture.ts';
import { setMessages } from '../../src/errors/translations.ts';

const sit = '<button command="--take-seat" value="2">Sit</button>';
const arabic = 'المقعد مشغول. اختر مقعدًا آخر.';
const english = 'Somebody sits there. Choose another seat.';

const reasons = (root: ParentNode) =>
  [...root.querySelectorAll('button')].map(({ dataset }) => dataset['utdReason']);

async function taken(inner: string, attributes = ''): Promise<TestRoom> {
  const room = await roomWith(inner, attributes);
  room.edge.push(2, { identity: 'ada' });
  await calm();
  return room;
}

describe('the language of buttons', () => {
  beforeEach(() => setMessages('ar', { seat_taken: ['المقعد مشغول', 'اختر مقعدًا آخر.'] }));
  afterEach(async () => {
    await tidy();
    for (const lang of ['ar', 'en']) setMessages(lang, {});
    document.documentElement.lang = '';
  });

  it('is that of the nearest lang', async () => {
    const room = await taken(
      `${sit}<p lang="ar-EG" dir="rtl">${sit}<b lang="en">${sit}</b></p><p lang="fr">${sit}</p>`,
    );
    expect(reasons(room)).to.deep.equal([english, arabic, english, english]);
    const [, button] = room.querySelectorAll('button');
    expect(button!.getAttribute('aria-description')).to.equal(arabic);
  });

  it('is that of the page where nothing is nearer, and follows it', async () => {
    document.documentElement.lang = 'ar';
    const room = await taken(`${sit}<p lang="en">${sit}</p>`);
    expect(reasons(room)).to.deep.equal([arabic, english]);
    document.documentElement.lang = 'en-GB';
    await calm();
    expect(reasons(room)).to.deep.equal([english, english]);
    one(room, 'p').lang = 'ar';
    await calm();
    expect(reasons(room)).to.deep.equal([english, arabic]);
  });

  it('is followed when its words come or change later', async () => {
    const room = await taken(`<p lang="ar">${sit}</p>${sit}`);
    setMessages('ar', { seat_taken: ['محجوز', 'انتظر.'] });
    setMessages('en', { seat_taken: ['this seat is somebody’s', 'Wait.'] });
    await calm();
    expect(reasons(room)).to.deep.equal(['محجوز. انتظر.', 'This seat is somebody’s. Wait.']);
    setMessages('ar', {});
    await calm();
    expect(reasons(room)).to.deep.equal(['This seat is somebody’s. Wait.', 'This seat is somebody’s. Wait.']);
  });

  it('says more than the usual only in English', async () => {
    setMessages('ar', { forbidden_role: ['دورك لا يسمح', 'اسأل المضيف.'] });
    const camera = '<button command="--toggle-camera">Camera</button>';
    const room = await taken(`${camera}<p lang="ar">${camera}</p>`);
    expect(reasons(room)).to.deep.equal([
      'An audio room carries sound only. Use another kind of room.',
      'دورك لا يسمح. اسأل المضيف.',
    ]);
  });

  it('is that of errors and of the end too, by the page', async () => {
    setMessages('ar', {
      left: ['لقد غادرت', 'انضم مرة أخرى.'],
      seat_taken: ['المقعد مشغول', 'اختر مقعدًا آخر.'],
    });
    document.documentElement.lang = 'ar';
    const room = await taken(
      `${sit}<utd-status><output data-utd-text="error"></output><i data-utd-text="ended"></i></utd-status>`,
    );
    room.dispatchEvent(new CommandEvent('command', { command: '--take-seat', source: one(room, 'button') }));
    await calm();
    expect(one(room, 'output').textContent).to.equal(arabic);
    await room.session.leave();
    await calm();
    expect(one(room, 'i').textContent).to.equal('لقد غادرت. انضم مرة أخرى.');
  });

  it('crosses shadow roots', async () => {
    const box = await fixture('<div lang="ar"></div>');
    const root = one(box, 'div').attachShadow({ mode: 'open' });
    root.innerHTML = `<test-room app-id="1234567890" room="lobby">${sit}</test-room>`;
    await calm();
    one<TestRoom>(root as unknown as ParentNode, 'test-room').edge.push(2, { identity: 'ada' });
    await calm();
    expect(reasons(root)).to.deep.equal([arabic]);
  });
});
