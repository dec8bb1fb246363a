import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { neverReached, type JourneyName, type Timing, type Way } from './abort-names.ts';
import { altered, pointed, type Defect } from './altered.ts';
import type { Journey } from '../journey/journey.ts';

let pages = 0;

/** A page in which a session can be ended at any await point of our own code. */
async function abortPage(house: Journey, defect?: Defect): Promise<Page> {
  const { outputFiles } = await build({
    entryPoints: ['test/support/faults/abort-page.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    plugins: [altered(defect ? [defect] : [], pointed)],
  });
  const path = `/aborts-${++pages}`;
  house.stack.pages.put(`${path}.js`, outputFiles[0]!.text);
  house.stack.pages.put(
    path,
    `<!doctype html><html><head></head><body><script type="module" src="${path}.js"></script></body></html>`,
  );
  const page = await house.visit(path);
  await page.waitForFunction(() => 'aborts' in window);
  return page;
}

export interface Abort {
  readonly journey: JourneyName;
  readonly way: Way;
  readonly point: string;
  readonly timing: Timing;
}

/** Makes all these, in several pages at once: a page waits more than it works. What was wrong, if anything. */
export async function abortAll(house: Journey, aborts: readonly Abort[], defect?: Defect): Promise<string[]> {
  const left = [...aborts];
  const wrong: string[] = [];
  const one = async () => {
    const page = await abortPage(house, defect);
    for (let abort = left.shift(); abort; abort = left.shift()) {
      const { journey, way, point, timing } = abort;
      const asked = { journey, way, point, timing };
      const once = () =>
        page.evaluate(
          ({ journey, way, point, timing }) => window.aborts.at(journey, way, point, timing),
          asked,
        );
      let found = await once();
      // Whether something is waited for can hang on which of two messages is faster.
      for (let more = 9; more && found[0] === neverReached; more--) found = await once();
      wrong.push(...found.map((each) => `${way}, to ${journey}, as “${point}” ${timing}: ${each}`));
    }
  };
  await Promise.all(aborts.length > 1 ? [one(), one()] : [one()]);
  return wrong;
}

/** The await points that a journey passes. */
export async function pointsOf(house: Journey, journey: JourneyName): Promise<string[]> {
  const page = await abortPage(house);
  return page.evaluate((name) => window.aborts.points(name), journey);
}
