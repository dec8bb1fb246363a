import type { Page } from 'playwright-core';
import type { UTDAudioRoomElement } from '../../../src/elements/audio-room/audio-room.ts';

/** A room as markup, with everything that a journey clicks. */
export const roomMarkup = (attributes: string, more = '') => `
  <utd-audio-room ${attributes}>
    <utd-seats><template>
      <utd-seat level>
        <b slot="taken" data-utd-text="name"></b>
        <button slot="empty" command="--take">Sit here</button>
      </utd-seat>
    </template></utd-seats>
    <utd-participants><ul><template><li data-utd-text="name"></li></template></ul></utd-participants>
    <utd-status><output data-utd-text="ended"></output></utd-status>
    <button command="--toggle-microphone">Microphone</button>
    <button command="--leave-seat">Stand up</button>
    <button command="--leave">Leave</button>
    <button command="--join">Join</button>
    ${more}
  </utd-audio-room>`;

export const connected = (page: Page) => page.waitForSelector('utd-audio-room[data-connection="connected"]');
export const seat = (page: Page, index: number) => page.locator('utd-seat').nth(index);
export const sit = (page: Page, index: number) => seat(page, index).locator('button').click();
/** Waits until a page shows who sits where; `null` is an empty seat. */
export const sees = (page: Page, index: number, name: string | null) =>
  name === null
    ? seat(page, index).locator('button').waitFor()
    : seat(page, index).locator('b', { hasText: name }).waitFor();

/** Runs `work` with the page's first room. */
export const inRoom = <T>(page: Page, work: (room: UTDAudioRoomElement) => T | Promise<T>): Promise<T> =>
  page.locator('utd-audio-room').first().evaluate(work);

/**
 * Notes when an event next comes, by the machine's clock. The page listens once this promise has resolved, and a test
 * awaits it before the deed that causes the event: a busy page may run a script later than a click in another page.
 *
 * @param detail of the event that is waited for; any where it is not given
 */
export async function whenTold(page: Page, event: string, detail?: unknown): Promise<() => Promise<number>> {
  const told = await page.evaluateHandle(
    ([event, detail]) => {
      const told: { at?: number } = {};
      const note = (each: Event) => {
        if (detail === undefined || (each as CustomEvent).detail === detail) told.at ??= Date.now();
      };
      document.addEventListener(event, note, { capture: true });
      return told;
    },
    [event, detail] as const,
  );
  return async () => {
    const at = await page.waitForFunction(({ at }) => at, told);
    return (await at.jsonValue())!;
  };
}

/** The codes of all `utd-error` events of a page from now on. */
export async function errorsOf(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    document.addEventListener('utd-error', (event) =>
      seen.push((event as CustomEvent<{ code: string }>).detail.code),
    );
  });
  return () => page.evaluate(() => (window as unknown as { seen: string[] }).seen);
}
