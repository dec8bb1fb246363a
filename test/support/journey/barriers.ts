import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { unusableControls } from './controls.ts';

declare global {
  interface Window {
    readonly axe: { run(options: RunOptions): Promise<AxeResults> };
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Waits for transitions: a colour on its way to another one has no contrast that counts. */
const atRest = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    // Two frames: a change of the colour scheme begins its transitions with the next one.
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });

/** The findings of axe-core in the page as it stands, as "rule: selectors". */
async function violationsIn(page: Page, options: RunOptions): Promise<string[]> {
  await atRest(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (options) => window.axe.run({ ...options, resultTypes: ['violations'] }),
    options,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, any }) => `${id}: ${target.join(' ')} ${any.map(({ message }) => message).join(' ')}`,
    ),
  );
}

/** Elements that reach beyond the side of the window, where the page scrolls to them. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const wide = [...document.querySelectorAll('*')].filter(
      (each) => each.getBoundingClientRect().right > innerWidth,
    );
    return wide.map((each) => `wider than the window: ${each.localName}.${each.className}`);
  });

/** Animations that run although the person wants none, which `atRest` would not wait for. */
const inMotion = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document.getAnimations().map(({ effect }) => {
      const target = effect instanceof KeyframeEffect ? effect.target : null;
      return `moves: ${target?.localName}.${target?.className}`;
    }),
  );

/** How a person looks at a page. */
interface Setting {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** The size of the browser's text, in CSS pixels. */
  readonly text: number;
  readonly colours: 'light' | 'dark' | 'forced';
  /** Rules of axe-core: all of them, those that colours change, or none. Width, controls and motion are looked at always. */
  readonly rules: 'all' | 'colours' | 'none';
}

/** The window of a desk, and the narrowest phone. */
const desk = { width: 1280, height: 900, text: 16 };
const phone = { ...desk, width: 320 };

/** The page and its text at 200 %: a window of 1280 × 800 then has half as many CSS pixels in each direction. */
const enlarged: readonly Setting[] = [
  { ...desk, width: 640, height: 400, colours: 'light', rules: 'none' },
  { ...desk, text: 32, colours: 'light', rules: 'none' },
];

/** Each width and each colour once, and 200 %. */
export const briefly: readonly Setting[] = [
  { ...desk, colours: 'light', rules: 'all' },
  { ...phone, colours: 'dark', rules: 'colours' },
  { ...phone, colours: 'forced', rules: 'none' },
  ...enlarged,
];

/** Each colour at each width, and 200 %. */
export const thoroughly: readonly Setting[] = [
  ...[desk, phone].flatMap((window) => [
    { ...window, colours: 'light', rules: 'all' } as const,
    { ...window, colours: 'dark', rules: 'all' } as const,
    { ...window, colours: 'forced', rules: 'none' } as const,
  ]),
  ...enlarged,
];

const options = { all: {}, colours: { runOnly: ['color-contrast'] } } satisfies Record<string, RunOptions>;

async function show(
  page: Page,
  { width, height, text }: Pick<Setting, 'width' | 'height' | 'text'>,
): Promise<void> {
  await page.setViewportSize({ width, height });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: text, fixed: text } });
  await devtools.detach();
}

/** The barriers of the page as it stands, in these settings. */
export async function barriersIn(page: Page, settings: readonly Setting[]): Promise<string[]> {
  const found: string[] = [];
  for (const setting of settings) {
    const { width, height, text, colours, rules } = setting;
    await show(page, setting);
    const media = {
      reducedMotion: 'reduce',
      forcedColors: colours === 'forced' ? 'active' : 'none',
    } as const;
    await page.emulateMedia({ ...media, colorScheme: colours === 'dark' ? 'dark' : 'light' });
    const barriers = rules === 'none' ? [] : await violationsIn(page, options[rules]);
    for (const look of [tooWide, unusableControls, inMotion]) barriers.push(...(await look(page)));
    found.push(...barriers.map((each) => `${width} × ${height} px, text ${text} px, ${colours}: ${each}`));
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: null });
  await show(page, desk);
  return found;
}
