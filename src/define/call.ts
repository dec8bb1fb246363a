/** Registers calls. Importing it is its only use. */
import { elements } from './call-elements.ts';
import { register } from './register.ts';

register(elements);
