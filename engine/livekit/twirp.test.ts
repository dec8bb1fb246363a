import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { twirp, TwirpError } from './twirp.ts';

/** One call to a server that answers so. */
async function called(answer: RequestListener, timeout = 2_000): Promise<Uint8Array> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const post = twirp(`http://127.0.0.1:${port}/twirp/livekit.RoomService`, timeout);
    return await post('ListRooms', Uint8Array.of(1, 2, 3), 'a-token');
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a call of the media server', () => {
  it('is sent in binary, with its token, and gives what was answered', async () => {
    const answer = await called(async (request, response) => {
      const { url, headers } = request;
      assert.equal(url, '/twirp/livekit.RoomService/ListRooms');
      assert.equal(headers['content-type'], 'application/protobuf');
      assert.equal(headers.authorization, 'Bearer a-token');
      for await (const part of request) response.write(part);
      response.end();
    });
    assert.deepEqual([...answer], [1, 2, 3]);
  });

  it('that is refused rejects with the code', async () => {
    const refused = called((_, response) => {
      response.writeHead(404).end(JSON.stringify({ code: 'not_found', msg: 'participant does not exist' }));
    });
    await assert.rejects(refused, (error) => error instanceof TwirpError && error.code === 'not_found');
  });

  it('that something else has answered rejects without one', async () => {
    const refused = called((_, response) => void response.writeHead(502).end('<h1>Bad Gateway</h1>'));
    await assert.rejects(
      refused,
      (error: Error) => !(error instanceof TwirpError) && /502/.test(error.message),
    );
  });

  it('that is not answered in time, or not to the end, rejects', async () => {
    await assert.rejects(
      called(() => {}, 50),
      /did not answer 'ListRooms' within 50 ms/,
    );
    const cut = called((_, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('half');
      setTimeout(() => response.destroy(), 20);
    });
    await assert.rejects(cut);
  });
});
