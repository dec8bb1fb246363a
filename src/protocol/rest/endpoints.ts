import { callEndpoints } from '../call/call-endpoints.ts';
import { signalEndpoints } from '../signalling/signal-endpoints.ts';
import { speakerEndpoints } from '../speakers/speaker-endpoints.ts';
import { stageEndpoints } from '../stage/stage-endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import { roomEndpoints } from './room-endpoints.ts';
import { seatEndpoints } from './seat-endpoints.ts';

/** Every REST call of the engine. A session takes the tables of its product alone. */
export const endpoints = {
  ...roomEndpoints,
  ...seatEndpoints,
  ...speakerEndpoints,
  ...stageEndpoints,
  ...callEndpoints,
  ...signalEndpoints,
} as const satisfies Record<string, Endpoint>;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;
