import { UTDStreamError } from '../../errors/errors.ts';
import type { Device } from '../../model/device.ts';

/** A kind of audio output, as the session asks for one. */
export type OutputWish = 'headset' | 'loudspeaker' | 'earpiece';

// Browsers give no other property than the label. The labels of Chromium on Android are "Speakerphone", "Headset
// earpiece" (the phone's own), "Wired headset" and "Bluetooth headset" among others.
const labelPatterns: Readonly<Record<OutputWish, RegExp>> = {
  headset: /bluetooth|(?<!\w)headset(?! earpiece)|headphone|earbud|airpod/i,
  loudspeaker: /speakerphone|loudspeaker/i,
  earpiece: /earpiece/i,
};

/** Whether the browser plays by another output than its default. */
export const canSelectOutput = (): boolean =>
  typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype;

const outputs = (all: readonly Device[]) => all.filter(({ kind }) => kind === 'audiooutput');
const findOutput = (all: readonly Device[], wish: OutputWish) =>
  outputs(all).find(({ label }) => labelPatterns[wish].test(label));

/** The id of the chosen output; an empty text for the browser's default, which the list has first. */
export function chosenOutputId(all: readonly Device[]): string {
  const at = outputs(all).findIndex(({ chosen }) => chosen);
  return at > 0 ? outputs(all)[at]!.id : '';
}

/** Whether a phone's earpiece is listed, and whether another output plays. */
export function loudspeakerState(all: readonly Device[]): { earpiece: boolean; on: boolean } {
  const earpiece = findOutput(all, 'earpiece');
  return { earpiece: !!earpiece, on: !earpiece?.chosen };
}

/**
 * The output of a kind, or the default one; an earpiece has no substitute.
 *
 * @throws {UTDStreamError} `unsupported`
 */
export function matchingOutput(wish: OutputWish, all: readonly Device[]): Device {
  const found = findOutput(all, wish) ?? (wish === 'earpiece' ? undefined : outputs(all)[0]);
  if (found) return found;
  throw new UTDStreamError('unsupported', `play by the ${wish}`, {
    happened: canSelectOutput() ? `no ${wish} is listed` : 'this browser plays by its default only',
    fix: 'Choose it in the settings of the system.',
  });
}
