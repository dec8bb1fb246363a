import { flushSync, hydrate, mount, unmount, type Component } from 'svelte';
import { hmr, HMR } from 'svelte/internal/client';
import { render } from 'svelte/server';
import { checkFramework } from './check-framework.ts';
import type { PageState } from './room-page.ts';
import written from './svelte-page.svelte';
import onServer from './svelte-page.svelte?server';

/** A compiled component is a function. */
const Page = written as unknown as Component<
  { first: PageState; heard: (event: Event) => void; deferred?: boolean },
  { render: (state: PageState) => void }
>;

checkFramework('Svelte', {
  abilities: ['renders', 'keeps', 'properties', 'reloads'],
  mount(target, first, heard) {
    // A development server wraps each component so.
    const wrapped = hmr(Page);
    const page = mount(wrapped, { target, props: { first, heard } });
    return {
      render: (state) => flushSync(() => page.render(state)),
      reload() {
        const edited: typeof Page = (internals, props) =>
          Page(internals, { ...props, first: { ...props.first, route: 'edited' } });
        flushSync(() => wrapped[HMR].update(hmr(edited)));
      },
      unmount: () => unmount(page),
    };
  },
});

checkFramework('Svelte that hydrates the markup of a server', {
  abilities: ['renders', 'keeps', 'properties'],
  mount(box, first, heard) {
    const props = { first, heard, deferred: true };
    box.innerHTML = render(onServer as unknown as typeof Page, { props }).body;
    // Without `recover` a difference between both is an error.
    const page = flushSync(() => hydrate(Page, { target: box, props, recover: false }));
    return {
      render: (state) => flushSync(() => page.render(state)),
      unmount: () => unmount(page),
    };
  },
});
