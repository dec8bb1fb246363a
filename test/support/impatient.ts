import type { Locator } from 'playwright-core';

/**
 * Three real clicks on a button, as fast as the browser takes them.
 *
 * @returns milliseconds from the first to the last, all of them trusted
 */
export async function clickThrice(button: Locator): Promise<number> {
  const page = button.page();
  await button.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await button.boundingBox())!;
  await button.evaluate((element) => {
    const clicks: Event[] = [];
    Object.assign(window, { clicks });
    element.addEventListener('click', (event) => clicks.push(event));
  });
  const devtools = await page.context().newCDPSession(page);
  const at = { x: x + width / 2, y: y + height / 2, button: 'left', clickCount: 1 } as const;
  await Promise.all(
    [1, 2, 3].flatMap(() =>
      (['mousePressed', 'mouseReleased'] as const).map((type) =>
        devtools.send('Input.dispatchMouseEvent', { type, ...at }),
      ),
    ),
  );
  return page.evaluate(() => {
    const { clicks } = window as unknown as { clicks: Event[] };
    if (clicks.length !== 3 || !clicks.every(({ isTrusted }) => isTrusted)) return NaN;
    return clicks[2]!.timeStamp - clicks[0]!.timeStamp;
  });
}
