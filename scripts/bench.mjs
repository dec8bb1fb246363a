// `npm run bench [name …]`: every measurement, one after another. Each file in bench/ documents its method.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

/** Helpers of measurements, which measure nothing themselves. */
const used = /^(house|heap|waterfall|(.+-)?page)\.ts$/;
/** A major collection of the process that measures would take a processor from what is measured. */
const flags = ['--initial-old-space-size=512', '--import=tsx'];
const asked = process.argv.slice(2);
const files = readdirSync('bench').filter((file) => file.endsWith('.ts') && !used.test(file));
const failed = files
  .filter((file) => !asked.length || asked.includes(file.replace('.ts', '')))
  .filter(
    (file) => spawnSync(process.execPath, [...flags, `bench/${file}`], { stdio: 'inherit' }).status !== 0,
  );
if (failed.length) {
  console.error(`These measurements did not come to their end: ${failed.join(', ')}`);
  process.exit(1);
}
