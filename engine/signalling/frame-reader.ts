import * as v from 'valibot';
import { sizes } from '../../src/protocol/names.ts';
import { clientFrames, Envelope, isClientFrame } from '../../src/protocol/signalling/client-frames.ts';
import type { ClientData, ClientFrameName } from '../../src/protocol/signalling/client-frames.ts';
import { Refusal } from '../core/refusal.ts';

/** A frame from a client: its name and its content fit each other. */
export type ReadFrame = {
  [N in ClientFrameName]: { readonly t: N; readonly d: ClientData<N> };
}[ClientFrameName];

/** A frame as far as it could be read. */
export interface Reading {
  readonly id: string | undefined;
  readonly frame: ReadFrame | Refusal;
}

const unreadable = (id: string | undefined, what: string, field?: string): Reading => ({
  id,
  frame: new Refusal('invalid_request', `The frame was dropped: ${what}`, field ? { field } : {}),
});

/** Reads a frame by the table of frames. */
export function readFrame(data: Buffer, binary: boolean): Reading {
  if (data.length > sizes.frame) {
    const message = `The frame was dropped: it has more than ${sizes.frame / 1024} KiB. Send less.`;
    return { id: undefined, frame: new Refusal('payload_too_large', message) };
  }
  if (binary) return unreadable(undefined, 'it is binary. Send JSON as text.');
  let json: unknown;
  try {
    json = JSON.parse(data.toString());
  } catch {
    return unreadable(undefined, 'it is not JSON. Send {"t", "id", "d"}.');
  }
  const envelope = v.safeParse(Envelope, json);
  if (!envelope.success) return unreadable(undefined, 'it is no frame. Send {"t", "id", "d"}.');
  const { t, id, d } = envelope.output;
  if (!isClientFrame(t)) return unreadable(id, `there is no frame '${t.slice(0, 64)}'. Check its name.`, 't');
  const content = v.safeParse(clientFrames[t].data, d);
  if (content.success) return { id, frame: { t, d: content.output } as ReadFrame }; // the table pairs them
  const [issue] = content.issues;
  const field = v.getDotPath(issue) ?? undefined;
  return unreadable(id, `${issue.message.replace(/\.$/, '')}.`, field);
}
