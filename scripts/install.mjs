// The packages, where they are not there yet. Nothing but Node is needed to run this.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (!existsSync('node_modules/.package-lock.json')) {
  console.log('Installing packages …');
  const { status } = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error('The packages could not be installed. Look at what npm says above, then try again.');
    process.exit(1);
  }
}
