import * as v from 'valibot';
import { At } from '../room-state.ts';
import { WireStage } from './stage.ts';

/** The whole stage after a change, to all participants. `reread` replaces a stage that is too large for a packet. */
export const StageUpdate = v.union([
  v.object({ type: v.literal('_stage_update'), ...At.entries, ...WireStage.entries }),
  v.object({ type: v.literal('_stage_update'), ...At.entries, reread: v.literal(true) }),
]);
export type StageUpdate = v.InferOutput<typeof StageUpdate>;

/** The reasons for which a stream stops being live: the host ended it, left, or stayed away for a minute. */
export const liveEndReasons = ['ended', 'host_left', 'host_away'] as const;
export type LiveEndReason = (typeof liveEndReasons)[number];

/** The stream is not live any more, to all participants. */
export const LiveEnded = v.object({
  type: v.literal('_live_ended'),
  ...At.entries,
  reason: v.picklist(liveEndReasons),
});
