import type { Bus } from '../core/bus.ts';
import type { JoinDeps } from '../join/join-deps.ts';

/** The services that the routes of calls use. */
export interface CallDeps extends JoinDeps {
  /** Reaches the sockets of people. */
  readonly bus: Bus;
}
