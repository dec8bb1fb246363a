/** The pages of `cold-join.ts`. Each sets `connected` to the time at which it is connected. */
import { readFileSync } from 'node:fs';
import { developmentApp } from '../scripts/stack.mjs';

export interface Where {
  readonly engineUrl: string;
  readonly room: string;
}

declare global {
  interface Window {
    /** Of `Promise.withResolvers()`. */
    connected: { readonly promise: Promise<number> };
    /** What the page of the bundled script says of its room. */
    where: Where;
  }
}

const identity = 'anna';

/** The lines for the head of a page, as README.md has them. */
const [readmeHead = ''] =
  /<link rel="stylesheet".*?<\/script>/s.exec(readFileSync('README.md', 'utf8')) ?? [];

const page = (head: string, body = '') => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Cold join</title>
    <link rel="icon" href="data:,">
    <script>window.connected = Promise.withResolvers();</script>
    ${head}
  </head>
  <body>${body}</body>
</html>`;

/** `where` stands for an expression whose value is the `Where`. */
const mint = (where: string) => `(async ({ engineUrl, room }) => {
  const response = await fetch(engineUrl + '/api/v1/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-app-id': '${developmentApp.id}' },
    body: JSON.stringify({
      identity: '${identity}',
      room_name: room,
      session_id: crypto.randomUUID(),
      type: 'audio_room',
      takeover: true,
    }),
  });
  if (!response.ok) throw new Error('The mint was answered with ' + response.status);
  return response.json();
})(${where})`;

const connect = `try {
  const { url, token } = await minted;
  const room = new Room();
  await room.connect(url, token, { rtcConfig: { iceServers: [] } });
  window.connected.resolve(performance.now());
} catch (error) {
  window.connected.reject(error);
}`;

export const bundledScript = `import { Room } from 'livekit-client';
const minted = ${mint('window.where')};
${connect}`;

export const contenders = {
  ours: ({ engineUrl, room }: Where) =>
    page(
      readmeHead,
      `<utd-audio-room app-id="${developmentApp.id}" room="${room}" base-url="${engineUrl}" identity="${identity}">
      <p slot="connecting">Joining…</p>
    </utd-audio-room>
    <script>
      const element = document.querySelector('utd-audio-room');
      element.rtcConfig = { iceServers: [] };
      element.addEventListener('utd-connection-state-changed', ({ detail }) => {
        if (detail === 'connected') window.connected.resolve(performance.now());
      });
      element.addEventListener('utd-error', ({ detail }) => window.connected.reject(detail));
    </script>`,
    ),
  'by hand': (where: Where) =>
    page(`<script>const minted = ${mint(JSON.stringify(where))};</script>
    <script type="module">import { Room } from '/livekit.js';
${connect}</script>`),
  'by hand, bundled': (where: Where) =>
    page(`<script>window.where = ${JSON.stringify(where)};</script>
    <script type="module" src="/bundled.js"></script>`),
};

export type Contender = keyof typeof contenders;
