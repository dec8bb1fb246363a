/** The API of calls alone. */
export { callContext } from '../elements/call/call-context.ts';
export { UTDCallElement } from '../elements/call/call.ts';
export { CallController } from '../controllers/call-controller.ts';
export type { CallPeer, CallSignal, RingStatus } from '../model/call.ts';
export type { CallReason, CallStatus } from '../protocol/call/call-status.ts';
export type { CallType } from '../protocol/call/call.ts';
