/** What a window asks of the network, and when. */
import type { CDPSession } from 'playwright-core';
import { quantile } from './house.ts';

export interface Row {
  readonly what: string;
  /** How many files came one after another until this one; 0 for what is no file of the page. */
  readonly level: number;
  /** Milliseconds since the navigation. */
  readonly begun: number;
  readonly ended: number;
  /** As sent, with its headers; 0 where DevTools does not tell. */
  readonly bytes: number;
}

/** @returns gives the rows that have ended so far */
export async function watchNetwork(devtools: CDPSession): Promise<() => readonly Row[]> {
  const rows = new Map<string, Partial<Row> & Pick<Row, 'what' | 'level'>>();
  const levels = new Map<string, number>();
  let navigated = 0;
  const since = (timestamp: number) => (timestamp - navigated) * 1000;
  const add = (id: string, more: Partial<Row>) => {
    const row = rows.get(id);
    if (row) rows.set(id, { ...row, ...more });
  };
  devtools.on('Network.requestWillBeSent', ({ requestId, request, type, initiator, timestamp }) => {
    navigated ||= timestamp;
    const { pathname } = new URL(request.url);
    const page = type === 'Document';
    // A static import is told by the importing file, a dynamic one by the call.
    const from = initiator.url ?? initiator.stack?.callFrames[0]?.url ?? '';
    const level = page ? 0 : (levels.get(from) ?? 0) + 1;
    const file = type === 'Script' || type === 'Stylesheet';
    if (page || file) levels.set(request.url, level);
    const what = page ? 'the page' : file ? pathname : `${request.method} ${pathname}`;
    rows.set(requestId, { what, level: file ? level : 0, begun: since(timestamp) });
  });
  devtools.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength: bytes }) =>
    add(requestId, { ended: since(timestamp), bytes }),
  );
  devtools.on('Network.webSocketCreated', ({ requestId, url }) =>
    rows.set(requestId, { what: `socket ${new URL(url).pathname}, to its handshake`, level: 0 }),
  );
  devtools.on('Network.webSocketWillSendHandshakeRequest', ({ requestId, timestamp }) =>
    add(requestId, { begun: since(timestamp) }),
  );
  devtools.on('Network.webSocketHandshakeResponseReceived', ({ requestId, timestamp }) =>
    add(requestId, { ended: since(timestamp), bytes: 0 }),
  );
  await devtools.send('Network.enable');
  return () =>
    [...rows.values()].flatMap(({ what, level, begun, ended, bytes = 0 }) =>
      begun === undefined || ended === undefined ? [] : [{ what, level, begun, ended, bytes }],
    );
}

/** The medians of the rows that every load has, in the order in which they began. */
export function medianRows(loads: readonly (readonly Row[])[]): readonly Row[] {
  const median = (of: readonly Row[], key: 'begun' | 'ended' | 'bytes') =>
    quantile(
      of.map((row) => row[key]),
      0.5,
    );
  return [...new Set(loads.flatMap((rows) => rows.map(({ what }) => what)))]
    .map((what) => loads.flatMap((rows) => rows.find((row) => row.what === what) ?? []))
    .filter(({ length }) => length === loads.length)
    .map((of) => ({
      ...of[0]!,
      begun: median(of, 'begun'),
      ended: median(of, 'ended'),
      bytes: median(of, 'bytes'),
    }))
    .toSorted((one, other) => one.begun - other.begun);
}
