// The backend of the demo pages, as an app has its own: a login, and signal tokens for the person who is logged in. The
// project secret stays here. A real login asks for more than a name.
import { randomUUID } from 'node:crypto';

/** The identity of a name: letters and digits, so that "Ada" is the same person in every browser. */
const identityOf = (/** @type {string} */ name) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || `guest-${randomUUID().slice(0, 8)}`;

/** The pages with a login. */
const pages = ['/messages.html', '/call.html'];

/** The page whose form was sent. */
const pageOf = (/** @type {FormData} */ form) =>
  pages.find((page) => page === form.get('page')) ?? pages[0] ?? '/';

const redirect = (/** @type {string} */ location, /** @type {string} */ cookie) =>
  new Response(null, { status: 303, headers: { location, 'set-cookie': cookie } });

/**
 * Whether a page of another origin has sent the request. `SameSite` keeps the cookie from such a page, but not the answer's
 * cookie from the browser, and another port of this machine is the same site.
 */
function isForeign(/** @type {Request} */ { headers }) {
  const origin = headers.get('origin');
  return origin !== null && !(URL.canParse(origin) && new URL(origin).host === headers.get('host'));
}

/**
 * @param {{ engine: string, app: { id: string, secret: string } }} options
 * @returns {(request: Request) => Promise<Response | undefined>} answers a POST; `undefined` for a path that is not the backend's
 */
export function demoBackend({ engine, app }) {
  /** Login → person. A restart of the backend logs everybody out. @type {Map<string, { identity: string, name: string }>} */
  const logins = new Map();
  const loginOf = (/** @type {Request} */ { headers }) =>
    /(?:^|; )login=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1] ?? '';

  /** @type {Record<string, (request: Request) => Response | Promise<Response>>} */
  const routes = {
    async '/login'(request) {
      const form = await request.formData();
      const name = String(form.get('name')).trim().slice(0, 64) || 'Guest';
      const login = randomUUID();
      logins.set(login, { identity: identityOf(name), name });
      return redirect(pageOf(form), `login=${login}; HttpOnly; SameSite=Strict; Path=/`);
    },
    async '/logout'(request) {
      logins.delete(loginOf(request));
      return redirect(
        pageOf(await request.formData()),
        'login=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0',
      );
    },
    '/people'(request) {
      const me = logins.get(loginOf(request));
      if (!me) return new Response('Log in first.', { status: 401 });
      const others = [...logins.values()].filter(({ identity }) => identity !== me.identity);
      return Response.json([...new Map(others.map((each) => [each.identity, each])).values()]);
    },
    // Pages of other origins can send no such header without asking first, and are refused then.
    async '/signal-token'(request) {
      const me = logins.get(loginOf(request));
      if (!request.headers.has('x-utd-request')) return new Response(null, { status: 403 });
      if (!me) return new Response('Log in first.', { status: 401 });
      const answer = await fetch(`${engine}/api/v1/signal/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-app-id': app.id, 'x-app-secret': app.secret },
        body: JSON.stringify(me),
      });
      return new Response(answer.body, { status: answer.status, headers: { 'cache-control': 'no-store' } });
    },
  };
  return async (request) => {
    const route = routes[new URL(request.url).pathname];
    return route && isForeign(request) ? new Response(null, { status: 403 }) : route?.(request);
  };
}
