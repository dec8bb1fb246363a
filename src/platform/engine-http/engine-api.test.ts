import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { UTDStreamError } from '../../errors/errors.ts';
import { endpoints } from '../../protocol/rest/endpoints.ts';
import { createEngineApi } from './engine-api.ts';

let respond: (request: IncomingMessage, response: ServerResponse) => void = () => {};
let baseUrl = '';
const server = createServer((request, response) => respond(request, response));

before(
  () =>
    new Promise<void>((ready) =>
      server.listen(0, '127.0.0.1', () => {
        baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        ready();
      }),
    ),
);
after(
  () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    }),
);

const api = (at = baseUrl) =>
  createEngineApi({ appId: '1234567890', appKey: 'key', baseUrl: at, tokenBaseUrl: at }, endpoints);
const answer = (status: number, body: string) =>
  (respond = (_, response) => response.writeHead(status).end(body));

/** The rejection of a call. */
const failure = async (call: Promise<unknown>): Promise<UTDStreamError> => {
  const error = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(error instanceof UTDStreamError);
  return error;
};
const read = (more: object = {}) =>
  api().call('readRoom', { attempted: 'read', params: { room: 'lobby' }, ...more });

describe('a call of the engine', () => {
  it('that is called off in the middle of its answer rejects with what called it off', async () => {
    const halfway = new Promise<void>((resolve) => {
      respond = (_, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{', () => resolve());
      };
    });
    const leaving = new AbortController();
    const why = new UTDStreamError('cancelled', 'go on');
    const reading = failure(read({ signal: leaving.signal }));
    await halfway;
    leaving.abort(why);
    assert.equal(await reading, why);
  });

  it('whose answer breaks off says that the network failed', async () => {
    respond = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{', () => response.destroy());
    };
    assert.equal((await failure(read())).code, 'network');
  });

  for (const [status, body, code] of [
    [409, { message: 'Taken.', code: 'seat_taken' }, 'seat_taken'],
    [429, { message: 'Slow.', code: 'rate_limited', retry_after: 3 }, 'rate_limited'],
    [403, { message: 'No.' }, 'forbidden'],
    [404, { message: 'No.', code: 'a_code_of_tomorrow' }, 'not_found'],
    [418, {}, 'unknown'],
  ] as const)
    it(`refused by ${status} ${JSON.stringify(body)} rejects with ${code}`, async () => {
      answer(status, JSON.stringify(body));
      const error = await failure(read());
      assert.equal(error.code, code);
      if ('retry_after' in body) assert.equal(error.retryAfter, 3);
      if (code === 'not_found') assert.equal(error.rawCode, 'a_code_of_tomorrow');
    });

  it('answered by something that is no state rejects with protocol, a mint with malformed_token', async () => {
    answer(200, '<html>');
    assert.equal((await failure(read())).code, 'protocol');
    assert.equal(
      (await failure(api().call('mint', { attempted: 'join', body: {} }))).code,
      'malformed_token',
    );
  });

  it('that nobody answers rejects with network, or in time with timeout', async () => {
    assert.equal(
      (await failure(api('http://127.0.0.1:1').call('refresh', { attempted: 'go on' }))).code,
      'network',
    );
    respond = () => {};
    assert.equal((await failure(read({ timeout: 20 }))).code, 'timeout');
  });

  it('that was called off rejects with the reason', async () => {
    respond = () => {};
    const controller = new AbortController();
    const reason = new UTDStreamError('cancelled', 'read');
    const reading = failure(read({ signal: controller.signal }));
    controller.abort(reason);
    assert.equal(await reading, reason);
  });

  it('goes to https only, but for this machine itself', async () => {
    assert.equal(
      (await failure(api('http://engine.example').call('refresh', { attempted: 'go on' }))).code,
      'invalid_request',
    );
    assert.equal(
      (await failure(api('nonsense').call('refresh', { attempted: 'go on' }))).code,
      'invalid_request',
    );
  });

  it('shows the app where there is no bearer, and a key of one act where it changes something', async () => {
    const seen: IncomingMessage['headers'][] = [];
    respond = (request, response) => {
      // An aborted call of an earlier test may still arrive.
      if (request.method === 'POST') seen.push(request.headers);
      response.writeHead(204).end();
    };
    const leave = () =>
      api().call('leaveRoom', { attempted: 'leave', params: { room: 'lobby' }, bearer: 'token' });
    await leave();
    await leave();
    await failure(api().call('mint', { attempted: 'join', body: {} }));
    const [first, second, mint] = seen;
    assert.equal(first!.authorization, 'Bearer token');
    assert.equal(first!['x-app-key'], undefined);
    assert.match(String(first!['idempotency-key']), /^[0-9a-f]{32}$/);
    assert.notEqual(first!['idempotency-key'], second!['idempotency-key']);
    assert.deepEqual(
      [mint!['x-app-key'], mint!['idempotency-key'], mint!.cookie],
      ['key', undefined, undefined],
    );
  });

  it('writes names into the path so that they stay names', async () => {
    let path = '';
    respond = (request, response) => {
      path = request.url!;
      response.writeHead(204).end();
    };
    await failure(
      api().call('readParticipant', {
        attempted: 'read',
        params: { room: 'lobby', identity: 'a@b:c' },
        bearer: 'x',
      }),
    );
    assert.equal(path, '/api/v1/rooms/lobby/participants/a%40b%3Ac');
  });
});
