import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Lease } from '../../scripts/test-workers.mjs';

export interface Worker extends Lease {
  /** The last journey of the process that gives it back makes it free for another file. */
  giveBack(): void;
}

let held: { readonly socket: Socket; readonly lease: Promise<Lease>; journeys: number } | undefined;

function ask(port: number): NonNullable<typeof held> {
  const socket = connect(port, '127.0.0.1');
  const lease = new Promise<Lease>((resolve, reject) => {
    createInterface({ input: socket }).once('line', (line) => resolve(JSON.parse(line) as Lease));
    socket
      .once('error', reject)
      .once('close', () => reject(new Error('No worker could be had. The runner has said why.')));
  });
  return { socket, lease, journeys: 0 };
}

/**
 * The stack and the browser that the runner lends to this file, one for all of its journeys; nothing where the file
 * is run by hand.
 */
export async function borrowWorker(): Promise<Worker | undefined> {
  const port = Number(process.env['UTD_WORKERS']);
  if (!port) return undefined;
  const mine = (held ??= ask(port));
  mine.journeys++;
  const giveBack = () => {
    if (--mine.journeys) return;
    held = undefined;
    mine.socket.end();
  };
  return { ...(await mine.lease), giveBack };
}
