import { asUTDError, errorOf, UTDStreamError } from '../errors/errors.ts';
import { farewell } from '../errors/translations.ts';
import type { SignalCredentials, SignalEnded, SignalOptions } from '../model/signalling.ts';
import type { SignalPlatform } from '../platform/signal-platform.ts';
import type { ErrorCode } from '../protocol/codes.ts';
import { connectRetries, times } from '../protocol/constants.ts';
import { reconnects } from '../protocol/signalling/close-codes.ts';
import { Lifetime } from '../reactive/lifetime.ts';
import { frameError } from './frame-errors.ts';
import type { EngineFrames } from './frame-reader.ts';
import { askForCredentials } from './signal-credentials.ts';
import { SignalLink, type FrameInput, type LinkDeps, type LinkEnd } from './signal-link.ts';
import type { SignalScope } from './signal-scope.ts';

interface SignalConnectionDeps {
  readonly platform: SignalPlatform;
  readonly options: () => SignalOptions;
  /** Completes the auth frame. */
  readonly auth: (token: string) => FrameInput<'auth'>;
}

/** A try to connect that failed, or a connection that was lost. */
interface Failure {
  readonly error: UTDStreamError;
  /** No further try makes sense. */
  readonly final: boolean;
  /** The credentials provider failed, and no socket. */
  readonly byProvider: boolean;
}

/** The refusals after which no provider is asked again. All other failures may be of the moment. */
const finalCodes: ReadonlySet<ErrorCode> = new Set([
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'banned',
]);

const attempted = 'connect to the signalling plane';

/**
 * The random number of milliseconds before a try to connect. Its limit doubles, so that the clients of an engine that
 * starts again do not come at once.
 *
 * @param tries the number of failed tries before
 * @param random from 0 to 1
 */
export const backoff = (tries: number, random: number): number =>
  random * Math.min(times.mostBackoff, times.backoff * 2 ** tries);

const byProvider = (error: UTDStreamError): Failure => ({
  error,
  final: finalCodes.has(error.code),
  byProvider: true,
});
const bySocket = ({ code, error }: LinkEnd): Failure => ({
  error,
  final: !reconnects(code),
  byProvider: false,
});

/** Keeps a socket connected, from `connect` to `disconnect`. Every socket has fresh credentials. */
export class SignalConnection {
  readonly #scope: SignalScope;
  readonly #deps: SignalConnectionDeps;
  readonly #unknownFrames = new Set<string>();
  #entered: Promise<void> = Promise.resolve();
  #hasten = () => {};

  constructor(scope: SignalScope, deps: SignalConnectionDeps) {
    this.#scope = scope;
    this.#deps = deps;
    scope.handle('auth.expiring', () => void this.#renew());
    scope.handle('error', (refusal) => scope.fail(frameError(refusal, 'send a frame')));
  }

  connect(): Promise<void> {
    const scope = this.#scope;
    if (!scope.session.ended) return this.#entered;
    const session = (scope.session = new Lifetime());
    this.#deps.platform.page.onReturn(() => this.#returned(), session.signal);
    scope.batch(() => {
      scope.ended.value = null;
      scope.state.value = 'connecting';
    });
    return (this.#entered = this.#enter(session));
  }

  disconnect(): Promise<void> {
    const { session } = this.#scope;
    if (session.ended) return Promise.resolve();
    const reason = new UTDStreamError('cancelled', attempted, { happened: 'disconnect was called' });
    return this.#end(session, reason, { why: 'left', message: farewell('the signalling plane') });
  }

  /** Connects for the first time, with few tries. A provider that fails at first is a mistake in most cases. */
  async #enter(session: Lifetime): Promise<void> {
    for (let tries = 0; ; tries++) {
      const failure = await this.#open(session);
      if (!failure) return void this.#keep(session);
      const { error } = failure;
      if (failure.final || failure.byProvider || tries >= connectRetries) {
        void this.#end(session, error, { why: 'failed', message: error.message, error });
        throw error;
      }
      await this.#pause(session, tries, error);
    }
  }

  /** Connects again whenever the socket is lost. */
  async #keep(session: Lifetime): Promise<void> {
    const { clock } = this.#scope;
    for (let tries = 0; ;) {
      const connectedAt = clock.now();
      const end = await this.#lost();
      if (session.ended) return;
      this.#unlink();
      if (clock.now() - connectedAt >= times.calm) tries = 0;
      const failure = await this.#reconnect(session, bySocket(end), () => tries++);
      if (session.ended) return;
      if (failure) return this.#refuse(session, failure);
    }
  }

