// Installs the packages where node_modules differs from the lock file. The script imports nothing but Node.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** @returns {Record<string, { version?: string, link?: boolean, optional?: boolean }>} */
const packagesOf = (/** @type {string} */ file) =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};

function complete() {
  const installed = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(
    ([path, { version, link, optional }]) =>
      !path.startsWith('node_modules/') || link || optional || installed[path]?.version === version,
  );
}

async function install() {
  const begun = Date.now();
  const fresh = !existsSync('node_modules');
  console.log('Installing packages …');
  const progress = setInterval(
    () => console.log(`  … still installing, ${Math.round((Date.now() - begun) / 1000)} s`),
    5000,
  );
  // `npm ci` would delete and install every package, where only a few have changed.
  const args = [fresh ? 'ci' : 'install', '--no-fund', '--no-audit', '--loglevel=error'];
  const npm = spawn('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const abandon = () => {
    npm.kill();
    process.exit(1);
  };
  process.once('SIGINT', abandon).once('SIGTERM', abandon);
  const status = await new Promise((resolve) => npm.once('exit', resolve).once('error', resolve));
  process.off('SIGINT', abandon).off('SIGTERM', abandon);
  clearInterval(progress);
  if (status === 0) return;
  console.error(
    `The packages could not be installed: npm ${args[0]} ended with ${status}. Look at what it says above, then try again.`,
  );
  process.exit(1);
}

if (!complete()) await install();
