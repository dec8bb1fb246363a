/** Registers the audio room. Importing it is its only use. */
import { elements } from './audio-room-elements.ts';
import { register } from './register.ts';

register(elements);
