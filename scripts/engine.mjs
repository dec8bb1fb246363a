// `npm run engine`: the engine alone, configured by environment (docs/guide/production.md).
import { pathToFileURL } from 'node:url';
import { bundleEngine } from './run-engine.mjs';

await import(pathToFileURL(await bundleEngine()).href);
