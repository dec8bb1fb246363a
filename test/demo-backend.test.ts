import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoBackend } from '../demo/backend.mjs';

const app = { id: '1234567890', secret: 'secret' };
const here = 'http://127.0.0.1:4300';

/** A form that a page of `origin` sends to the backend. */
function post(path: string, origin: string | undefined, cookie = ''): Request {
  const headers = new Headers({ host: '127.0.0.1:4300', cookie });
  if (origin !== undefined) headers.set('origin', origin);
  return new Request(here + path, { method: 'POST', headers, body: new URLSearchParams({ name: 'Ada' }) });
}

describe('The backend of the demo pages', () => {
  const backend = demoBackend({ engine: 'http://127.0.0.1:1', app });
  const logIn = async () => (await backend(post('/login', here)))!.headers.get('set-cookie')!.split(';')[0]!;

  it('logs a person in on its own pages, and out', async () => {
    const cookie = await logIn();
    assert.equal((await backend(post('/people', here, cookie)))!.status, 200);
    assert.equal((await backend(post('/logout', here, cookie)))!.status, 303);
    assert.equal((await backend(post('/people', here, cookie)))!.status, 401);
  });

  it('neither logs in nor out by a form of another page, whatever the cookie', async () => {
    const cookie = await logIn();
    for (const origin of ['https://evil.example', 'http://127.0.0.1:4301', 'null'])
      for (const path of ['/login', '/logout', '/people', '/signal-token']) {
        const answer = (await backend(post(path, origin, cookie)))!;
        assert.deepEqual([answer.status, answer.headers.get('set-cookie')], [403, null], `${path} ${origin}`);
      }
    assert.equal((await backend(post('/people', here, cookie)))!.status, 200);
  });
});
