import type { Page } from 'playwright-core';
import { connected, roomMarkup, seat, sees, sit } from './room-page.ts';

/** Features that browsers since 2023 have, as scripts that take them away. */
export const missingFeatures: Readonly<Record<string, string>> = {
  'AbortSignal.any': 'delete AbortSignal.any;',
  'URL.canParse': 'delete URL.canParse;',
  'Element.checkVisibility': 'delete Element.prototype.checkVisibility;',
  'Element.moveBefore':
    'for (const each of [Element, Document, DocumentFragment]) delete each.prototype.moveBefore;',
  'ElementInternals.states': 'delete ElementInternals.prototype.states;',
  'custom states without dashes': `
    const { add } = CustomStateSet.prototype;
    CustomStateSet.prototype.add = function (name) {
      if (!name.startsWith('--')) throw new DOMException('The name must begin with --.', 'SyntaxError');
      return add.call(this, name);
    };`,
  'invoker commands': `
    for (const name of ['command', 'commandForElement']) delete HTMLButtonElement.prototype[name];
    delete window.CommandEvent;
    window.addEventListener('command', (event) => event.isTrusted && event.stopImmediatePropagation(), true);`,
  'navigator.userActivation': 'delete Navigator.prototype.userActivation;',
  'navigator.wakeLock': 'delete Navigator.prototype.wakeLock;',
  'navigator.mediaSession': 'delete Navigator.prototype.mediaSession;',
  'navigator.locks': 'delete Navigator.prototype.locks;',
  'a choice of the output':
    'delete HTMLMediaElement.prototype.setSinkId; delete AudioContext.prototype.setSinkId;',
  'Promise.withResolvers': 'delete Promise.withResolvers;',
  'methods of iterators and sets': `
    for (const name of ['map', 'filter', 'some', 'every', 'find', 'forEach', 'reduce', 'flatMap', 'toArray', 'take', 'drop'])
      delete Iterator.prototype[name];
    for (const name of ['union', 'difference', 'intersection', 'isSubsetOf']) delete Set.prototype[name];`,
};

const chat =
  '<utd-chat><utd-messages><template><p class="message" data-utd-text="text"></p></template></utd-messages><form><input name="text"><button>Send</button></form></utd-chat>';

/** A room in a page that a script prepares, with everything that `useRoom` uses. */
export const olderRoom = (script: string, name: string) =>
  `<script>${script}</script>${roomMarkup(`room="${name}" identity="anna" name="Anna"`, chat)}`;

/** Joins, sits down with the microphone open, writes, and gets up. */
export async function useRoom(page: Page): Promise<void> {
  await connected(page);
  await sit(page, 1);
  await sees(page, 1, 'Anna');
  await seat(page, 1).and(page.locator('[data-utd-state~="taken"]')).waitFor();
  await page.waitForFunction(() => document.querySelector('utd-audio-room')!.session.media.micEnabled.get());
  await page.getByRole('textbox').fill('Good evening');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('.message', { hasText: 'Good evening' }).waitFor();
  await page.getByRole('button', { name: 'Stand up' }).click();
  await sees(page, 1, null);
}
