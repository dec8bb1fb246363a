import { UTDStreamError } from '../errors/errors.ts';
import type { InterruptedRoom } from '../platform/page/tab-session.ts';
import { isOver } from '../protocol/call/call-status.ts';
import { Lifetime } from '../reactive/lifetime.ts';
import type { Admission } from '../session/connection/join-request.ts';
import type { PersonToken } from '../session/connection/person-token.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import { retry } from '../session/core/waiting.ts';
import { always, codeOf } from './call-requests.ts';

export interface InterruptedCallDeps {
  readonly person: Pick<PersonToken, 'call'>;
  /** The call that a reload has interrupted. */
  interrupted(): Promise<InterruptedRoom | undefined>;
  /** Whether no call is on at this device, and none begins. */
  isFree(): boolean;
  /** Joins the room of a call. */
  enter(admission: Admission): Promise<void>;
}

const attempted = 'come back to the call';

/** The call that a reload of the page has interrupted. */
export class InterruptedCall {
  readonly #scope: SessionScope;
  readonly #deps: InterruptedCallDeps;
  #lifetime = new Lifetime();

  constructor(scope: SessionScope, deps: InterruptedCallDeps) {
    this.#scope = scope;
    this.#deps = deps;
  }

  /** Comes back to the call, where there is one. The engine waits for a lost device for as long as this tries. */
  async resume(): Promise<void> {
    const session = this.#lifetime;
    const call = await this.#deps.interrupted();
    if (!call) return;
    try {
      const { clock } = this.#scope;
      await retry({ clock, session, connected: always }, () => this.#comeBack(call, session));
    } finally {
      call.giveBack();
    }
  }

  /** Ends the tries. */
  stop(): void {
    const happened = 'its element left the page';
    void this.#lifetime.end(new UTDStreamError('cancelled', attempted, { happened }));
    this.#lifetime = new Lifetime();
  }

  async #comeBack({ room, forget }: InterruptedRoom, { signal }: Lifetime): Promise<void> {
    const { enter, isFree, person } = this.#deps;
    if (!isFree()) return;
    try {
      const { status, type } = await person.call('readCall', { attempted, params: { call: room } });
      signal.throwIfAborted();
      if (isOver(status)) forget();
      else if (isFree()) await enter({ attempted, room, type });
    } catch (error) {
      if (codeOf(error) !== 'not_found') throw error;
      // The call is over, or goes on at another device.
      forget();
    }
  }
}
