/** Registers every tag. Importing it is its only use. */
import './define/audio-room.ts';
