// `npm start`: everything that a first look needs, from a fresh clone.
import './install.mjs';

const say = (/** @type {string} */ line) => console.log(line);

// Not before the packages are there.
const { buildAll } = await import('./build.mjs');
const { startStack } = await import('./stack.mjs');

const port = Number(process.env['PORT'] ?? 8080);
let stopping = false;
/** @type {Awaited<ReturnType<typeof startStack>> | undefined} */
let stack;

async function stop(/** @type {number} */ code) {
  if (stopping) return;
  stopping = true;
  await stack?.stop();
  process.exit(code);
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => void stop(0));

try {
  await buildAll({ types: false });
  stack = await startStack({ folder: '.data', ports: { pages: port, engine: 4000, livekit: 7880 }, say });
  if (stopping) await stack.stop();
  for (const { name, child } of stack.children)
    void child.exited.then((code) => {
      if (stopping) return;
      console.error(`\n${name} stopped (code ${code}), so everything stops. Its last words:\n${child.log()}`);
      void stop(1);
    });
  say(`pages    ${stack.pages.url}`);
  say(
    `\nOpen ${stack.pages.url}/audio-room.html in two windows, sit down in one and listen in the other. Ctrl-C stops it all.\n${stack.pages.url}`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
