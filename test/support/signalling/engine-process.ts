/** An engine with real sockets as a process of its own, which a test can kill. */
import { serveEngine } from './signal-engine.ts';

const { DATABASE = '', PORT = '0' } = process.env;
await serveEngine({ database: DATABASE, port: Number(PORT) });
