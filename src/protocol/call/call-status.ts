/** The states of a call. The caller's device waits in the first two, and only the callee's answer makes the call active. */
export const callStatuses = [
  'initiating',
  'ringing',
  'active',
  'ended',
  'rejected',
  'missed',
  'busy',
  'cancelled',
] as const;
export type CallStatus = (typeof callStatuses)[number];

export const isPending = (status: CallStatus): boolean => status === 'initiating' || status === 'ringing';

/** Whether the call has its outcome, which never changes again. */
export const isOver = (status: CallStatus): boolean => !isPending(status) && status !== 'active';

/** The reasons that go with a state. `answered_elsewhere` is for the devices that are not the answering one. */
export const callReasons = [
  'answered_elsewhere',
  'rejected',
  'busy',
  'hung_up',
  'no_answer',
  'time_limit',
  'connection_lost',
  'removed',
] as const;
export type CallReason = (typeof callReasons)[number];
