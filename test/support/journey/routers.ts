import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

/** A library that answers a click on a link by a change of the page, in place of a load. */
export interface Router {
  readonly name: string;
  /** The module that runs in each page. */
  readonly script: () => Promise<string>;
  /** The head of its pages. */
  readonly head: string;
  /** The attributes of an element that outlives the page. */
  readonly mark: string;
  /** The attributes of a body whose links are answered so; unless given, all links are. */
  readonly boost?: string;
}

async function bundle(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    ...options,
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  });
  return outputFiles![0]!.text;
}

/** The script of the component `<ClientRouter />`, with what Astro's own build puts in. */
function clientRouter(): Promise<string> {
  const file = 'node_modules/astro/components/ClientRouter.astro';
  const [, script = ''] = /<script>(.*?)<\/script>/s.exec(readFileSync(file, 'utf8')) ?? [];
  return bundle({
    stdin: { contents: script, loader: 'ts', resolveDir: dirname(file) },
    alias: { 'astro:transitions/client': 'astro/virtual-modules/transitions-router.js' },
    define: {
      'import.meta.env': '{"SSR":false,"DEV":false}',
      __PREFETCH_DISABLED__: 'true',
      __PREFETCH_PREFETCH_ALL__: 'false',
      __PREFETCH_DEFAULT_STRATEGY__: '"hover"',
      __EXPERIMENTAL_CLIENT_PRERENDER__: 'false',
    },
    plugins: [
      {
        name: 'virtual modules',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^virtual:/ }, ({ path }) => ({ path, namespace: 'virtual' }));
          onLoad({ filter: /./, namespace: 'virtual' }, () => ({
            contents: 'export const internalFetchHeaders = {};',
          }));
        },
      },
    ],
  });
}

export const turbo: Router = {
  name: 'Turbo',
  script: () => bundle({ entryPoints: ['@hotwired/turbo'] }),
  head: '<meta name="turbo-refresh-method" content="morph">',
  mark: 'id="room" data-turbo-permanent',
};

export const astro: Router = {
  name: "Astro's ClientRouter",
  script: clientRouter,
  head: '<meta name="astro-view-transitions-enabled" content="true"><meta name="astro-view-transitions-fallback" content="animate">',
  mark: 'data-astro-transition-persist="room"',
};

export const htmx: Router = {
  name: 'htmx',
  script: () => bundle({ entryPoints: ['htmx.org'] }),
  head: '',
  mark: 'id="room" hx-preserve',
  boost: 'hx-boost:inherited="true"',
};