  /** @returns the refusal after which no further try makes sense; `null` when connected, or when the session has ended */
  async #reconnect(session: Lifetime, lost: Failure, nextTry: () => number): Promise<UTDStreamError | null> {
    let announced = false;
    for (let failure: Failure | null = lost; failure;) {
      const { error } = failure;
      if (failure.final) return error;
      // A provider that keeps failing is announced once in an outage. The state shows an unreachable engine.
      if (failure.byProvider && !announced) this.#scope.fail(error);
      announced ||= failure.byProvider;
      try {
        await this.#pause(session, nextTry(), error);
        failure = await this.#open(session);
      } catch (reason) {
        if (session.ended) return null;
        throw reason;
      }
    }
    return null;
  }

  /** Resolves when the socket has ended, and no renewed socket has taken its place. */
  async #lost(): Promise<LinkEnd> {
    for (;;) {
      const link = this.#scope.link!; // there is one from `#open` to `#unlink` and `#end`
      const end = await link.ended;
      if (!this.#scope.link || this.#scope.link === link) return end;
    }
  }

  /** Connects a socket. Rejects with the reason where the lifetime ends first. */
  async #open(lifetime: Lifetime): Promise<Failure | null> {
    let credentials: SignalCredentials;
    try {
      credentials = await askForCredentials(this.#scope.clock, lifetime, this.#provider());
    } catch (error) {
      lifetime.signal.throwIfAborted();
      return byProvider(asUTDError(error, 'network', attempted));
    }
    let detach = () => {};
    let link: SignalLink;
    try {
      link = this.#newLink(credentials, (ok) => {
        detach();
        this.#link(link, ok);
      });
    } catch (cause) {
      const happened = 'the browser refused to open a socket';
      const error = errorOf('unsupported', attempted, {
        cause,
        happened,
        fix: 'Check the address of the engine.',
      });
      return { error, final: true, byProvider: false };
    }
    detach = lifetime.onEnd(() => link.abandon());
    const end = await Promise.race([link.ended, link.up]);
    detach();
    lifetime.signal.throwIfAborted();
    return end ? bySocket(end) : null;
  }

  /** Throws where the page may not open the address. */
  #newLink({ url, token }: SignalCredentials, up: (ok: EngineFrames['auth.ok']) => void): SignalLink {
    const scope = this.#scope;
    const deps: LinkDeps = {
      clock: scope.clock,
      openSocket: this.#deps.platform.openSocket,
      up,
      frame: (frame) => scope.handleFrame(frame),
      unknown: (name) => this.#warn(name),
      unreadable: (fault) => scope.fail(asUTDError(fault, 'protocol', 'read a frame')),
    };
    return new SignalLink(deps, url, this.#deps.auth(token));
  }

  #provider() {
    const { credentialsProvider, tokenUrl } = this.#deps.options();
    if (credentialsProvider) return credentialsProvider;
    if (tokenUrl !== undefined) return this.#deps.platform.credentialsProvider(tokenUrl);
    throw new UTDStreamError('invalid_request', attempted, {
      field: 'credentialsProvider',
      happened: 'neither a credentialsProvider nor a token-url is given',
      fix: 'Give one of them.',
    });
  }

  /** Takes over a socket whose token was accepted. Its first frame comes after this. */
  #link(link: SignalLink, { identity, server_time }: EngineFrames['auth.ok']): void {
    const scope = this.#scope;
    const known = scope.identity.value;
    if (known !== null && known !== identity) {
      link.leave();
      const happened = `the new credentials are of '${identity}', and the connection is of '${known}'`;
      const error = errorOf('unauthenticated', attempted, { happened, fix: 'Disconnect first.' });
      return this.#refuse(scope.session, error);
    }
    const before = scope.link;
    scope.batch(() => {
      scope.link = link;
      scope.setEngineTime(server_time);
      scope.identity.value = identity;
      scope.state.value = 'connected';
      for (const feature of scope.features) feature.linked(before !== undefined);
    });
    before?.leave();
  }

  /** Replaces the socket before its token ends. */
  async #renew(): Promise<void> {
    const lifetime = this.#scope.link?.lifetime;
    if (!lifetime) return;
    try {
      // A failure is none yet: the socket stays until its token ends.
      await this.#open(lifetime);
    } catch (reason) {
      if (!lifetime.ended) throw reason;
    }
  }

  #unlink(): void {
    const scope = this.#scope;
    scope.batch(() => {
      scope.link = undefined;
      scope.state.value = 'reconnecting';
      for (const feature of scope.features) feature.unlinked?.();
    });
  }

  /** Ends the session by a refusal that no promise carries. */
  #refuse(session: Lifetime, error: UTDStreamError): void {
    void this.#end(session, error, { why: error.code, message: error.message, error });
    this.#scope.fail(error);
  }

  #end(session: Lifetime, reason: UTDStreamError, ended: SignalEnded): Promise<void> {
    const scope = this.#scope;
    const released = session.end(reason);
    scope.batch(() => {
      scope.link?.leave();
      scope.link = undefined;
      for (const feature of scope.features) {
        feature.unlinked?.();
        feature.sessionEnds?.();
      }
      scope.reset();
      scope.ended.value = ended;
      scope.state.value = 'disconnected';
    });
    return released;
  }

  /** Waits before a try, and no longer than until the page is back. A wait that the engine asks for is kept to its end. */
  async #pause(session: Lifetime, tries: number, { retryAfter }: UTDStreamError): Promise<void> {
    const { clock } = this.#scope;
    const asked = retryAfter === undefined ? 0 : retryAfter * 1000;
    const waiting = session.child();
    const passed = new Promise<void>((resolve) => {
      clock.after(Math.max(asked, backoff(tries, Math.random())), resolve, waiting.signal);
      this.#hasten = asked ? () => {} : resolve;
    });
    await waiting.waitFor(passed).finally(() => void waiting.end(new UTDStreamError('cancelled', 'wait')));
  }

  /** The network, the person or the page is back: an outage may be over, and a connection may have died in the meantime. */
  #returned(): void {
    this.#hasten();
    this.#scope.link?.probe();
  }

  #warn(name: string): void {
    if (this.#unknownFrames.has(name)) return;
    this.#unknownFrames.add(name);
    this.#scope.logger()?.warn('A frame of a newer engine was ignored.', { frame: name.slice(0, 64) });
  }
}
