import { chromium, type Browser, type Page } from 'playwright-core';
import { autoplayArg, chromiumArgs, findChromium } from '../../../scripts/chromium.mjs';

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

/** Far more than a busy machine takes; Playwright has no limit for these calls, and a Chromium that hangs answers none. */
const patience = 20_000;

/** The end of a call of Chromium, or an error where Chromium hangs. */
async function answered<T>(what: string, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Chromium has not ${what} within ${patience / 1000} s: it hangs.`)),
      patience,
    );
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

const troubles = new WeakMap<Page, string[]>();

/** What went wrong in a page that nobody caught, and what its content policy did not allow. */
export const troublesOf = (page: Page): readonly string[] => troubles.get(page) ?? [];

const violation = 'Not allowed by the content policy:';

/** Somebody's window: cookies, storage and identity of its own. */
export async function openWindow(browser: Browser, url: string): Promise<Page> {
  const context = await answered('made a window', browser.newContext());
  // tsx names functions by a helper of its own, which what runs in the page must find there.
  await context.addInitScript('globalThis.__name = (named) => named;');
  await context.addInitScript((mark) => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
      console.error(mark, effectiveDirective, blockedURI, sample),
    );
  }, violation);
  context.setDefaultTimeout(30_000);
  const page = await answered('opened a window', context.newPage());
  const seen: string[] = [];
  troubles.set(page, seen);
  page.on('pageerror', (error) => seen.push(String(error.stack ?? error)));
  page.on('console', (message) => message.text().startsWith(violation) && seen.push(message.text()));
  await page.goto(url);
  return page;
}

/** @param reason what a call that has not ended then fails with */
export const closeWindow = (page: Page, reason?: string): Promise<void> =>
  answered('closed a window', page.context().close(reason ? { reason } : {}));
