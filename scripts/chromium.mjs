// Finds or gets a Chromium for the tests: CHROME_PATH, the PATH, Playwright's cache, Debian's package.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { onPath } from './on-path.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** @returns {string | null} */
function fromPlaywright() {
  const cache = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return null;
  const found = readdirSync(cache)
    .filter((folder) => folder.startsWith('chromium-'))
    .flatMap((folder) =>
      ['chrome-linux', 'chrome-linux64'].map((inner) => join(cache, folder, inner, 'chrome')),
    );
  return found.find(existsSync) ?? null;
}

/** @returns {string | null} */
function fromDebian(/** @type {(line: string) => void} */ say) {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return null;
  say('Installing Chromium from Debian, once …');
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']])
    if (spawnSync('apt-get', args, options).status !== 0) return null;
  return onPath('chromium') ?? null;
}

/**
 * @param {(line: string) => void} say
 * @returns {string} the path of a Chromium
 */
export function findChromium(say) {
  const named = process.env['CHROME_PATH'];
  if (named && !existsSync(named))
    throw new Error(`CHROME_PATH is ${named}, but there is no such file. Correct or unset it.`);
  const onThePath = names.map(onPath).find((each) => each !== undefined);
  const found = named ?? onThePath ?? fromPlaywright() ?? fromDebian(say);
  if (found) return found;
  throw new Error(`There is no Chromium for the tests. One of these helps:
  1. set CHROME_PATH to a Chromium or Chrome;
  2. put one on the PATH (${names.join(', ')});
  3. npx playwright install chromium;
  4. on Debian, run this as root, or apt-get install chromium.`);
}

/**
 * Features of a window that no page needs. The page of the address bar alone took half of the processor time of opening a
 * window. Chromium reads only the last list of disabled features, and so this list repeats Playwright's.
 */
const without = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'SpareRendererForSitePerProcess',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

/** The flags of every test: fake devices, and no host but this machine. Chromium has no sandbox for root. */
export const chromiumArgs = [
  `--disable-features=${without.join()}`,
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--no-first-run',
  '--allow-loopback-in-peer-connection',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Lets sound start without a gesture. Tests of the autoplay rule leave the flag out. */
export const autoplayArg = '--autoplay-policy=no-user-gesture-required';
