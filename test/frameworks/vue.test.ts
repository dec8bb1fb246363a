/// <reference types="mocha" />
import { expect } from 'chai';
import {
  compile,
  createApp,
  createSSRApp,
  nextTick,
  onMounted,
  reactive,
  ref,
  type App,
  type Component,
} from 'vue/dist/vue.esm-bundler.js';
import { renderToString } from 'vue/server-renderer';
import { calm, fixture, one, type TestRoom, tidy } from '../support/element/fixture.ts';
import { checkFramework } from './check-framework.ts';
import { seatPattern } from './room-page.ts';

const isCustomElement = (tag: string) => /^(utd|test)-/.test(tag);

/** An app whose warnings are errors. */
function appOf(component: Component, create = createApp): App {
  const app = create(component);
  app.config.compilerOptions.isCustomElement = isCustomElement;
  app.config.warnHandler = (message) => {
    throw new Error(message);
  };
  return app;
}

function mounted(box: Element, component: Component): App {
  const app = appOf(component);
  app.mount(box);
  return app;
}

const pattern = `<template>${seatPattern}</template>`;

const template = `
  <h1>{{ page.route }}</h1>
  <test-room
    v-if="page.there" app-id="1234567890" room="lobby" :as-host="page.host" :muted="page.muted"
    :seat-count="page.seats" .rtcConfig="page.rtcConfig" @utd-seat-update="heard"
  >
    <utd-seats>${pattern}</utd-seats>
    <utd-participant v-for="each in page.people" :key="each" :identity="each">
      <i data-utd-text="name"></i>
    </utd-participant>
    <utd-status v-if="page.status"><output data-utd-text="count"></output></utd-status>
    <button command="--leave-seat">Get up</button>
  </test-room>`;

/** The hook of a development server, in the development build of Vue. */
declare const __VUE_HMR_RUNTIME__: {
  reload(id: string, component: Component): void;
};

checkFramework('Vue', {
  abilities: ['renders', 'keeps', 'properties', 'reloads'],
  mount(box, first, heard) {
    const page = reactive({ ...first });
    const componentOf = (template: string) => ({
      __hmrId: 'page',
      template,
      setup: () => ({ page, heard }),
    });
    // A development server replaces components below the root.
    const app = mounted(box, { components: { Page: componentOf(template) }, template: '<Page />' });
    return {
      async render(state) {
        Object.assign(page, state);
        await nextTick();
      },
      async reload() {
        const edited = template.replace('{{ page.route }}', 'edited');
        __VUE_HMR_RUNTIME__.reload('page', componentOf(edited));
        await nextTick();
      },
      unmount: () => app.unmount(),
    };
  },
});

checkFramework('Vue that hydrates the markup of a server', {
  abilities: ['renders', 'keeps', 'properties'],
  async mount(box, first, heard) {
    const page = reactive({ ...first });
    const onServer = template
      .replace('<test-room', '<test-room :defer-hydration="hydrating"')
      // The hydration of Vue takes the content of a literal template out of it.
      .replace(`<utd-seats>${pattern}</utd-seats>`, '<utd-seats v-html="pattern"></utd-seats>');
    const component = {
      // A server has no compiler: a build compiles templates.
      render: compile(onServer, { isCustomElement }),
      setup() {
        const hydrating = ref(true);
        onMounted(() => (hydrating.value = false));
        return { page, heard, hydrating, pattern };
      },
    };
    box.innerHTML = await renderToString(appOf(component, createSSRApp));
    const app = appOf(component, createSSRApp);
    app.mount(box);
    await nextTick();
    return {
      async render(state) {
        Object.assign(page, state);
        await nextTick();
      },
      unmount: () => app.unmount(),
    };
  },
});

describe('A literal template in a page of Vue', () => {
  let app: App | undefined;
  afterEach(async () => {
    app?.unmount();
    await tidy();
  });

  async function vue<S extends object>(template: string, initial: S) {
    const box = await fixture('');
    const state = reactive(initial);
    app = mounted(box, { template, setup: () => state });
    await calm();
    const change = async (change: (state: S) => void) => {
      change(state as S);
      await nextTick();
      await calm();
    };
    return { box, room: one<TestRoom>(box, 'test-room'), change };
  }

  it('changes, and with it the clones, which stay the same at every other render', async () => {
    const { box, room, change } = await vue(
      `<test-room app-id="1234567890" room="lobby">
        <utd-seats :class="look">
          <template>
            <utd-seat>{{ label }} <b slot="taken" data-utd-text="name"></b><hr v-if="line"></utd-seat>
          </template>
        </utd-seats>
        <p>{{ label }}</p>
      </test-room>`,
      { label: 'Seat', look: 'a', line: false },
    );
    const seats = () => [...box.querySelectorAll<HTMLElement>('utd-seats > utd-seat')];
    room.edge.push(2, { identity: 'ada', name: 'Ada' });
    await calm();
    expect([seats().length, seats()[2]?.textContent?.trim()]).to.deep.equal([8, 'Seat Ada']);
    const [first] = seats();
    await change((state) => (state.look = 'b'));
    expect(seats()[0] === first).to.equal(true);
    await change((state) => (state.label = 'Chair'));
    await change((state) => (state.line = true));
    expect(seats().map((each) => each.textContent?.trim())).to.deep.equal(
      Array.from({ length: 8 }, (_, index) => (index === 2 ? 'Chair Ada' : 'Chair')),
    );
    expect(box.querySelectorAll('utd-seats > utd-seat hr').length).to.equal(8);
    const pattern = one(box, 'template utd-seat');
    expect([pattern.dataset['utdState'], room.mints]).to.deep.equal([undefined, 1]);
  });

  it('holds no provider that lives', async () => {
    const { box, room } = await vue(
      '<utd-seats><template><utd-client app-id="1234567890"><test-room room="lobby"><p data-utd-text="x">as written</p></test-room></utd-client></template></utd-seats>',
      {},
    );
    expect([room.mints, room.dataset['connection'], one(box, 'p').textContent]).to.deep.equal([
      0,
      undefined,
      'as written',
    ]);
  });
});
