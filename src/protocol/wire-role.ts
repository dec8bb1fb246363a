import * as v from 'valibot';
import { roles } from './role.ts';

/** A role as it travels. Apart from the roles themselves, which a page needs before it reads anything. */
export const WireRole = v.picklist(roles);
