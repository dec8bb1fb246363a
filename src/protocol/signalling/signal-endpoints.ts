import * as v from 'valibot';
import { DisplayName, Identity } from '../names.ts';

/** By the app's backend, with the server secret. */
export const SignalTokenRequest = v.object({ identity: Identity, name: v.optional(DisplayName) });

export const SignalTokenAnswer = v.object({
  token: v.pipe(v.string(), v.minLength(1)),
  /** The address of the signalling sockets. */
  url: v.pipe(v.string(), v.url()),
  /** Seconds until the token expires. */
  expires_in: v.pipe(v.number(), v.minValue(1)),
});

export const signalEndpoints = {
  signalToken: {
    method: 'POST',
    path: '/signal/token',
    body: SignalTokenRequest,
    answer: SignalTokenAnswer,
  },
} as const;
