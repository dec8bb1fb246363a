/// <reference types="mocha" />
import './react-refresh.ts';
import { expect } from 'chai';
import { createElement as h, StrictMode, useEffect, useRef, useState, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { performReactRefresh, register, setSignature } from 'react-refresh/runtime';
import { component } from '../../src/react/component.ts';
import { Template, useSignal, UTDParticipant, UTDSeat, UTDSeats, UTDStatus } from '../../src/react.ts';
import { calm, fixture, one, TestRoom, texts, tidy } from '../support/element/fixture.ts';
import { checkFramework } from './check-framework.ts';
import { seatPattern, type PageState } from './room-page.ts';

interface PageProps {
  readonly state: PageState;
  readonly heard: (event: Event) => void;
}

/** The page by elements alone. The template gets its children from the component where it is rendered in a browser. */
function ByElements({ state, heard }: PageProps): ReactElement {
  const room = h(
    'test-room',
    {
      'app-id': '1234567890',
      room: 'lobby',
      'as-host': state.host,
      muted: state.muted,
      seatCount: state.seats,
      rtcConfig: state.rtcConfig,
      'onutd-seat-update': heard,
    },
    h(
      'utd-seats',
      null,
      h(
        'template',
        null,
        h(
          'utd-seat',
          null,
          h('b', { slot: 'taken', 'data-utd-text': 'name' }),
          h('button', { slot: 'empty', command: '--take' }, 'Sit here'),
        ),
      ),
    ),
    state.people.map((identity) =>
      h('utd-participant', { key: identity, identity }, h('i', { 'data-utd-text': 'name' })),
    ),
    state.status && h('utd-status', null, h('output', { 'data-utd-text': 'count' })),
    h('button', { command: '--leave-seat' }, 'Get up'),
  );
  return h(StrictMode, null, h('h1', null, state.route), state.there && room);
}

const Room = component('test-room', TestRoom, { onSeatUpdate: 'utd-seat-update' });

/** The page by the components of the package. */
function ByComponents({ state, heard }: PageProps): ReactElement {
  const room = h(
    Room,
    {
      appId: '1234567890',
      room: 'lobby',
      asHost: state.host,
      muted: state.muted,
      seatCount: state.seats,
      rtcConfig: state.rtcConfig,
      onSeatUpdate: heard,
    },
    h(
      UTDSeats,
      null,
      h(
        Template,
        null,
        h(
          UTDSeat,
          null,
          h('b', { slot: 'taken', 'data-utd-text': 'name' }),
          h('button', { slot: 'empty', command: '--take' }, 'Sit here'),
        ),
      ),
    ),
    ...state.people.map((identity) =>
      h(UTDParticipant, { key: identity, identity }, h('i', { 'data-utd-text': 'name' })),
    ),
    state.status && h(UTDStatus, null, h('output', { 'data-utd-text': 'count' })),
    h('button', { command: '--leave-seat' }, 'Get up'),
  );
  return h(StrictMode, null, h('h1', null, state.route), state.there && room);
}

/** A hot reload replaces all components of the same id. */
let pages = 0;

for (const [how, Page, resets] of [
  ['elements', ByElements, false],
  ['components', ByComponents, true],
] as const)
  checkFramework(`React, by ${how}`, {
    abilities: ['renders', 'keeps', 'properties', 'reloads'],
    mount(box, first, heard) {
      const root = createRoot(box);
      const component = (props: PageProps) => Page(props);
      const id = `page ${++pages}`;
      register(component, id);
      const render = (state: PageState) => flushSync(() => root.render(h(component, { state, heard })));
      render(first);
      return {
        render,
        reload() {
          const edited = ({ state, heard }: PageProps) =>
            Page({ state: { ...state, route: 'edited' }, heard });
          register(edited, id);
          // An edit of a hook begins the component anew.
          if (resets) setSignature(edited, 'edited', true);
          performReactRefresh();
        },
        unmount: () => root.unmount(),
      };
    },
  });

checkFramework('React that hydrates the markup of a server', {
  abilities: ['renders', 'keeps', 'properties'],
  mount(box, first, heard) {
    const pageOf = (state: PageState) => h(ByComponents, { state, heard });
    box.innerHTML = renderToString(pageOf(first));
    const root = flushSync(() =>
      hydrateRoot(box, pageOf(first), {
        onRecoverableError: (error) => {
          throw error;
        },
      }),
    );
    return {
      render: (state) => flushSync(() => root.render(pageOf(state))),
      unmount: () => root.unmount(),
    };
  },
});

/** The room of the README as an app of React writes it. */
function Page({ title }: { title: string }): ReactElement {
  const room = useRef<TestRoom>(null);
  useEffect(() => room.current?.removeAttribute('defer-hydration'), []);
  return h(
    'test-room',
    { ref: room, 'app-id': '1234567890', room: 'lobby', 'defer-hydration': '' },
    h('h1', null, title),
    h('p', { slot: 'connecting' }, 'Joining…'),
    h(
      'p',
      { slot: 'ended' },
      h('utd-status', null, h('span', { 'data-utd-text': 'ended' })),
      h('button', { command: '--join' }, 'Join again'),
    ),
    h('utd-seats', null, h('template', { dangerouslySetInnerHTML: { __html: seatPattern } })),
    h('utd-status', null, h('i', { 'data-utd-text': 'count' })),
    h('button', { command: '--leave-seat' }, 'Get up'),
  );
}

/** The page of a server whose elements live already, and a while later the app. */
async function hydrated(page: (title: string) => ReactElement) {
  const box = await fixture(renderToString(page('Lobby')));
  const room = one<TestRoom>(box, 'test-room');
  const before = room.mints;
  const failed: string[] = [];
  const root = hydrateRoot(box, page('Lobby'), { onRecoverableError: (error) => failed.push(String(error)) });
  const settle = async () => {
    await calm();
    await new Promise(requestAnimationFrame);
    await calm();
  };
  await settle();
  return { box, room, before, failed, render: (title: string) => (root.render(page(title)), settle()), root };
}

const told: number[] = [];

/** The same by components, without an attribute or an effect of the app. */
function Components({ title }: { title: string }): ReactElement {
  const [room, setRoom] = useState<TestRoom | null>(null);
  const taken = useSignal(() => room?.session.seats.grid.get().seats.filter((seat) => seat.identity) ?? []);
  return h(
    Room,
    {
      ref: setRoom,
      appId: '1234567890',
      room: 'lobby',
      onSeatUpdate: ({ detail }) => told.push(detail.seats.length),
    },
    h('h1', null, title),
    h('p', null, ...taken.map(({ name }) => name)),
    h(
      UTDSeats,
      null,
      h(
        Template,
        null,
        h(
          UTDSeat,
          null,
          h('b', { slot: 'taken', 'data-utd-text': 'name' }),
          h('button', { command: '--take' }),
        ),
      ),
    ),
    h(UTDStatus, null, h('i', { 'data-utd-text': 'count' })),
    h('button', { command: '--leave-seat' }, 'Get up'),
  );
}

describe('A room in a page that React renders on the server', () => {
  afterEach(tidy);

  for (const [how, page] of [
    ['elements with defer-hydration', (title: string) => h(Page, { title })],
    ['components', (title: string) => h(Components, { title })],
  ] as const)
    it(`by ${how} is taken over as it is, and begins then`, async () => {
      const { box, room, before, failed, render, root } = await hydrated(page);
      expect([failed, one(box, 'test-room') === room, before, room.mints]).to.deep.equal([[], true, 0, 1]);
      expect(box.querySelectorAll('[data-utd-clone]')).to.have.length(8);
      expect(texts(box, 'i')).to.deep.equal(['1']);
      await render('Hall');
      expect([texts(box, 'h1'), texts(box, 'i'), room.mints]).to.deep.equal([['Hall'], ['1'], 1]);
      root.unmount();
    });

  it('renders a component again when a signal that it reads changes, and calls its listeners', async () => {
    const { box, room, root } = await hydrated((title) => h(Components, { title }));
    room.edge.push(2, { identity: 'ada', name: 'Ada' });
    await calm();
    expect([texts(box, 'p'), texts(box, 'utd-seats > utd-seat b')[2]]).to.deep.equal([['Ada'], 'Ada']);
    expect(told).to.contain(8);
    root.unmount();
    await calm();
    room.edge.push(2, { identity: 'ben', name: 'Ben' });
    await calm();
    expect(texts(box, 'p')).to.deep.equal([]);
  });
});
