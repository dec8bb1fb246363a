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

const script = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

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
async function violationsIn(page: Page): Promise<string[]> {
  await atRest(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(script);
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
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
  /** Whether axe-core looks too. Width, controls and motion are looked at always. */
  readonly axe: boolean;
}

/** The window of a desk, and the narrowest phone. */
const desk = { width: 1280, height: 900, text: 16 };
const phone = { ...desk, width: 320 };

/** The page and its text at 200 %: a window of 1280 × 800 then has half as many CSS pixels in each direction. */
const enlarged: readonly Setting[] = [
  { ...desk, width: 640, height: 400, colours: 'light', axe: false },
  { ...desk, text: 32, colours: 'light', axe: false },
];

/** Each colour at each width, and 200 %. */
const settings: readonly Setting[] = [
  ...[desk, phone].flatMap((window) => [
    { ...window, colours: 'light', axe: true } as const,
    { ...window, colours: 'dark', axe: true } as const,
    { ...window, colours: 'forced', axe: false } as const,
  ]),
  ...enlarged,
];

async function show(
  page: Page,
  { width, height, text }: Pick<Setting, 'width' | 'height' | 'text'>,
): Promise<void> {
  await page.setViewportSize({ width, height });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: text, fixed: text } });
  await devtools.detach();
}

/** The barriers of the page as it stands, in each setting. */
export async function barriersIn(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const setting of settings) {
    const { width, height, text, colours, axe } = setting;
    await show(page, setting);
    const media = {
      reducedMotion: 'reduce',
      forcedColors: colours === 'forced' ? 'active' : 'none',
    } as const;
    await page.emulateMedia({ ...media, colorScheme: colours === 'dark' ? 'dark' : 'light' });
    const barriers = axe ? await violationsIn(page) : [];
    for (const look of [tooWide, unusableControls, inMotion]) barriers.push(...(await look(page)));
    found.push(...barriers.map((each) => `${width} × ${height} px, text ${text} px, ${colours}: ${each}`));
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: null });
  await show(page, desk);
  return found;
}
