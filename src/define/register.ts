import { version } from '../model/version.ts';
import { tags } from './tags.ts';

/** A copy of the library, for a page to know it by: two copies of one version are two objects. */
interface Copy {
  readonly version: string;
}

const mark = Symbol.for('utd-stream-elements');
type Claimed = typeof globalThis & { [mark]?: Copy };

const copy: Copy = { version };
let claimed: boolean | undefined;

/**
 * Claims every tag, also those that are not loaded yet: elements of two copies in one page would not see each other's
 * signals, so the first copy wins, whole. A second one says once that it lost.
 */
export function claim(page: Claimed = globalThis): boolean {
  return (claimed ??= tryToClaim(page));
}

function tryToClaim(page: Claimed): boolean {
  const first = page[mark];
  if (first === undefined && !tags.some((tag) => customElements.get(tag))) {
    page[mark] = copy;
    return true;
  }
  if (first?.version !== version)
    console.warn(
      `utd-stream-elements ${version} was not registered: ${first?.version ?? 'something else'} came first in this page.`,
    );
  return false;
}

/** Registers elements in the order in which they are given, unless another copy has claimed the page. Does nothing in Node. */
export function register(elements: Readonly<Record<string, CustomElementConstructor>>): void {
  if (typeof customElements === 'undefined' || !claim()) return;
  for (const [tag, element] of Object.entries(elements))
    if (!customElements.get(tag)) customElements.define(tag, element);
}
