/**
 * The whole API, without side effects, importable in Node. `utd-stream-elements/define` registers the elements.
 */
export { UTDStreamClient } from './client.ts';
export * from './index/session.ts';
export * from './index/audio-room.ts';
export * from './index/live-stream.ts';
export * from './index/call.ts';
export * from './index/signal.ts';
