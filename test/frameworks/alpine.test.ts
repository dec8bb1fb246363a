import Alpine from 'alpinejs';
import { checkFramework } from './check-framework.ts';
import { seatPattern } from './room-page.ts';

const markup = `
  <div x-data="page">
    <h1 x-text="route"></h1>
    <template x-if="there">
      <test-room
        app-id="1234567890" room="lobby" :as-host="host" :muted="muted" :seat-count="seats"
        x-effect="$el.rtcConfig = rtcConfig" @utd-seat-update="heard($event)"
      >
        <utd-seats><template>${seatPattern}</template></utd-seats>
        <template x-for="each in people" :key="each">
          <utd-participant :identity="each"><i data-utd-text="name"></i></utd-participant>
        </template>
        <template x-if="status">
          <utd-status><output data-utd-text="count"></output></utd-status>
        </template>
        <button command="--leave-seat">Get up</button>
      </test-room>
    </template>
  </div>`;

Alpine.start();

checkFramework('Alpine', {
  abilities: ['renders', 'keeps', 'properties'],
  async mount(box, first, heard) {
    const page = Alpine.reactive({ ...first });
    Alpine.data('page', () => page);
    Object.assign(page, { heard });
    box.innerHTML = markup;
    await Alpine.nextTick();
    return {
      async render(state) {
        Object.assign(page, state);
        await Alpine.nextTick();
      },
    };
  },
});
