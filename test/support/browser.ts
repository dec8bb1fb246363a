import { chromium, type Browser, type Page } from 'playwright-core';
import { autoplayArg, chromiumArgs, findChromium } from '../../scripts/chromium.mjs';

export interface BrowserOptions {
  /** `false`: sound waits for a gesture, as in a visitor's browser. Drive such a page from its own script. */
  readonly autoplayFlag?: boolean;
  /** `true`: a page that is left may stay in memory and be shown again as it was, as in a visitor's browser. */
  readonly backForwardCache?: boolean;
}

/** A real Chromium with fake devices, which reaches this machine only. */
export const openBrowser = ({
  autoplayFlag = true,
  backForwardCache = false,
}: BrowserOptions = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium(console.log),
    ...(backForwardCache && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    args: [...chromiumArgs, ...(autoplayFlag ? [autoplayArg] : [])],
  });

/** One that runs already. Closing it closes what was opened by this. */
export const joinBrowser = (address: string): Promise<Browser> => chromium.connect(address);

const troubles = new WeakMap<Page, string[]>();

/** What went wrong in a page that nobody caught, and what its content policy did not allow. */
export const troublesOf = (page: Page): readonly string[] => troubles.get(page) ?? [];

const violation = 'Not allowed by the content policy:';

/** Somebody's window: cookies, storage and identity of its own. */
export async function openWindow(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext();
  // tsx names functions by a helper of its own, which what runs in the page must find there.
  await context.addInitScript('globalThis.__name = (named) => named;');
  await context.addInitScript((mark) => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
      console.error(mark, effectiveDirective, blockedURI, sample),
    );
  }, violation);
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const seen: string[] = [];
  troubles.set(page, seen);
  page.on('pageerror', (error) => seen.push(String(error.stack ?? error)));
  page.on('console', (message) => message.text().startsWith(violation) && seen.push(message.text()));
  await page.goto(url);
  return page;
}
