import type { Page } from 'playwright-core';
import type { UTDLiveStreamElement } from '../../../src/elements/live-stream/live-stream.ts';
import { eventually } from './heard.ts';
import type { Journey } from './journey.ts';

const audienceList = `
    <utd-participants only="audience"><ul><template>
      <li class="viewer"><utd-participant><b data-utd-text="name"></b> <button command="--invite-to-stage">Invite</button></utd-participant></li>
    </template></ul></utd-participants>`;

/** A live stream as markup, with everything that a journey clicks. */
export const streamMarkup = (attributes: string, more = '') =>
  stageMarkup(attributes, `${audienceList}${more}`);

const stageMarkup = (attributes: string, more: string) => `
  <utd-live-stream ${attributes}>
    <utd-stage><template>
      <utd-participant class="tile">
        <utd-video style="width: 320px"></utd-video>
        <b data-utd-text="name"></b>
        <button command="--remove-from-stage">Off the stage</button>
      </utd-participant>
    </template></utd-stage>
    <utd-requests><template><p class="request"><b data-utd-text="name"></b> <button command="--approve">Yes</button></p></template></utd-requests>
    <utd-invitations><template><p class="invitation"><b data-utd-text="name"></b> <button command="--accept">Come</button></p></template></utd-invitations>
    <utd-status><output class="viewers" data-utd-text="viewers"></output><time data-utd-attr-datetime="liveStartedAt"></time></utd-status>
    <button command="--preview">Preview</button>
    <button command="--go-live">Go live</button>
    <button command="--end-live">End</button>
    <button command="--request-stage">Raise a hand</button>
    <button command="--leave-stage">Leave the stage</button>
    <button command="--toggle-camera">Camera</button>
    <button command="--leave">Leave</button>
    ${more}
  </utd-live-stream>`;

/**
 * The same with tiles so small that a whole stage is on the screen at once, and without the list of viewers: that reads
 * the engine every few seconds, and a fault that hits a read is told as an error.
 */
export const smallStreamMarkup = (attributes: string, more = '') =>
  stageMarkup(
    attributes,
    `<style>.tile { display: inline-block } .tile utd-video { width: 128px !important }</style>${more}`,
  );

export const inStream = (page: Page) => page.waitForSelector('utd-live-stream[data-connection="connected"]');

/** Opens a window in which a participant of this identity, and of the same name, is in a live stream. */
export async function openStream(house: Journey, identity: string, room: string, more = ''): Promise<Page> {
  const page = await house.open(
    streamMarkup(`room="${room}" identity="${identity}" name="${identity}" ${more}`),
  );
  await inStream(page);
  return page;
}

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

export const tileOf = (page: Page, name: string) => page.locator('.tile', { hasText: name });

/** Whether the tile of a participant shows a picture that moves: two looks at a canvas differ. */
export async function moves(page: Page, name: string): Promise<boolean> {
  const tile = tileOf(page, name);
  if ((await tile.count()) === 0) return false;
  return tile.first().evaluate(async (element) => {
    const video = element.querySelector('utd-video')?.shadowRoot?.querySelector('video');
    if (!video?.videoWidth) return false;
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 });
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    const look = () => {
      context.drawImage(video, 0, 0, 64, 36);
      return [...context.getImageData(0, 0, 64, 36).data];
    };
    const before = look();
    await new Promise((resolve) => setTimeout(resolve, 250));
    const after = look();
    return before.some((each, index) => Math.abs(each - after[index]!) > 16);
  });
}

export const seesMoving = (page: Page, name: string, seconds?: number) =>
  eventually(() => moves(page, name), seconds);

/** Runs `work` with the page's live stream. */
export const inSession = <T>(
  page: Page,
  work: (stream: UTDLiveStreamElement) => T | Promise<T>,
): Promise<T> => page.locator('utd-live-stream').evaluate(work);
