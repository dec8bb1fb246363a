import { swapFunctions } from 'astro/virtual-modules/transitions-swap-functions.js';
import { checkFramework, type Framework } from './check-framework.ts';
import { renderMarkup } from './room-page.ts';

/**
 * A page that Astro's client router swaps.
 *
 * @param attributes of the room, as Astro writes them for its directives
 */
const mountWith =
  (attributes: string): Framework['mount'] =>
  (_, first, heard) => {
    document.addEventListener('utd-seat-update', heard);
    const render = (state = first) => {
      const next = new DOMParser().parseFromString(renderMarkup(state, attributes), 'text/html');
      const restoreFocus = swapFunctions.saveFocus();
      swapFunctions.swapBodyElement(next.body, document.body);
      restoreFocus();
    };
    render();
    return {
      render,
      unmount() {
        document.removeEventListener('utd-seat-update', heard);
        document.body.replaceChildren();
      },
    };
  };

checkFramework("Astro's client router", { abilities: ['renders'], mount: mountWith('') });
checkFramework("Astro's client router, with transition:persist", {
  abilities: ['keeps'],
  mount: mountWith('data-astro-transition-persist="room"'),
});
