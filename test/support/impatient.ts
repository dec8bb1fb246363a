import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';

/** Three real clicks on a button, as fast as the browser takes them: within 50 ms, unless the machine is busy. */
export async function clickThrice(button: Locator): Promise<void> {
  const page = button.page();
  const { x, y } = await button.evaluate((element) => {
    const clicks: Event[] = [];
    Object.assign(window, { clicks });
    element.addEventListener('click', (event) => clicks.push(event));
    // The list of people above the button grows when the page is told of one, and would push the button away from
    // below the pointer.
    Object.assign((element as HTMLElement).style, { position: 'fixed', inset: '0 auto auto 0', zIndex: '1' });
    const { width, height } = element.getBoundingClientRect();
    return { x: width / 2, y: height / 2 };
  });
  const devtools = await page.context().newCDPSession(page);
  await Promise.all(
    [1, 2, 3].flatMap(() =>
      (['mousePressed', 'mouseReleased'] as const).map((type) =>
        devtools.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 }),
      ),
    ),
  );
  const trusted = await button.evaluate((element) => {
    (element as HTMLElement).style.cssText = '';
    return (window as unknown as { clicks: Event[] }).clicks.map(({ isTrusted }) => isTrusted);
  });
  assert.deepEqual(trusted, [true, true, true]);
}
