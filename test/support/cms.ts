import type { Config } from 'dompurify';
import type { Page, Request } from 'playwright-core';
import sanitizeHtml from 'sanitize-html';
import type { Defect } from './altered.ts';
import type { Journey } from './journey.ts';
import { observe } from './observer.ts';
import { pageScript } from './page-script.ts';
import { connected } from './room-page.ts';

const markup = (room: string) => `
  <main id="comments"></main>
  <utd-audio-room id="session" room="${room}" identity="host" name="host" as-host muted>
    <utd-seat id="seat" index="2"><button slot="empty" command="--take">Sit here</button></utd-seat>
    <utd-seat index="1"><button id="unseat" command="--unseat">Make get up</button></utd-seat>
    <utd-participant id="person" identity="ben"><button id="ban" command="--ban">Ban</button></utd-participant>
    <button id="mic" command="--toggle-microphone">Microphone</button>
    <utd-chat id="chat"><form><input name="text" value="x"></form></utd-chat>
    <utd-participants><ul><template><li data-utd-text="name"></li></template></ul></utd-participants>
  </utd-audio-room>`;

/** A page with a host's session, in a room with one more who sits. */
export async function openCms(house: Journey, room: string, defects: readonly Defect[] = []) {
  const { pages } = house.stack;
  pages.put(`/cms-${room}.js`, await pageScript('test/support/cms-page.ts', defects));
  pages.put(
    `/cms-${room}`,
    `<!doctype html><html><head></head><body>${markup(room)}<script type="module" src="/cms-${room}.js"></script></body></html>`,
  );
  const page = await house.visit(`/cms-${room}`);
  await connected(page);
  const ben = await observe(house.stack, room, { identity: 'ben' });
  await ben.act('POST', `/rooms/${room}/seats/1/take`);
  await page.evaluate(() => window.cms.restore());
  await page.waitForFunction(() => window.cms.state().seats.startsWith('["host","ben"'));
  return page;
}

/** What a sanitiser makes of markup. */
export type Sanitiser = (page: Page, html: string) => string | Promise<string>;

export const purified =
  (config: Config): Sanitiser =>
  (page, html) =>
    page.evaluate(([html, config]) => window.cms.purify(html, config), [html, config] as const);

export const sanitised: Sanitiser = (_, html) => sanitizeHtml(html);

/** What the guide tells a CMS to forbid. */
export const guide: Config = {
  FORBID_TAGS: ['button', 'dialog', 'form', 'input', 'label', 'output', 'select', 'style', 'textarea'],
  FORBID_ATTR: ['command', 'commandfor', 'for', 'id', 'name', 'popover', 'popovertarget', 'slot', 'style'],
};

/** Renders each comment, hovers, clicks and keys all that is in it. What came of which, in words. */
export async function useAll(page: Page, house: Journey, sanitiser: Sanitiser, all: readonly string[]) {
  const comments = new Set<string>();
  for (const html of all) comments.add(await sanitiser(page, html));
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));
  const through: Through[number][] = [];
  for (const comment of comments) {
    requests.length = 0;
    const before = await page.evaluate(() => window.cms.state());
    await useOne(page, comment);
    const after = await page.evaluate(() => window.cms.state());
    const what = [
      ...(after.captures > before.captures ? ['a capture'] : []),
      ...(after.connection === before.connection ? [] : [after.connection]),
      ...(after.seats === before.seats ? [] : ['other seats']),
      ...requests.flatMap((request) => told(request, house)),
    ];
    if (!what.length) continue;
    through.push([comment, [...new Set(what)].join(', ')]);
    await page.evaluate(() => window.cms.restore());
  }
  return { through, comments: comments.size };
}

/** What must not happen: another host is asked, or the engine is told something. */
function told(request: Request, { stack }: Journey): string[] {
  const { hostname, origin, pathname } = new URL(request.url());
  if (hostname !== '127.0.0.1') return [`a request to ${hostname}`];
  if (origin !== stack.engineUrl || request.method() === 'GET') return [];
  return [`${request.method()} ${pathname.replace(/^\/api\/v1\/(rooms\/[^/]+)?/, '')}`];
}

async function useOne(page: Page, comment: string): Promise<void> {
  const places = await page.evaluate((comment) => window.cms.show(comment), comment);
  for (const { x, y } of places) await page.mouse.click(x, y);
  for (let index = 0; await page.evaluate((index) => window.cms.focus(index), index); index++)
    for (const key of ['Enter', 'Space']) await page.keyboard.press(key);
  // What a click began a task later has been sent by then.
  await page.evaluate(() => new Promise((later) => setTimeout(later, 20)));
}

type Through = readonly (readonly [comment: string, what: string])[];

const acting =
  /\b(kick|lock|unlock|mute|unmute|setup|swap|approve|reject|invite|ban|comments|role)\b|DELETE|PUT \/participants\/(?!me)/;

/** What acted on others or on the room. */
export const moderation = (through: Through): Through => through.filter(([, what]) => acting.test(what));

/** What no comment may have: a device, others, the room, another host. */
export const powers = (through: Through): Through =>
  through.filter(([, what]) => acting.test(what) || /a capture|a request to/.test(what));

/** What the first button of a comment says. */
export const commandOf = (comment: string): string | undefined =>
  /\bcommand="(--[a-z-]+)"/.exec(comment)?.[1];
