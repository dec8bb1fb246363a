/** The page of a CMS: a host's live session, and a place for what strangers write. */
import DOMPurify, { type Config } from 'dompurify';
import '../../../src/define.ts';

const room = document.querySelector('utd-audio-room')!;
const comments = document.querySelector('#comments')!;
const media = navigator.mediaDevices;
let captures = 0;
for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
  const open = media[name].bind(media);
  media[name] = (asked) => (captures++, open(asked));
}

// A submit would lead to another page; whoever else listens has heard it by then.
window.addEventListener('submit', (event) => event.preventDefault());

const seats = () =>
  room.session.seats.grid
    .get()
    .seats.map(({ identity, locked, silenced }) => identity ?? { locked, silenced });

const cms = {
  session: room.session,
  purify: (html: string, config: Config): string => DOMPurify.sanitize(html, config),

  /** Shows a comment. Where there is something to click. */
  show(html: string): { x: number; y: number }[] {
    comments.innerHTML = html;
    return [...comments.querySelectorAll('button, label, summary, a, input, select, p, b, img, div')]
      .slice(0, 4)
      .map((each) => each.getBoundingClientRect())
      .filter(({ width, height }) => width && height)
      .map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }));
  },
  /** Gives the focus to the next thing that takes it. */
  focus: (index: number): boolean => {
    const all = comments.querySelectorAll<HTMLElement>('button, summary, a, input, select');
    all[index]?.focus();
    return index < all.length;
  },
  state: () => ({
    captures,
    connection: room.session.connection.state.get(),
    seats: JSON.stringify(seats()),
    microphone: room.session.media.micEnabled.get(),
  }),
  /** As it was before. */
  async restore() {
    comments.replaceChildren();
    const { session } = room;
    if (session.connection.state.get() !== 'connected') await session.join();
    if (session.media.micEnabled.get()) await session.media.setMicrophone(false);
    if (session.seats.mine.get()?.index !== 0) await session.seats.take(0, { microphone: false });
  },
};

declare global {
  interface Window {
    cms: typeof cms;
  }
}

window.cms = cms;
