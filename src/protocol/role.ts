import * as v from 'valibot';

/** The roles of an audio room, the strongest first. `speaker` follows from a seat; the engine stores the others. */
export const roles = ['host', 'admin', 'speaker', 'listener'] as const;
export type Role = (typeof roles)[number];

/** The schema of a role. */
export const WireRole = v.picklist(roles);
