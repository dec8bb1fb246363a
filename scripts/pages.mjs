// Serves the demo pages, dist/ and pages of tests, with the engine's address written into each.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

/** @type {Record<string, string>} */
const kinds = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wav': 'audio/wav',
};

/** The Content-Security-Policy of the guide. All elements and demo pages work under this policy. */
export const policy = (/** @type {string[]} */ reach) =>
  `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; media-src 'self' blob:; ` +
  `connect-src 'self' ${reach.join(' ')}; require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'`;

/** Pages that are always served under the policy. Other pages are with `?csp`. */
const strictPages = new Set(['/strict.html']);

/** The import map gives a page's own scripts the same module copies that the elements use. */
const importMap = `<script type="importmap">${JSON.stringify({
  imports: {
    'utd-stream-elements': '/dist/cdn/index.js',
    'utd-stream-elements/define': '/dist/cdn/utd.js',
    lit: '/dist/cdn/lit.js',
  },
})}</script>`;

/** A POST of Node as a request of the platform. */
const platformRequest = async (/** @type {import('node:http').IncomingMessage} */ request) =>
  new Request(new URL(request.url ?? '/', 'http://localhost'), {
    method: 'POST',
    headers: /** @type {Record<string, string>} */ (request.headers),
    body: new Uint8Array(await buffer(request)),
  });

/**
 * @param {{ engine: string, appId: string, backend?: (request: Request) => Promise<Response | undefined>, port?: number, reach: string[], dist?: string }} options
 *   `backend`: answers every POST that it knows; `reach`: origins that a page connects to; `dist`: the folder that is served at /dist/
 * @returns {Promise<{ url: string, put(path: string, html: string): string, close(): Promise<void> }>}
 */
export function servePages({ engine, appId, backend, port = 0, reach, dist = 'dist' }) {
  const metas = `<meta name="utd-base-url" content="${engine}"><meta name="utd-app-id" content="${appId}">`;
  /** Pages of tests, by path. @type {Map<string, string>} */
  const made = new Map();
  const find = async (/** @type {string} */ path) => {
    const page = made.get(path);
    if (page !== undefined) return Buffer.from(page);
    const inside = normalize(path === '/' ? '/index.html' : path); // a path never leads above the root
    return readFile(inside.startsWith('/dist/') ? join(dist, inside.slice(6)) : join('demo', inside));
  };
  /** The last answer of each path, so that each is compressed once. @type {Map<string, { plain: Buffer, gzipped: Buffer }>} */
  const compressed = new Map();
  const gzipped = async (/** @type {string} */ path, /** @type {Buffer} */ plain) => {
    const before = compressed.get(path);
    if (before?.plain.equals(plain)) return before.gzipped;
    const after = { plain, gzipped: await compress(plain) };
    compressed.set(path, after);
    return after.gzipped;
  };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    try {
      const answer = request.method === 'POST' && (await backend?.(await platformRequest(request)));
      if (answer) {
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        return void response.end(Buffer.from(await answer.arrayBuffer()));
      }
      const kind = kinds[extname(pathname) || '.html'] ?? 'application/octet-stream';
      const found = await find(decodeURIComponent(pathname));
      const html = kind.startsWith('text/html');
      const strict = html && (searchParams.has('csp') || strictPages.has(pathname));
      // The strict policy refuses inline scripts, and an import map is an inline script.
      const head = strict ? metas : metas + importMap;
      const body = html
        ? Buffer.from(found.toString().replace(/<head>|(?=<body)|$/, (place) => place + head))
        : found;
      const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding']));
      const sent = takesGzip ? await gzipped(pathname, body) : body;
      response.writeHead(200, {
        'content-type': kind,
        'cache-control': 'no-store',
        vary: 'accept-encoding',
        ...(takesGzip && { 'content-encoding': 'gzip' }),
        ...(strict && { 'content-security-policy': policy(reach) }),
      });
      response.end(sent);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end(`There is no page ${pathname}. The demo starts at /.\n`);
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      server.listen(0, '127.0.0.1'); // the port is in use, and any other will do
    });
    server.on('listening', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      const url = `http://127.0.0.1:${address.port}`;
      resolve({
        url,
        put(path, html) {
          made.set(path, html);
          return url + path;
        },
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
    server.listen(port, '127.0.0.1');
  });
}
