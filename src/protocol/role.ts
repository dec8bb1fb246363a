import * as v from 'valibot';

/** Roles of an audio room, strongest first. `speaker` follows from a seat, the others are kept. */
export const roles = ['host', 'admin', 'speaker', 'listener'] as const;

export const Role = v.picklist(roles);
export type Role = v.InferOutput<typeof Role>;
