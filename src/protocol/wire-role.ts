import * as v from 'valibot';
import { roles } from './role.ts';

/** The schema of a role. */
export const WireRole = v.picklist(roles);
