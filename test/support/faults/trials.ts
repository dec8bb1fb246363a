import type { Defect } from './altered.ts';
import { casts, type Cast } from './cast.ts';
import { sceneIn, type Scene } from './fault-scene.ts';
import { later, type Fault } from './fault.ts';
import type { OwnJourney } from '../journey/journey.ts';
import { spoils, survive } from '../journey/survival.ts';

/** A fault, in a room whose page may have defects. */
export interface Trial {
  readonly fault: Fault;
  readonly cast?: Cast;
  readonly defects?: readonly Defect[];
}

/** Tries all these, several at once, each in a room that the one before left as it was. What was wrong with each. */
async function tryAll<T extends Trial>(
  house: OwnJourney,
  trials: readonly T[],
  atOnce: number,
): Promise<(readonly [T, readonly string[]])[]> {
  const left = [...trials];
  const found: (readonly [T, readonly string[]])[] = [];
  const one = async () => {
    let scene: Scene | undefined;
    try {
      for (let trial = left.shift(); trial; trial = left.shift()) {
        const { fault, defects, cast } = trial;
        scene ??= await sceneIn(house, { defects, cast });
        // A defect need not be told with its figure.
        const wrong = await survive(scene, fault, defects ? 1 : 12);
        found.push([trial, wrong]);
        if (!defects && !wrong.length && !spoils(fault)) continue;
        await scene.close();
        scene = undefined;
      }
    } finally {
      await scene?.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, trials.length) }, one));
  return found;
}

/** What was wrong with any of these faults, in sentences. */
export async function wrongOf(
  house: OwnJourney,
  faults: readonly Fault[],
  atOnce: number,
  cast: Cast = casts.speaker,
): Promise<string[]> {
  const trials = faults.map((fault) => ({ fault, cast }));
  const found = await tryAll(house, trials, atOnce);
  const session = `The session of ${cast.name}`;
  return found.flatMap(([{ fault }, wrong]) => wrong.map((each) => `${session} ${fault.name}: ${each}`));
}

/**
 * What was wrong with any of these sequences, in sentences: each fault comes upon what the one before has left, until
 * something is wrong. How soon each is over is for a session that has settled: in a row there is more time.
 */
export async function wrongInSequence(
  house: OwnJourney,
  sequences: readonly (readonly Fault[])[],
  atOnce: number,
): Promise<string[]> {
  const left = [...sequences];
  const found: string[] = [];
  const one = async () => {
    for (let faults = left.shift(); faults; faults = left.shift()) {
      const scene = await sceneIn(house);
      try {
        const been: string[] = [];
        for (const fault of faults) {
          been.push(fault.name);
          const wrong = await survive(scene, { ...fault, backWithin: later }, 12);
          found.push(...wrong.map((each) => `A session ${been.join(', then ')}: ${each}`));
          if (wrong.length) break;
        }
      } finally {
        await scene.close();
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return found;
}

/** A defect, and how the check tells it that must. */
export interface Canary extends Trial {
  readonly name: string;
  readonly caught: RegExp;
}

/** The defects that went by unseen, in sentences. */
export async function missedOf(
  house: OwnJourney,
  canaries: readonly Canary[],
  atOnce: number,
): Promise<string[]> {
  const found = await tryAll(house, canaries, atOnce);
  return found
    .filter(([{ caught }, wrong]) => !wrong.some((each) => caught.test(each)))
    .map(([{ name }, wrong]) => `A session ${name}: ${wrong.join('; ') || 'nothing was wrong'}`);
}
