import { checkFramework } from './check-framework.ts';
import { renderMarkup } from './room-page.ts';

checkFramework('plain HTML, whose markup a script writes again', {
  abilities: ['renders'],
  mount(box, state, heard) {
    box.addEventListener('utd-seat-update', heard);
    box.innerHTML = renderMarkup(state);
    return { render: (state) => void (box.innerHTML = renderMarkup(state)) };
  },
});
