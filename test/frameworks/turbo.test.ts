import { renderStreamMessage, type StreamElement } from '@hotwired/turbo';
import { checkFramework, type Framework } from './check-framework.ts';
import { renderMarkup } from './room-page.ts';

/**
 * A page whose content comes by Turbo Streams. Visits and `data-turbo-permanent` have a journey.
 *
 * @param method the attribute `method` of the stream
 */
const mountBy =
  (method: 'replace' | 'morph'): Framework['mount'] =>
  async (box, first, heard) => {
    box.id = 'page';
    box.addEventListener('utd-seat-update', heard);
    const render = async (state = first) => {
      renderStreamMessage(
        `<turbo-stream action="update" method="${method}" target="page"><template>${renderMarkup(state)}</template></turbo-stream>`,
      );
      await document.querySelector<StreamElement>('turbo-stream')!.render();
    };
    await render();
    return { render };
  };

checkFramework('Turbo that replaces', { abilities: ['renders'], mount: mountBy('replace') });
checkFramework('Turbo that morphs', { abilities: ['renders', 'keeps'], mount: mountBy('morph') });
