import type { AppMessage } from '../../model/chat-message.ts';
import { times } from '../../protocol/constants.ts';
import type { MessageContent } from '../../protocol/data/chat-messages.ts';
import { randomId } from '../../protocol/random-id.ts';
import { chatEndpoints } from '../../protocol/rest/chat.ts';
import { validate } from '../core/validate.ts';
import type { SessionCore } from '../core/session-core.ts';
import { appMessageOf } from './message-from-wire.ts';

const { data: Data, destination_identities: To } = chatEndpoints.sendData.body.entries;

/** Ids of each sender that are remembered: the same message again is told once. */
const remembered = 100;

/** The app's own messages during one session. It is loaded with the way in. */
export class AppMessages {
  readonly #scope: SessionCore;
  readonly #seen = new Map<string | null, string[]>();
  #collected: AppMessage[] = [];

  constructor(scope: SessionCore) {
    this.#scope = scope;
  }

  hear(content: MessageContent): void {
    const message = appMessageOf(content);
    if (!this.#isNew(message)) return;
    this.#collected.push(message);
    if (this.#collected.length > 1) return;
    const { clock, session } = this.#scope;
    clock.after(times.appMessages, () => this.#tell(), session.signal);
  }

  async send(data: unknown, to: readonly string[] | undefined): Promise<void> {
    const attempted = `send data to ${to ? to.map((each) => `'${each}'`).join(', ') : this.#scope.room}`;
    const body = {
      data: validate(Data, data, 'data', attempted),
      message_id: randomId(),
      ...(to && { destination_identities: validate(To, to, 'to', attempted) }),
    };
    await this.#scope.call('sendData', { attempted, body });
  }

  #isNew({ from, id }: AppMessage): boolean {
    const ids = this.#seen.get(from) ?? [];
    if (ids.includes(id)) return false;
    this.#seen.set(from, [...ids.slice(1 - remembered), id]);
    return true;
  }

  /** All that came within a frame of the screen, in order. */
  #tell(): void {
    this.#scope.emitter.batch(() => {
      for (const message of this.#collected.splice(0)) this.#scope.emit('appMessage', message);
    });
  }
}
