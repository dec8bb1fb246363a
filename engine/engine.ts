import type { CallDeps } from './call/call-deps.ts';
import type { WebhookHint } from './livekit/livekit.ts';
import type { Reconciler } from './livekit/reconciler.ts';
import type { Presence } from './room/presence.ts';

/** The services of the engine. `createEngine` makes them, and each route takes those that it uses. */
export interface Engine extends CallDeps {
  readonly presence: Presence;
  readonly reconciler: Reconciler;
  /** Reads a webhook. The promise rejects where LiveKit did not sign it. */
  readonly readWebhook: (body: string, authorization: string | undefined) => Promise<WebhookHint>;
}
