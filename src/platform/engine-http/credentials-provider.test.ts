import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { UTDStreamError } from '../../errors/errors.ts';
import { credentialsProviderFrom } from './credentials-provider.ts';

let respond: (request: IncomingMessage, response: ServerResponse) => void = () => {};
const server = createServer((request, response) => respond(request, response));
let origin = '';

before(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // A page, as far as the provider reads it.
  Object.assign(globalThis, { document: { baseURI: `${origin}/chat/` }, location: { origin } });
});
after(() => {
  server.close();
  server.closeAllConnections();
});

const ask = (tokenUrl: string, signal = new AbortController().signal) =>
  credentialsProviderFrom(tokenUrl)({ signal });

describe('Credentials by a token-url', () => {
  it('come from the page’s own backend, by a POST that no form can send', async () => {
    const asked: unknown[] = [];
    respond = ({ method, url, headers }, response) => {
      asked.push([method, url, headers['x-utd-request'], headers['content-type']]);
      response.end('{"token":"t","url":"wss://engine.example/signal"}');
    };
    assert.deepEqual(await ask('token'), { token: 't', url: 'wss://engine.example/signal' });
    assert.deepEqual(asked, [['POST', '/chat/token', '1', 'application/json']]);
  });

  it('are asked of no other origin', () =>
    assert.rejects(
      ask('https://evil.example/token'),
      (error) =>
        error instanceof UTDStreamError && error.code === 'invalid_request' && error.field === 'token-url',
    ));

  for (const [status, code] of [
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'unavailable'],
    [500, 'unavailable'],
  ] as const)
    it(`that are refused with ${status} are ${code}`, async () => {
      respond = (_, response) => response.writeHead(status).end('<h1>No</h1>');
      await assert.rejects(
        ask('/token'),
        (error) =>
          error instanceof UTDStreamError &&
          error.code === code &&
          error.message.includes(`/token answered ${status}`),
      );
    });

  it('are aborted with the connect', async () => {
    respond = () => {};
    const controller = new AbortController();
    const asked = ask('/token', controller.signal);
    controller.abort();
    await assert.rejects(asked, { name: 'AbortError' });
  });
});
