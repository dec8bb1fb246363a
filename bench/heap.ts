/** What is on the heap of a page, by the browser's own devtools. */
import type { CDPSession } from 'playwright-core';

interface Snapshot {
  readonly snapshot: { readonly meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  /** Of each node its fields, one after another. */
  readonly nodes: number[];
  readonly strings: string[];
}

export async function snapshot(devtools: CDPSession): Promise<Snapshot> {
  const chunks: string[] = [];
  const take = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
  devtools.on('HeapProfiler.addHeapSnapshotChunk', take);
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  devtools.off('HeapProfiler.addHeapSnapshotChunk', take);
  return JSON.parse(chunks.join('')) as Snapshot;
}

/** In bytes, without compiled code and without what the devtools keep of each request. */
export function sizeOf({ snapshot: { meta }, nodes, strings }: Snapshot): number {
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) =>
    meta.node_fields.indexOf(field),
  ) as [number, number, number];
  let sum = 0;
  for (let at = 0; at < nodes.length; at += meta.node_fields.length) {
    if (meta.node_types[0][nodes[at + type!]!] === 'code') continue;
    if (/NetworkResourcesData/.test(strings[nodes[at + name!]!]!)) continue;
    sum += nodes[at + size!]!;
  }
  return sum;
}
