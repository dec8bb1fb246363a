import type { Page } from 'playwright-core';
import type { UTDCallElement } from '../../../src/elements/call/call.ts';
import { audible, eventually, listen } from './heard.ts';
import type { Journey } from './journey.ts';

/** A second of a tone of 440 Hz, as the address of a WAV file with 8,000 samples of 8 bits. */
function toneAddress(): string {
  const rate = 8_000;
  const samples = Array.from(
    { length: rate },
    (_, at) => 128 + 100 * Math.sin((at / rate) * 440 * 2 * Math.PI),
  );
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + rate, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(rate, 40);
  return `data:audio/wav;base64,${Buffer.concat([header, Buffer.from(samples)]).toString('base64')}`;
}

/** A call as markup, with everything that a journey clicks. */
export const callMarkup = (attributes: string) => `
  <utd-call ${attributes}>
    <button command="--call">Call</button>
    <button command="--accept">Answer</button>
    <button command="--reject">Decline</button>
    <button command="--end">Hang up</button>
    <button command="--toggle-microphone">Microphone</button>
    <button command="--toggle-camera">Camera</button>
    <utd-stage><template>
      <utd-participant class="tile"><utd-video style="width: 320px"></utd-video><b data-utd-text="name"></b></utd-participant>
    </template></utd-stage>
    <utd-status>
      <output class="peer" data-utd-text="peer"></output>
      <output class="ended" data-utd-text="ended"></output>
      <output class="reason" data-utd-text="reason"></output>
      <output class="duration" data-utd-text="duration"></output>
      <output class="error" data-utd-text="error"></output>
    </utd-status>
    <audio slot="ring" src="${toneAddress()}" loop></audio>
  </utd-call>`;

/** Opens a window in which a person of this identity, and of the same name, calls and is called. */
export const openCall = (house: Journey, identity: string, more = ''): Promise<Page> =>
  house.open(callMarkup(`identity="${identity}" name="${identity}" ${more}`));

/** Shows a call in a page, with the signalling plane of the person who is logged in there. */
async function showCall(page: Page, identity: string, more: string): Promise<void> {
  const markup = callMarkup(`identity="${identity}" name="${identity}" ${more}`);
  await page.evaluate((markup) => {
    document.body.innerHTML = `<utd-signal token-url="/signal-token">${markup}</utd-signal>`;
  }, markup);
  await page.waitForSelector('utd-signal[data-state="connected"]');
}

/** Opens a window in which a person calls, and whose calls ring. @param identity letters and digits */
export async function openRinging(house: Journey, identity: string, more = ''): Promise<Page> {
  const page = await house.open('');
  await page.evaluate(async (name) => {
    const body = new FormData();
    body.set('name', name);
    await fetch('/login', { method: 'POST', body });
  }, identity);
  await showCall(page, identity, more);
  return page;
}

/** Opens another tab of the same person beside a window. */
export async function openBeside(page: Page, identity: string, more = ''): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await showCall(tab, identity, more);
  return tab;
}

/** Whether the tone of a call plays in a page. */
export const sounds = (page: Page): Promise<boolean> =>
  inCall(page, (call) => call.querySelector<HTMLAudioElement>('audio[slot="ring"]')?.paused === false);

/** Runs `work` with the page's call. */
export const inCall = <T, A = undefined>(
  page: Page,
  work: (call: UTDCallElement, about: A) => T | Promise<T>,
  about?: A,
): Promise<T> => page.locator('utd-call').evaluate(work as never, about);

/** Waits until the call of a page has this status. */
export const callIs = (page: Page, status: string) => page.waitForSelector(`utd-call[data-call="${status}"]`);

/** Whether a page plays the sound of a person, soon. */
export const hears = (page: Page, from: string): Promise<boolean> =>
  eventually(async () => (await listen(page, { from })).loudest > audible);

/** Calls in a page at a time of the machine's clock. */
export const startAt = (page: Page, calleeIdentity: string, at: number): Promise<void> =>
  inCall(
    page,
    async ({ session }, { calleeIdentity, at }: { calleeIdentity: string; at: number }) => {
      await new Promise((resolve) => setTimeout(resolve, at - Date.now()));
      await session.ring.start({ calleeIdentity });
    },
    { calleeIdentity, at },
  );

/** The id of the call of a page. */
export async function callIdIn(page: Page): Promise<string> {
  await page.waitForFunction(() => document.querySelector('utd-call')?.session?.ring.callId.get());
  return (await inCall(page, ({ session }) => session.ring.callId.get()))!;
}

/** Tells a page without a signalling plane which call to answer. */
export const answers = (page: Page, id: string): Promise<void> =>
  inCall(page, ({ session }, call: string) => session.ring.accept(call), id);

/** Everything that a page holds open: peer connections, and tracks of devices. The log begins with the first call. */
export const openIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [
      ...(window as unknown as { connections: RTCPeerConnection[] }).connections.filter(
        ({ connectionState }) => connectionState !== 'closed',
      ),
      ...(window as unknown as { tracks: MediaStreamTrack[] }).tracks.filter(
        ({ readyState }) => readyState === 'live',
      ),
    ].map((each) => ('kind' in each ? each.kind : 'connection')),
  );

/** Notes the peer connections and the tracks of devices that a page opens from now on. */
export const logOpen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const connections: RTCPeerConnection[] = [];
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { connections, tracks });
    const Real = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
    const { mediaDevices } = navigator;
    const real = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (asked) => {
      const stream = await real(asked);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
