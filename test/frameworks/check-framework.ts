/// <reference types="mocha" />
import { expect } from 'chai';
import { click } from '../support/element/click.ts';
import { calm, fixture, one, type TestRoom, texts, tidy } from '../support/element/fixture.ts';
import { person } from '../support/fakes/fake-transport.ts';
import { initial, type PageState } from './room-page.ts';

/** A page that a framework has rendered. */
export interface RenderedPage {
  /** Renders the page with another state. Resolves when the framework has done so. */
  readonly render: (state: PageState) => unknown;
  /** Replaces the code of the component, as a development server does after an edit. */
  readonly reload?: () => unknown;
  readonly unmount?: () => unknown;
}

/** The parts of the contract that not every framework has. */
type Ability =
  /** The inside of the room is rendered again as well. */
  | 'renders'
  /** A room that was in the page before stays the same element. */
  | 'keeps'
  /** Properties of an element are set, also to objects. */
  | 'properties'
  /** A component is replaced while its page is shown. */
  | 'reloads';

export interface Framework {
  readonly abilities: readonly Ability[];
  /** @param heard is called with each `utd-seat-update` of the room, by the framework's own syntax */
  readonly mount: (
    box: HTMLElement,
    state: PageState,
    heard: (event: Event) => void,
  ) => RenderedPage | Promise<RenderedPage>;
}

/** The page in front of the checks. */
interface Shown {
  /** The room that is in the page now. */
  room(): TestRoom;
  clones(): Element[];
  people(): Element[];
  render(change: Partial<PageState>): Promise<void>;
  reload(): Promise<void>;
  /** The people on seats, by each event. */
  readonly heard: readonly string[];
  shows(selector: string): string[];
}

interface Check {
  readonly fact: string;
  readonly needs?: readonly Ability[];
  readonly holds: (page: Shown) => Promise<void>;
}

/** Everything that a room must not lose by a change beside it. */
const kept = async (page: Shown, change: () => Promise<void>) => {
  const [room, clones, people] = [page.room(), page.clones(), page.people()];
  room.edge.push(2, { identity: 'ada', name: 'Ada' });
  await calm();
  await change();
  expect([page.room() === room, page.room().mints]).to.deep.equal([true, 1]);
  expect(page.clones().map((each, index) => each === clones[index])).to.deep.equal(clones.map(() => true));
  expect(people.map((each) => each.isConnected)).to.deep.equal(people.map(() => true));
  expect(page.shows('utd-seats > utd-seat:state(taken) b')).to.deep.equal(['Ada']);
};

const ended = async (room: TestRoom) => {
  await room.edge.clock.pass(0);
  await calm();
  expect(room.session.connection.state.get()).to.equal('disconnected');
};

