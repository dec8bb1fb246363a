/** The script of a page without a bundler, `dist/cdn/utd.js`. Its files are known when they have been built. */
import { Autoloader } from './autoloader.ts';
import type { Product } from './tags.ts';

/** The build puts the names of the files here, relative to this one. */
declare const builtModules: Readonly<Record<Product | 'join', readonly string[]>>;

const addresses = (of: Product | 'join') =>
  builtModules[of].map((file) => new URL(file, import.meta.url).href);

new Autoloader({
  loadings: {
    client: { load: () => import('./client-elements.ts'), modules: addresses('client') },
    'audio-room': { load: () => import('./audio-room-elements.ts'), modules: addresses('audio-room') },
    'live-stream': { load: () => import('./live-stream-elements.ts'), modules: addresses('live-stream') },
    call: { load: () => import('./call-elements.ts'), modules: addresses('call') },
    signal: { load: () => import('./signal-elements.ts'), modules: addresses('signal') },
  },
  joinModules: addresses('join'),
}).start();
