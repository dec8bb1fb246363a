/** A page that shows a film by `<utd-video>`. */
import { elements } from '../../../src/define/picture-elements.ts';
import type { FilmController } from '../fakes/film-controller.ts';
import { pixelsOf } from './film-viewer.ts';

const videos = () => [...document.querySelectorAll('utd-video')];

export const filmVideos = (session: () => FilmController) => ({
  /** Puts markup into the page, whose videos show the session of the page. */
  mount(markup: string): void {
    // The copy of the package that the page has loaded claims all tags, and this session is of another copy.
    for (const [tag, element] of Object.entries(elements))
      if (!customElements.get(tag)) customElements.define(tag, element);
    document.body.innerHTML = markup;
    for (const each of videos()) each.session = session();
  },
  /** `identity: states` of every video. */
  states: () => videos().map(({ identity, dataset }) => `${identity}: ${dataset['utdState'] ?? ''}`),
  /** Does `change`, and gives the milliseconds until a video presents a frame of at least this width. */
  timeToFrame(change: () => void, width: number): Promise<number> {
    const [element] = videos();
    const inner = element!.shadowRoot!.querySelector('video')!;
    const begun = performance.now();
    return new Promise((resolve) => {
      const look: VideoFrameRequestCallback = (now, frame) => {
        if (frame.width >= width) resolve(Math.round(now - begun));
        else inner.requestVideoFrameCallback(look);
      };
      change();
      inner.requestVideoFrameCallback(look);
    });
  },
  /** Identities whose picture moves: two looks at each differ. */
  async moving(): Promise<string[]> {
    const look = () =>
      new Map(
        videos().map((each) => {
          const inner = each.shadowRoot?.querySelector('video');
          return [each.identity, inner?.videoWidth ? pixelsOf(inner).pixels : undefined];
        }),
      );
    const before = look();
    await new Promise((resolve) => setTimeout(resolve, 400));
    const after = look();
    return [...before].flatMap(([identity, pixels]) => {
      const later = after.get(identity);
      return pixels && later && pixels.some((each, index) => Math.abs(each - later[index]!) > 16)
        ? [identity]
        : [];
    });
  },
});
