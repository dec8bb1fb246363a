/** Registers the live stream. Importing it is its only use. */
import { elements } from './live-stream-elements.ts';
import { register } from './register.ts';

register(elements);
