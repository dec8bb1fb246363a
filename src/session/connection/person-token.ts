import { UTDStreamError } from '../../errors/errors.ts';
import type { MediaOptions } from '../../model/options.ts';
import type { Answer, EngineApi, Request } from '../../platform/engine-http/engine-api.ts';
import type { TabSession } from '../../platform/page/tab-session.ts';
import type { Platform } from '../../platform/platform.ts';
import { callEndpoints } from '../../protocol/call/call-endpoints.ts';
import { connectRetries, times } from '../../protocol/constants.ts';
import type { EndpointName } from '../../protocol/rest/endpoints.ts';
import { Lifetime } from '../../reactive/lifetime.ts';
import { isLost, pause, timeout } from '../core/waiting.ts';
import { credentialsFor } from './join-request.ts';
import { renewalMargin } from './access-token.ts';
import { identityTokenField } from './identity-token.ts';

interface PersonTokenDeps {
  readonly platform: Pick<Platform, 'api' | 'clock' | 'identityProvider'>;
  options(): MediaOptions;
  /** The kind of room that the person is to enter, for the identity provider. */
  type(): string;
}

type AppCredentials = ReturnType<typeof credentialsFor>;

interface SignIn {
  /** The app and the person, as the options named them. */
  readonly as: string;
  readonly answer: Promise<{ readonly bearer: string; readonly expires: number }>;
}

/** The bearer token of a person without a room, by which calls begin and are answered. It outlives sessions. */
export class PersonToken {
  readonly #deps: PersonTokenDeps;
  /** The last sign-in, which calls share that are made meanwhile. */
  #signIn: SignIn | undefined;

  constructor(deps: PersonTokenDeps) {
    this.#deps = deps;
  }

  /**
   * Calls the engine. Signs in first, where the token is missing, old or of another person. A request with a key is
   * repeated where its answer is lost, as often as the first connect of a session.
   *
   * @param tab keeps the identity that the engine gives to a person without one
   */
  async call<N extends EndpointName>(name: N, request: Request, tab?: TabSession): Promise<Answer<N>> {
    const { platform, options } = this.#deps;
    const credentials = credentialsFor(options(), platform.identityProvider);
    const api = platform.api(credentials.address, callEndpoints);
    const bearer = await this.#bearer(credentials, request, tab);
    try {
      return await this.#send(api, name, { ...request, bearer });
    } catch (error) {
      if (!(error instanceof UTDStreamError) || error.code !== 'token_expired') throw error;
      this.#signIn = undefined;
      const renewed = await this.#bearer(credentials, request, tab);
      return this.#send(api, name, { ...request, bearer: renewed });
    }
  }

  async #send<N extends EndpointName>(api: EngineApi, name: N, request: Request): Promise<Answer<N>> {
    for (let retries = request.key === undefined ? 0 : connectRetries; ; retries--) {
      try {
        return await api.call(name, request);
      } catch (error) {
        if (!isLost(error) || !retries) throw error;
        await pause(this.#deps.platform.clock, new Lifetime(), times.connectRetry);
      }
    }
  }

  async #bearer(credentials: AppCredentials, { attempted }: Request, tab?: TabSession): Promise<string> {
    const { clock } = this.#deps.platform;
    const { identity, name, avatar } = this.#deps.options();
    const as = JSON.stringify([credentials.address, identity, name, avatar]);
    const known = this.#signIn?.as === as ? await this.#signIn.answer.catch(() => undefined) : undefined;
    if (known && clock.now() < known.expires - renewalMargin) return known.bearer;
    this.#signIn = { as, answer: this.#ask(credentials, attempted, tab) };
    return (await this.#signIn.answer).bearer;
  }

  async #ask({ address, identityProvider }: AppCredentials, attempted: string, tab?: TabSession) {
    const { platform, options, type } = this.#deps;
    const { identity, name, avatar } = options();
    // Calls that share a sign-in must not end it for each other, and all of them wait for a provider that hangs.
    const asking = new Lifetime();
    const room = { room_name: '', type: type() };
    const proof = identityTokenField(identityProvider, room, attempted, asking.signal);
    const late = () =>
      new UTDStreamError('timeout', attempted, { happened: 'the identity provider did not answer in time' });
    const token = await timeout(platform.clock, asking, times.connect, proof, late).finally(
      () => void asking.end(late()),
    );
    const resume = tab?.resume;
    const answer = await platform.api(address, callEndpoints).call('signIn', {
      attempted,
      body: {
        ...(identity && { identity }),
        ...(name && { name }),
        ...(avatar && { image: avatar }),
        ...token,
        ...(resume && !identity && { resume }),
      },
    });
    tab?.minted(answer.resume);
    return { bearer: answer.user_token, expires: platform.clock.now() + answer.expires_in * 1000 };
  }
}
