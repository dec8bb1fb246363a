import { callPolicy } from '../call/call-policy.ts';
import { callRules, type CallRules } from '../call/call-rules.ts';
import { Call } from '../call/call.ts';
import type { CallEvents } from '../model/events.ts';
import type { CallOptions } from '../model/options.ts';
import { browserPlatform, type Platform } from '../platform/platform.ts';
import { callEndpoints } from '../protocol/call/call-endpoints.ts';
import type { CallType } from '../protocol/call/call.ts';
import { credentialsFor } from '../session/connection/join-request.ts';
import { PersonToken } from '../session/connection/person-token.ts';
import { allowedBy, type Allowed } from '../session/core/allowed.ts';
import type { LitHost } from './lit-host.ts';
import { SessionController, type SharedRules } from './session-controller.ts';

/**
 * Calls with one other person, one after another.
 *
 * @example
 * ```ts
 * const call = new CallController(null, { appId: '1234567890', identity: 'ada', type: 'video_call' });
 * call.on('callStatusChanged', (status) => console.log(status));
 * await call.ring.start({ calleeIdentity: 'ben' });
 * ```
 */
export class CallController extends SessionController<CallEvents, CallOptions> {
  /** The call: who, whether it rings, and how it ended. */
  readonly ring: Call;
  /** Whether an operation is possible now, and the reason where it is not: the state of the buttons. */
  readonly allowed: Allowed<SharedRules & CallRules>;

  constructor(
    host: LitHost,
    options: CallOptions | (() => CallOptions),
    platform: Platform = browserPlatform(),
  ) {
    const given = typeof options === 'function' ? options : () => options;
    let ring: Call | undefined;
    // A person is called by the identity by which they are signed in.
    const me = () => given().identity || ring?.signedInAs || undefined;
    super(host, () => ({ ...given(), identity: me() }), platform);
    const type = () => this.options().type ?? 'audio_call';
    ring = new Call(this.scope, {
      person: new PersonToken({ platform, options: this.options, type }),
      connection: this.connection,
      media: this.media,
      type,
      muted: () => this.options().muted ?? false,
      // A reload looks for the call by the kind of this device.
      enter: (admission) => this.enter({ admission, endpoints: callEndpoints, type: type() }),
      interrupted: () => {
        const { address } = credentialsFor(this.options(), platform.identityProvider);
        const { baseUrl: engine, appId } = address;
        return platform.storage.takeRoom({ engine, appId, room: type() });
      },
      participant: (identity) => this.participants.get(identity).get(),
    });
    this.ring = ring;
    // First: the outcome of the call comes before the end of its room.
    this.scope.features.unshift(ring);
    this.scope.policy = callPolicy(this.scope, ring);
    this.allowed = allowedBy({
      ...this.sharedRules(),
      ...callRules(ring, () => this.identity.get() ?? me()),
    });
    ring.listenTo(this.options().signal);
  }

  /** The kind of the call. */
  get product(): CallType {
    return this.ring.type.get();
  }

  /** The id of the call; empty before the engine has named the call. */
  get roomName(): string {
    return this.ring.callId.get() ?? '';
  }

  protected override get title(): string {
    return this.ring.peer.get()?.name ?? '';
  }

  protected override get place(): string {
    const peer = this.ring.peer.get();
    return peer ? `the call with '${peer.name}'` : 'the call';
  }

  protected override hostGone(): void {
    this.ring.hostGone();
    super.hostGone();
  }

  protected override hostBack(): void {
    this.ring.listenTo(this.options().signal);
  }
}
