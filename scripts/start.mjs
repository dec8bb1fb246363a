// `npm start`: installs, builds and runs the demo, from a fresh clone.
import './install.mjs';

// These modules import packages, and so are loaded after the install.
const { buildAll } = await import('./build.mjs');
const { startStack } = await import('./stack.mjs');

const say = (/** @type {string} */ line) => console.log(line);
const wanted = { pages: Number(process.env['PORT'] || 8080), engine: 4000, livekit: 7880 };

let ending = false;
/** @type {Awaited<ReturnType<typeof startStack>> | undefined} */
let stack;

/** Stops the stack. child.mjs kills every child that is left when the process ends. */
async function end(/** @type {number} */ code) {
  if (ending) return;
  ending = true;
  await stack?.stop();
  process.exit(code);
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => void end(0));

try {
  await buildAll({ types: false, compress: false });
  stack = await startStack({
    folder: '.data',
    ports: wanted,
    database: process.env['DATABASE_URL'],
    say,
  });
  for (const { name, child } of stack.processes)
    void child.exited.then((code) => {
      if (ending) return;
      console.error(
        `\n${name} ended by itself (${code}), so everything stops. Its last words:\n${child.log()}`,
      );
      void end(1);
    });
  say('\nSit down in one window and listen in another. Ctrl-C stops it all.');
  say(`${stack.pages.url}/`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}
