/**
 * The cost of commands in a room of 10 and in a room of 10,000, for each product, with engine and durable database in this process.
 *
 * Rooms of both products are open in one engine, and each operation is made in the one and then in the other, 200 times: the ratio of
 * the medians is the figure. An operation is timed from the request to its answer, by `engine.fetch`, with the database on
 * disk: a SQLite file, or the Postgres of DATABASE_URL. People are written to the store as a mint and a look of the
 * reconciler leave them. The media server is a process that answers every call at once, and lists the people.
 *
 * Postgres is told to `analyze` once the rooms are full, as its autovacuum does within a minute. Without statistics
 * the planner estimates one row for a room, and reads the room whole.
 *
 * The row "raw" is the statements of a take by libsql, or by pg, on a database of its own in the same run: begin, five
 * reads, two writes of the same size, commit.
 *
 * The looks: the reconciler compares the room of 10,000 while a seat of another room is read every millisecond. The figure
 * is the delay of the slowest read, beside the slowest read without a look. A look is quiet where the former look found
 * the same, and complete after a start of the engine.
 *
 * The bars: each ratio ≤ 1.5; the slowest read during a look ≤ 10 ms later than without; a look at a quiet room costs this
 * process a constant.
 */
import { pathToFileURL } from 'node:url';
import { bundleWithEngine } from '../scripts/run-engine.mjs';

await import(pathToFileURL(await bundleWithEngine('engine-crowd', 'bench/engine-crowd/measure.ts')).href);
