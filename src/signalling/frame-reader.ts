import * as v from 'valibot';
import { callFrames } from '../protocol/call/call-frames.ts';
import { serverFrames } from '../protocol/signalling/server-frames.ts';

const frames = { ...serverFrames, ...callFrames };

export type EngineFrameName = keyof typeof frames;

/** The content of each frame of the engine, by its name. */
export type EngineFrames = { readonly [N in EngineFrameName]: v.InferOutput<(typeof frames)[N]> };

/** A frame of the engine: its name and its content fit each other. */
export type EngineFrame = {
  [N in EngineFrameName]: { readonly t: N; readonly id: string | undefined; readonly d: EngineFrames[N] };
}[EngineFrameName];

/** A frame that could be read, the name of a frame that this version does not know, or the fault of a frame. */
export type FrameReading =
  { readonly frame: EngineFrame } | { readonly unknown: string } | { readonly fault: unknown };

const Envelope = v.object({
  t: v.string(),
  id: v.optional(v.string()),
  d: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** Reads a frame by the table of frames. Unknown fields are dropped. */
export function readFrame(data: unknown): FrameReading {
  try {
    const { t, id, d } = v.parse(Envelope, JSON.parse(v.parse(v.string(), data)));
    if (!Object.hasOwn(frames, t)) return { unknown: t };
    const content = v.parse(frames[t as EngineFrameName], d);
    return { frame: { t, id, d: content } as EngineFrame }; // the table pairs them
  } catch (fault) {
    return { fault };
  }
}
