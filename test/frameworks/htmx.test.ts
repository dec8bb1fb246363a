import 'htmx.org';
import type { Htmx } from 'htmx.org';
import { checkFramework, type Framework } from './check-framework.ts';
import { renderMarkup } from './room-page.ts';

/** The package sets it. */
declare const htmx: Htmx;

/**
 * A page whose content comes by htmx.
 *
 * @param swap the value of `hx-swap`
 * @param attributes of the room
 */
const mountBy =
  (swap: string, attributes = ''): Framework['mount'] =>
  async (target, first, heard) => {
    // The code of `hx-on:` sees what is global.
    Object.assign(window, { heard });
    const room = `hx-on:utd-seat-update="heard(event)" ${attributes}`;
    const render = (state = first) => htmx.swap({ text: renderMarkup(state, room), target, swap });
    await render();
    return { render };
  };

checkFramework('htmx that swaps', { abilities: ['renders'], mount: mountBy('innerHTML') });
checkFramework('htmx that morphs', { abilities: ['renders', 'keeps'], mount: mountBy('innerMorph') });
checkFramework('htmx that swaps, with hx-preserve', {
  abilities: ['keeps'],
  mount: mountBy('innerHTML', 'hx-preserve'),
});