const checks: readonly Check[] = [
  {
    fact: 'joins once, and shows its seats',
    async holds(page) {
      const room = page.room();
      expect([room.mints, room.dataset['connection']]).to.deep.equal([1, 'connected']);
      expect([page.clones().length, page.shows('output'), page.shows('h1')]).to.deep.equal([
        8,
        ['1'],
        ['home'],
      ]);
    },
  },
  {
    fact: 'takes a seat and leaves it by clicks',
    async holds(page) {
      const mine = () => page.clones().map((each) => each.matches(':state(mine)'));
      await click(one(page.clones()[3] as HTMLElement, 'button'));
      expect(mine().indexOf(true)).to.equal(3);
      await click(one(page.room(), ':scope > button'));
      expect(mine()).not.to.contain(true);
      const calls = page.room().edge.calls.map(({ name }) => name);
      expect(calls.filter((name) => name.endsWith('Seat'))).to.deep.equal(['takeSeat', 'leaveSeat']);
    },
  },
  {
    fact: 'reads false as false, and follows attributes',
    needs: ['renders'],
    async holds(page) {
      const shown = () => [page.room().asHost, page.room().muted, page.room().seatCount];
      expect(shown()).to.deep.equal([false, false, 8]);
      await page.render({ host: true, muted: true, seats: 5 });
      expect(shown()).to.deep.equal([true, true, 5]);
      await page.render({ host: false, muted: false });
      expect(shown()).to.deep.equal([false, false, 5]);
    },
  },
  {
    fact: 'takes an object as a property',
    needs: ['properties'],
    async holds(page) {
      expect(page.room().rtcConfig?.iceTransportPolicy).to.equal('relay');
      await page.render({ rtcConfig: { iceTransportPolicy: 'all' } });
      expect([page.room().rtcConfig?.iceTransportPolicy, page.room().mints]).to.deep.equal(['all', 1]);
    },
  },
  {
    fact: 'is heard by a listener of the page',
    async holds(page) {
      const before = page.heard.length;
      page.room().edge.push(2, { identity: 'ada', name: 'Ada' });
      await calm();
      expect(page.heard.slice(before)).to.deep.equal(['ada']);
    },
  },
  {
    fact: 'shows a part of itself only while that is rendered',
    needs: ['renders'],
    async holds(page) {
      await page.render({ status: false });
      expect(page.shows('output')).to.deep.equal([]);
      await page.render({ status: true });
      expect(page.shows('output')).to.deep.equal(['1']);
    },
  },
  {
    fact: 'leaves when it is removed, and joins once when it is put back',
    async holds(page) {
      const room = page.room();
      await page.render({ there: false });
      expect(page.shows('test-room')).to.deep.equal([]);
      await ended(room);
      const before = room.mints;
      await page.render({ there: true });
      const again = page.room();
      expect(again.mints - (again === room ? before : 0)).to.equal(1);
      expect([again.dataset['connection'], page.clones().length, page.shows('output')]).to.deep.equal([
        'connected',
        8,
        ['1'],
      ]);
    },
  },
  {
    fact: 'shows whom each element names after a list was sorted and shortened',
    needs: ['renders'],
    async holds(page) {
      const people = ['ada', 'ben', 'eve'].map((each) => person(each));
      const arrive = async () => {
        page.room().edge.link.show(person('me'), ...people);
        await calm();
      };
      await arrive();
      expect(page.shows('utd-participant i')).to.deep.equal(['ADA', 'BEN', 'EVE']);
      await page.render({ people: ['eve', 'ben', 'ada'] });
      await arrive();
      expect(page.shows('utd-participant i')).to.deep.equal(['EVE', 'BEN', 'ADA']);
      await page.render({ people: ['ben'] });
      await arrive();
      expect(page.shows('utd-participant i')).to.deep.equal(['BEN']);
    },
  },
  {
    fact: 'stays as it is while a list inside is sorted, whose elements are moved',
    needs: ['renders', 'keeps'],
    holds: (page) => kept(page, () => page.render({ people: ['eve', 'ben', 'ada'] })),
  },
  {
    fact: 'stays as it is while the page beside it is another one, and back',
    needs: ['keeps'],
    holds: (page) =>
      kept(page, async () => {
        await page.render({ route: 'about' });
        expect(page.shows('h1')).to.deep.equal(['about']);
        await page.render({ route: 'home' });
      }),
  },
  {
    fact: 'works after a hot reload of its component, in the place of the old one',
    needs: ['reloads'],
    async holds(page) {
      const before = page.room();
      await page.reload();
      expect(page.shows('h1')).to.deep.equal(['edited']);
      if (page.room() !== before) await ended(before);
      const room = page.room();
      expect([room.dataset['connection'], room.mints, page.clones().length]).to.deep.equal([
        'connected',
        1,
        8,
      ]);
      await click(one(page.clones()[3] as HTMLElement, 'button'));
      expect(page.clones()[3]!.matches(':state(mine)')).to.equal(true);
    },
  },
];

/** Checks the room of a page that a framework renders. Call it at the top of a file. */
export function checkFramework(name: string, { abilities, mount }: Framework): void {
  describe(`The room in a page of ${name}`, () => {
    let page: RenderedPage | undefined;
    afterEach(async () => {
      await page?.unmount?.();
      page = undefined;
      await tidy();
    });

    for (const { fact, needs = [], holds } of checks)
      if (needs.every((each) => abilities.includes(each)))
        it(fact, async () => {
          const box = await fixture('');
          const heard: string[] = [];
          const rendered = await mount(box, initial, (event) => {
            const { detail } = event as CustomEvent<{ seats: readonly { identity: string | null }[] }>;
            heard.push(detail.seats.map(({ identity }) => identity ?? '').join(''));
          });
          page = rendered;
          await calm();
          let state = initial;
          await holds({
            room: () => one<TestRoom>(document, 'test-room'),
            clones: () => [...document.querySelectorAll('utd-seats > utd-seat')],
            people: () => [...document.querySelectorAll('utd-participant')],
            shows: (selector) => texts(document, selector),
            heard,
            async render(change) {
              state = { ...state, ...change };
              await rendered.render(state);
              await calm();
            },
            async reload() {
              await rendered.reload!();
              await calm();
            },
          });
        });
  });
}
