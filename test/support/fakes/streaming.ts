import { LiveStreamController } from '../../../src/controllers/live-stream-controller.ts';
import { UTDStreamError } from '../../../src/errors/errors.ts';
import type { Source } from '../../../src/platform/transport.ts';
import type { Role } from '../../../src/protocol/role.ts';
import type { WireInvitation, WireRequest } from '../../../src/protocol/speakers/speaker-request.ts';
import type { WireStageMember } from '../../../src/protocol/stage/stage.ts';
import { settled } from './fake-clock.ts';
import { FakePlatform } from './fake-platform.ts';
import { person } from './fake-transport.ts';
import { record } from './record.ts';

const startedAt = '2026-01-01T12:00:00.000Z';
const created_at = '2026-01-01T00:00:00Z';

export const member = (
  identity: string,
  role: Role = 'guest',
  more: Partial<WireStageMember> = {},
): WireStageMember => ({
  identity,
  name: identity.toUpperCase(),
  avatar: null,
  role,
  away: false,
  muted: false,
  video_muted: false,
  attributes: {},
  ...more,
});

const sources = ['microphone', 'camera', 'screen_share'] as const satisfies readonly Source[];

/** A live stream with `me` in it, and the engine's part. A change is one `rev` further, and `push` tells it. */
export class StreamPlatform extends FakePlatform {
  members: WireStageMember[] = [];
  live = false;
  waiting: WireRequest[] = [];
  invitedBy: WireInvitation[] = [];
  count: number | undefined;
  role: Role = 'audience';
  #seq = 0;

  constructor() {
    super();
    Object.assign(this.answers, {
      mint: () => ({
        token: 'media',
        url: 'ws://127.0.0.1:7880',
        user_token: 'bearer',
        identity: this.me,
        role: this.role,
        expires_in: 900,
        features: ['stage', 'chat', 'data', 'audience'],
        room: this.stream(),
      }),
      readRoom: () => this.stream(),
      goLive: () => this.goes(true),
      endLive: () => this.goes(false),
      requestStage: () => {
        const request = this.asks(this.me);
        return { request_id: request.id, request: { ...request, ...this.at() } };
      },
      cancelStageRequest: () => this.settles(this.me),
      leaveStage: () => this.takes(this.me),
      removeFromStage: ({ params }: { params: { identity: string } }) => this.takes(params.identity),
      approveStageRequest: ({ params }: { params: { identity: string } }) => {
        this.settles(params.identity);
        return this.puts(params.identity);
      },
      acceptStageInvitation: () => this.puts(this.me),
      declineStageInvitation: () => undefined,
      rejectStageRequest: ({ params }: { params: { identity: string } }) => this.settles(params.identity),
      inviteToStage: () => ({ invitation_id: 'i1' }),
    });
  }

  at = () => ({ epoch: 1, rev: this.rev, version: this.rev });

  stage() {
    return {
      epoch: 1,
      rev: this.rev,
      live: this.live,
      live_started_at: this.live ? startedAt : null,
      queue: this.waiting.map(({ id }) => id),
      stage: this.members,
    };
  }

  stream() {
    return {
      room: 'show',
      type: 'live_stream' as const,
      owner: null,
      roles: {},
      participants: [],
      version: this.rev,
      requests: this.waiting,
      invitations: this.invitedBy,
      cleared: false,
      comments: { locked: false, by: null },
      chat: { seq: 0, removed: [] as string[] },
      server_time: created_at,
      participant_count: this.count,
      mode: 'free' as const,
      mode_id: null,
      ...this.stage(),
    };
  }

  goes(live: boolean) {
    this.live = live;
    return this.#next();
  }

  puts(identity: string, role: Role = 'guest', more: Partial<WireStageMember> = {}) {
    this.members = [
      ...this.members.filter((each) => each.identity !== identity),
      member(identity, role, more),
    ];
    return this.#next();
  }

  takes(identity: string) {
    this.members = this.members.filter((each) => each.identity !== identity);
    return this.#next();
  }

  asks(identity: string): WireRequest {
    const request = { id: `of-${identity}`, identity, name: identity.toUpperCase(), note: null, created_at };
    this.waiting = [...this.waiting, request];
    this.#next();
    return request;
  }

  settles(identity: string): void {
    this.waiting = this.waiting.filter((each) => each.identity !== identity);
    this.#next();
  }

  /** Tells all the stage. */
  tell(): void {
    this.link.push({ type: '_stage_update', count: this.members.length, ...this.stage() });
  }

  /** Tells of a request, or of its end. */
  tellRequest(how: '' | '_approved' | '_rejected' | '_cancelled', identity: string, more: object = {}): void {
    const about = { request_id: `of-${identity}`, identity, name: identity.toUpperCase(), created_at };
    this.link.push({ type: `_stage_request${how}`, ...this.at(), ...about, ...more });
  }

  /** Invites `me`, and says so. */
  invites(): void {
    this.invitedBy = [
      { id: 'i1', inviter: 'ada', name: 'ADA', seat_index: null, expires_at: '2036-01-01T00:00:00Z' },
    ];
    this.rev++;
    this.link.push({
      type: '_stage_invitation',
      ...this.at(),
      invitation_id: 'i1',
      inviter_identity: 'ada',
      target_identity: this.me,
      name: 'ADA',
      expires_at: '2036-01-01T00:00:00Z',
    });
  }

  /** The news of the audience. */
  counts(count: number, more: object = {}): void {
    this.link.push({ type: '_audience', epoch: 1, rev: this.rev, seq: ++this.#seq, count, ...more });
  }

  /** The engine's grants to `me` arrive, or are taken away. */
  grantAll(may: boolean): void {
    for (const source of sources) this.link.grant(may, source);
  }

  #next() {
    this.rev++;
    return this.stage();
  }
}

/** Joined in a live stream as `role`: the host and the guests are on stage. */
export async function streaming(role: Role = 'host', more: object = {}, edge = new StreamPlatform()) {
  edge.role = role;
  if (role !== 'host') edge.puts('ada', 'host');
  if (role === 'host' || role === 'guest') edge.puts('me', role);
  const stream = new LiveStreamController(null, { appId: '1234567890', roomName: 'show', ...more }, edge);
  const others = role === 'host' ? [] : [person('ada', { role: 'host' })];
  edge.link.all = [person('me', { role }), ...others];
  await stream.join();
  await settled();
  const told = record(stream);
  edge.calls.length = 0;
  const open = () =>
    edge.tracks.filter(({ readyState }) => readyState === 'live').map(({ source }) => source);
  const published = () =>
    edge.link.published.filter(({ ended, muted }) => !ended && !muted).map(({ source }) => source);
  const calls = () => edge.calls.map(({ name }) => name).filter((name) => name !== 'readRoom');
  const errors = () => told.flatMap(([event, detail]) => (event === 'error' ? [detail.code] : []));
  const because = (operation: Parameters<typeof stream.allowed>[0], about?: string) =>
    stream.allowed(operation, about as never).get().because;
  return { edge, stream, told, open, published, calls, errors, because };
}

export const code = (expected: string) => (error: unknown) =>
  error instanceof UTDStreamError && error.code === expected;
