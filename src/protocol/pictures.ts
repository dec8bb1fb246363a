import type { EngineCode } from './codes.ts';
import type { Role } from './role.ts';

/**
 * Sending a picture of any kind, which an audio room takes from nobody. Of the policy table, and apart from
 * it because a page asks this before it loads the rest.
 */
const pictures: Readonly<Record<Role, EngineCode>> = {
  host: 'forbidden_role',
  admin: 'forbidden_role',
  speaker: 'forbidden_role',
  listener: 'forbidden_role',
};

/** Why `role` may not send a camera or a screen. */
export const noPictures = (role: Role): EngineCode => pictures[role];
