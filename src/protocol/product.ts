import * as v from 'valibot';

/** The kinds of rooms. */
export const products = ['audio_room'] as const;

export const Product = v.picklist(products);
export type Product = v.InferOutput<typeof Product>;
