import { UTDStreamError } from '../../errors/errors.ts';
import type { Device } from '../../model/shapes.ts';

/** What sound is to come out of. */
export type OutputWish = 'headset' | 'loudspeaker' | 'earpiece';

// By their labels, since browsers tell nothing else. The names of Chromium on Android among them are
// "Speakerphone", "Headset earpiece" (which is the phone's own), "Wired headset" and "Bluetooth headset".
const looks: Readonly<Record<OutputWish, RegExp>> = {
  headset: /bluetooth|(?<!\w)headset(?! earpiece)|headphone|earbud|airpod/i,
  loudspeaker: /speakerphone|loudspeaker/i,
  earpiece: /earpiece/i,
};

/** Whether sound can be sent anywhere but to the browser's default. */
export const routes = (): boolean =>
  typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype;

const outputs = (all: readonly Device[]) => all.filter(({ kind }) => kind === 'audiooutput');
const find = (all: readonly Device[], wish: OutputWish) =>
  outputs(all).find(({ label }) => looks[wish].test(label));

/** The output to play by: its id, or an empty text where it is the browser's default, which is listed first. */
export function outputOf(all: readonly Device[]): string {
  const at = outputs(all).findIndex(({ chosen }) => chosen);
  return at > 0 ? outputs(all)[at]!.id : '';
}

/** Whether a phone's earpiece is listed, and whether sound comes out loud. */
export function speakerOf(all: readonly Device[]): { earpiece: boolean; on: boolean } {
  const earpiece = find(all, 'earpiece');
  return { earpiece: !!earpiece, on: !earpiece?.chosen };
}

/**
 * The output that does, or the default; but no other does for an earpiece.
 *
 * @throws {UTDStreamError} `unsupported`
 */
export function outputFor(wish: OutputWish, all: readonly Device[]): Device {
  const found = find(all, wish) ?? (wish === 'earpiece' ? undefined : outputs(all)[0]);
  if (found) return found;
  throw new UTDStreamError('unsupported', `play by the ${wish}`, {
    happened: routes() ? `no ${wish} is listed` : 'this browser plays by its default only',
    fix: 'Choose it in the settings of the system.',
  });
}
