/** Registers the signalling plane. Importing it is its only use. */
import { elements } from './signal-elements.ts';
import { register } from './register.ts';

register(elements);
