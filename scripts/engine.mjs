// `npm run engine`: the engine alone, configured by environment (docs/guide/production.md).
import { join } from 'node:path';
import { bundleEngine } from './stack.mjs';

await import(await bundleEngine(join(process.cwd(), 'node_modules', '.cache', 'utd-engine')));
