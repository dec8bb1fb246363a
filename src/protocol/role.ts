/** Roles of an audio room, strongest first. `speaker` follows from a seat, the others are kept. */
export const roles = ['host', 'admin', 'speaker', 'listener'] as const;
export type Role = (typeof roles)[number];
