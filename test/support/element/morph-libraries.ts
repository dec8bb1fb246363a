import alpineMorph from '@alpinejs/morph';
import alpine from 'alpinejs';
import { Idiomorph } from 'idiomorph';
import morphdom from 'morphdom';

/** Changes the children of a box to this markup, and keeps elements that are in both. */
export type Morph = (box: Element, markup: string) => unknown;

const rendered = (box: Element, markup: string): Element => {
  const fresh = box.cloneNode() as Element;
  fresh.innerHTML = markup;
  return fresh;
};

alpine.plugin(alpineMorph);
const { morph } = alpine as typeof alpine & { morph(from: Element, to: string): void };

/** A browser gets the ES module of morphdom, and its types are those of the CommonJS file. */
const domMorph = morphdom as unknown as typeof morphdom.default;

/** The library of htmx and Turbo, that of Phoenix LiveView, and that of Livewire. */
export const morphLibraries = {
  Idiomorph: (box, markup) => Idiomorph.morph(box, markup, { morphStyle: 'innerHTML' }),
  morphdom: (box, markup) => domMorph(box, rendered(box, markup)),
  'Alpine’s morph': (box, markup) => morph(box, rendered(box, markup).outerHTML),
} satisfies Record<string, Morph>;
