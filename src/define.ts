/** Registers every tag. Importing it is its only use. */
import './define/audio-room.ts';
import './define/live-stream.ts';
import './define/call.ts';
import './define/signal.ts';
