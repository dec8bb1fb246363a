import * as v from 'valibot';
import { At } from '../room-state.ts';
import { WireCall } from './call.ts';

/** The whole call after a change, to those who are in its room. */
export const CallUpdate = v.object({
  type: v.literal('_call_update'),
  ...At.entries,
  call: WireCall,
});
