import * as v from 'valibot';
import type { Transport } from '../../platform/transport.ts';
import { asUTDError, UTDStreamError } from '../../errors/errors.ts';
import type { RoomChat } from '../../protocol/data/chat-messages.ts';
import { sizes } from '../../protocol/names.ts';
import type { chatEndpoints } from '../../protocol/rest/chat.ts';
import type { MintAnswer } from '../../protocol/rest/token.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { writtenOf, type Written } from './message-from-wire.ts';

type Body = v.InferInput<typeof chatEndpoints.sendChat.body>;

/** The people among themselves: where the engine says of no chat of its own, they carry it by data packets. */
export class PeerChat {
  readonly #transport: () => Transport | undefined;
  readonly #carry: StateSignal<boolean>;
  readonly #granted: StateSignal<boolean>;

  constructor(scope: SessionScope, transport: () => Transport | undefined) {
    this.#transport = transport;
    this.#carry = scope.signal(false);
    this.#granted = scope.signal(false);
  }

  /** Whether they carry the chat. */
  get carry(): boolean {
    return this.#carry.get();
  }

  /** Whether my token lets me take part. */
  get granted(): boolean {
    return this.#granted.get();
  }

  begin({ features }: MintAnswer): void {
    this.#carry.value = !features.includes('chat');
  }

  permission(): void {
    this.#granted.value = this.#transport()?.mayPublishData() ?? false;
  }

  /** @throws {UTDStreamError} `feature_disabled` for what only an engine can do */
  needEngine(attempted: string): void {
    if (this.carry) throw new UTDStreamError('feature_disabled', attempted);
  }

  /** Sends it to everybody. By the same id it can be sent twice, and is shown once. */
  async send({ text, message_id, user_data }: Body, attempted: string): Promise<Written> {
    const transport = this.#transport();
    const me = transport?.people()[0];
    if (!me || !transport.mayPublishData()) throw new UTDStreamError('feature_disabled', attempted);
    const roomChat = {
      message: text,
      senderUserId: me.identity,
      senderName: me.name,
      text,
      timestamp: new Date().toISOString(),
      messageID: message_id,
      ...(user_data !== undefined && { userData: user_data }),
    };
    const payload = new TextEncoder().encode(JSON.stringify({ roomChat }));
    if (payload.length > sizes.push) throw new UTDStreamError('payload_too_large', attempted);
    try {
      await transport.publishData(payload);
    } catch (cause) {
      throw asUTDError(cause, 'network', attempted);
    }
    return writtenOf(this.signed({ roomChat: { ...roomChat, senderAvatar: null } }, me.identity));
  }

  /**
   * A message as far as it can be believed: whose it is says the media server, and an id is one among
   * those of the same sender.
   */
  signed({ roomChat }: RoomChat, sender: string): RoomChat {
    const person = this.#transport()
      ?.people()
      .find(({ identity }) => identity === sender);
    return {
      roomChat: {
        ...roomChat,
        messageID: JSON.stringify([sender, roomChat.messageID]),
        senderUserId: sender,
        senderName: person?.name ?? '',
        senderAvatar: person?.avatar ?? null,
      },
    };
  }
}
