import type { EngineCode } from './codes.ts';
import type { Role } from './role.ts';

/** The refusals of a camera or a screen, which an audio room takes from no role. */
const pictures: Readonly<Record<Role, EngineCode>> = {
  host: 'forbidden_role',
  admin: 'forbidden_role',
  speaker: 'forbidden_role',
  listener: 'forbidden_role',
};

/** The code that refuses a camera or a screen of `role`. */
export const noPictures = (role: Role): EngineCode => pictures[role];
