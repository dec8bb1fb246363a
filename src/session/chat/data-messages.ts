import { UTDStreamError } from '../../errors/errors.ts';
import type { AppMessage } from '../../model/chat-message.ts';
import { times } from '../../protocol/constants.ts';
import type { MessageContent } from '../../protocol/chat/chat-messages.ts';
import { randomId } from '../../protocol/random-id.ts';
import { chatEndpoints } from '../../protocol/chat/chat-endpoints.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { validate } from './validate.ts';
import { toAppMessage } from './message-from-wire.ts';

const { data: Data, destination_identities: To } = chatEndpoints.sendData.body.entries;

/** Ids of each sender that are remembered: a repeated message is announced once. */
const rememberedIds = 100;

/** The app's own messages to the participants of the room. They arrive as `appMessage` events. */
export class DataMessages implements SessionFeature {
  readonly #scope: SessionScope;
  #seen = new Map<string | null, string[]>();
  #collected: AppMessage[] = [];

  constructor(scope: SessionScope) {
    this.#scope = scope;
    scope.handle('messageContent', (message) => this.#handle(message));
  }

  /** @internal */
  sessionStarts(): void {
    this.#seen = new Map();
    this.#collected = [];
  }

  /**
   * Sends data of the app's own meaning. Data is of the moment: an absent participant misses it, and data that does not
   * arrive is not sent again.
   *
   * @param data JSON of at most 8 KiB, 8 levels deep
   * @param options.to identities; without it all participants
   * @throws {UTDStreamError} `invalid_request`, `payload_too_large`, `rate_limited`, `not_joined`, `network` …
   */
  async send(data: unknown, { to }: { to?: readonly string[] } = {}): Promise<void> {
    const attempted = `send data to ${to ? to.map((each) => `'${each}'`).join(', ') : this.#scope.room}`;
    if (this.#scope.session.ended) throw new UTDStreamError('not_joined', attempted);
    const body = {
      data: validate(Data, data, 'data', attempted),
      message_id: randomId(),
      ...(to && { destination_identities: validate(To, to, 'to', attempted) }),
    };
    await this.#scope.call('sendData', { attempted, body });
  }

  #handle(content: MessageContent): void {
    const message = toAppMessage(content);
    if (!this.#isNew(message)) return;
    this.#collected.push(message);
    if (this.#collected.length > 1) return;
    const { clock, session } = this.#scope;
    clock.after(times.appMessages, () => this.#emit(), session.signal);
  }

  #isNew({ from, id }: AppMessage): boolean {
    const ids = this.#seen.get(from) ?? [];
    if (ids.includes(id)) return false;
    this.#seen.set(from, [...ids.slice(1 - rememberedIds), id]);
    return true;
  }

  /** Emits all messages of one frame of the screen, in order. */
  #emit(): void {
    this.#scope.batch(() => {
      for (const message of this.#collected.splice(0)) this.#scope.emit('appMessage', message);
    });
  }
}
