import type * as v from 'valibot';
import { asUTDError, UTDStreamError } from '../../errors/errors.ts';
import type { RoomChat } from '../../protocol/chat/chat-messages.ts';
import { sizes } from '../../protocol/names.ts';
import type { chatEndpoints } from '../../protocol/chat/chat-endpoints.ts';
import type { MintAnswer } from '../../protocol/rest/token.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { fromPush, type WireText } from './message-from-wire.ts';

type Body = v.InferInput<typeof chatEndpoints.sendChat.body>;

/**
 * The chat that participants carry themselves by data packets, where the engine's features do not list `chat`. The
 * media token must permit the participant to send data.
 */
export class PeerChat implements SessionFeature {
  readonly #scope: SessionScope;
  readonly #active: StateSignal<boolean>;
  readonly #granted: StateSignal<boolean>;

  constructor(scope: SessionScope) {
    this.#scope = scope;
    this.#active = scope.signal(false);
    this.#granted = scope.signal(false);
  }

  /** Whether participants carry the chat. Reads a signal. */
  get active(): boolean {
    return this.#active.get();
  }

  /** Whether the media token permits to send data. Reads a signal. */
  get granted(): boolean {
    return this.#granted.get();
  }

  admitted({ features }: MintAnswer): void {
    this.#active.value = !features.includes('chat');
  }

  permissionsChanged(): void {
    this.#granted.value = this.#scope.transport?.canPublishData() ?? false;
  }

  /** @throws {UTDStreamError} `feature_disabled` where participants carry the chat */
  needEngine(attempted: string): void {
    if (this.active) throw new UTDStreamError('feature_disabled', attempted);
  }

  /**
   * Sends a message to all participants. A message that is sent twice with one id is shown once.
   *
   * @throws {UTDStreamError} `feature_disabled` without the permission to send data, `payload_too_large` above 14 KiB,
   *   `network`
   */
  async send({ text, message_id, user_data }: Body, attempted: string): Promise<WireText> {
    const { transport } = this.#scope;
    const me = transport?.participants()[0];
    if (!me || !transport.canPublishData()) throw new UTDStreamError('feature_disabled', attempted);
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
    return fromPush(this.signed({ roomChat: { ...roomChat, senderAvatar: null } }, me.identity));
  }

  /**
   * The message with the sender that the media server names. The id is combined with the sender, so that no participant
   * can replace another's message.
   */
  signed({ roomChat }: RoomChat, sender: string): RoomChat {
    const person = this.#scope.transport?.participants().find(({ identity }) => identity === sender);
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
