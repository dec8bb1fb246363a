import { flushSync, mount, unmount, type Component } from 'svelte';
import { hmr, HMR } from 'svelte/internal/client';
import { checkFramework } from './check-framework.ts';
import type { PageState } from './room-page.ts';
import written from './svelte-page.svelte';

/** A compiled component is a function. */
const Page = written as unknown as Component<
  { first: PageState; heard: (event: Event) => void },
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
