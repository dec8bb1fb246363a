import { Audience } from '../live-stream/audience.ts';
import { stagePolicy } from '../live-stream/stage-policy.ts';
import { stageRules, type StageRules } from '../live-stream/stage-rules.ts';
import { Stage } from '../live-stream/stage.ts';
import type { LiveStreamEvents } from '../model/events.ts';
import type { LiveStreamOptions, Takeover } from '../model/options.ts';
import type { Platform } from '../platform/platform.ts';
import { mayDo } from '../protocol/policy.ts';
import { stageEndpoints } from '../protocol/stage/stage-endpoints.ts';
import { allowedBy, type Allowed } from '../session/core/allowed.ts';
import type { LitHost } from './lit-host.ts';
import { SessionController, type SharedRules } from './session-controller.ts';

/**
 * A live stream: a host and guests on a stage, and any number of viewers.
 *
 * @example
 * ```ts
 * const stream = new LiveStreamController(null, { appId: '1234567890', roomName: 'show', asHost: true });
 * stream.on('stageUpdate', (members) => console.log(members.map(({ name }) => name)));
 * await stream.join();
 * await stream.stage.goLive();
 * ```
 */
export class LiveStreamController extends SessionController<LiveStreamEvents, LiveStreamOptions> {
  readonly product = 'live_stream';
  /** The stage, the way to it, and the stream's being live. */
  readonly stage: Stage;
  /** Whether an operation is possible now, and the reason where it is not: the state of the buttons. */
  readonly allowed: Allowed<SharedRules & StageRules>;

  constructor(host: LitHost, options: LiveStreamOptions | (() => LiveStreamOptions), platform?: Platform) {
    super(host, options, platform);
    const stage = new Stage(this.scope, {
      media: this.media,
      muted: () => this.options().muted ?? false,
      participant: (identity) => this.participants.get(identity).get(),
      answersRequests: () => mayDo(this.product, 'answerStageRequest', this.role.get()) === 'yes',
    });
    const audience = new Audience(this.scope, { left: (identities) => this.participants.left(identities) });
    this.stage = stage;
    this.scope.features.push(stage, audience);
    this.scope.policy = stagePolicy(this.scope, { stage, audience, role: () => this.role.get() });
    // An admin is never on camera, not even for a preview.
    this.scope.effect(
      () => this.role.get() === 'admin',
      (admin) => {
        if (admin) void stage.preview(false);
      },
    );
    this.allowed = allowedBy({ ...this.sharedRules(), ...stageRules(this) });
  }

  get roomName(): string {
    return this.options().roomName;
  }

  /**
   * Joins the live stream. Resolves when connected. A second call while joining or joined gives the promise of the first.
   *
   * @param join.takeover replaces the option of this name, for this join
   * @throws {UTDStreamError} `invalid_request`, `unauthenticated`, `banned`, `signed_in_elsewhere`, `unavailable`,
   *   `network`, `connect_failed`, `cancelled` where `leave` came first …
   */
  join({ takeover }: { takeover?: Takeover | undefined } = {}): Promise<void> {
    return this.enter({ takeover, endpoints: stageEndpoints });
  }
}
