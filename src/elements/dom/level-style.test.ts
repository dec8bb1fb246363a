import { expect } from 'chai';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import { calm, one, roomWith, tidy, type TestRoom } from '../../../test/support/element/fixture.ts';

const people =
  '<utd-participants><div><template><utd-participant level>x</utd-participant></template></div></utd-participants>';

async function heard(markup = people) {
  const room = await roomWith(`${markup}<utd-seat index="1" level>x</utd-seat>`);
  room.edge.push(1, { identity: 'ada' });
  room.edge.link.show(person('me'), person('ada', { microphone: true }));
  room.edge.link.sound('ada');
  room.edge.link.listener!.activeSpeakersChanged(['ada']);
  room.edge.machine.loudness = 0.254;
  await calm();
  return room;
}

const level = (element: HTMLElement) => element.style.getPropertyValue('--utd-level');
const ada = (room: TestRoom) => room.querySelectorAll('utd-participant')[1]!;

const frames = async (count: number) => {
  for (let each = 0; each < count; each++) await new Promise((next) => requestAnimationFrame(next));
};

/** As many as an observer needs to say who is on screen, and then some looks. */
const drawn = () => frames(15);

/** How often a level was asked for in so many frames. */
async function reads(room: TestRoom, count = 30): Promise<number> {
  const { participants } = room.session;
  const { level } = participants;
  let asked = 0;
  participants.level = (identity) => (asked++, level.call(participants, identity));
  await frames(count);
  participants.level = level;
  return asked;
}

describe('how loud somebody is', () => {
  afterEach(tidy);

  it('is --utd-level, from 0 to 1, on the person and on the seat', async () => {
    const room = await heard();
    await drawn();
    expect([level(ada(room)), level(one(room, 'utd-seat'))]).to.deep.equal(['0.25', '0.25']);
    room.edge.machine.loudness = 0.5;
    await room.edge.clock.pass(16);
    await drawn();
    expect(level(ada(room))).to.equal('0.50');
  });

  it('is shown where it is asked for, and nowhere else', async () => {
    const room = await heard();
    const seat = one<HTMLElementTagNameMap['utd-seat']>(room, 'utd-seat');
    seat.level = ada(room).level = false;
    await calm();
    expect(await reads(room)).to.equal(0);
    seat.level = true;
    await drawn();
    expect(level(seat)).to.equal('0.25');
  });

  it('is read at most once a frame for each of the two who show it', async () => {
    const room = await heard();
    await drawn();
    expect(await reads(room, 30)).to.be.within(2, 60);
  });

  for (const [what, happens] of [
    ['is silent', ({ edge }) => edge.link.listener!.activeSpeakersChanged([])],
    ['is muted', ({ edge }) => edge.link.show(person('me'), person('ada'))],
  ] as [string, (room: TestRoom) => void][])
    it(`is not read for who ${what}, and then is 0`, async () => {
      const room = await heard();
      await drawn();
      happens(room);
      await calm();
      expect(level(ada(room))).to.equal('0.00');
      expect(await reads(room)).to.equal(0);
    });

  it('is not read where nobody looks: hidden, scrolled away, taken out', async () => {
    const room = await heard();
    await drawn();
    one(room, 'utd-participants').hidden = true;
    one(room, 'utd-seat').style.marginTop = '9000px';
    await drawn();
    expect(await reads(room)).to.equal(0);
    one(room, 'utd-participants').hidden = false;
    await drawn();
    expect(await reads(room)).to.be.above(0);
    room.remove();
    await drawn();
    expect(await reads(room)).to.equal(0);
  });
});
