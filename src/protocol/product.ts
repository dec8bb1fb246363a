import * as v from 'valibot';
import { callTypes } from './call/call.ts';

/** The kinds of rooms for many. */
export const roomTypes = ['audio_room', 'live_stream'] as const;

/** The kinds of rooms. The room of a call is made by the call, and by no mint. */
export const products = [...roomTypes, ...callTypes] as const;

export const Product = v.picklist(products);
export type Product = v.InferOutput<typeof Product>;
