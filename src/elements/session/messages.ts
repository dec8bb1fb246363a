import type { ChatMessage } from '../../model/chat-message.ts';
import { ListElement, type Placement } from '../base/list-element.ts';
import { sessionContext } from '../base/session-context.ts';
import type { Commands } from '../commands/command.ts';
import { placeInRegion } from '../dom/live-region.ts';
import { ScrollAnchor } from '../dom/scroll-anchor.ts';
import type { Fields } from '../templates/bindings.ts';
import { messagesContext, type MessagesSession } from './messages-context.ts';

/**
 * The messages of the nearest `<utd-conversation>`, else of the chat of the session, oldest first: one clone of its
 * template for each message. A clone binds the fields of `ChatMessage`, and `removable`: the local participant may remove
 * the message.
 *
 * The scroller of the list (the nearest element around it with `overflow: auto` or `scroll`) stays at its end for a
 * reader at the end, and keeps its place for a reader further up. Write `role="log"` on the scroller, so that screen
 * readers announce new messages. While messages from before are placed, the log has `aria-busy`, and they are not
 * announced.
 *
 * ```html
 * <div role="log" class="scrolls">
 *   <utd-messages>
 *     <template>
 *       <p>
 *         <b data-utd-text="name"></b> <span data-utd-text="text"></span>
 *         <button command="--remove-message">Remove</button>
 *       </p>
 *     </template>
 *   </utd-messages>
 * </div>
 * ```
 *
 * @tag utd-messages
 * @slot - A `<template>`, anywhere below; the clones are put behind it.
 * @state empty - The list has no items.
 * @command --remove-message - On a clone: removes the message. Participants remove their own messages; hosts and admins any message. Messages of a conversation stay.
 * @command --load-earlier - Loads earlier messages; not possible where there are none.
 */
export class UTDMessagesElement extends ListElement<MessagesSession> {
  readonly #scroll = new ScrollAnchor();
  #messages: ReadonlyMap<string | number, ChatMessage> = new Map();

  constructor() {
    super(messagesContext, sessionContext);
  }

  protected override makeCommands({ allowed, chat }: MessagesSession): Commands {
    return {
      '--load-earlier': {
        verdict: () => allowed('loadEarlier').get(),
        run: () => chat.loadEarlier(),
      },
    };
  }

  protected keys({ chat }: MessagesSession): readonly string[] {
    this.#messages = new Map(chat.messages.get().map((each) => [each.id, each]));
    return chat.messages.get().map(({ id }) => id);
  }

  /**
   * A message never changes, so that its clone need not follow the list. Only a clone that binds `removable` follows a
   * signal.
   */
  protected fields({ allowed }: MessagesSession, key: string | number): Fields {
    return {
      ...this.#messages.get(key),
      get removable() {
        return allowed('removeMessage', String(key)).get().allowed;
      },
    };
  }

  protected override itemCommands(session: MessagesSession, key: string | number): Commands {
    const id = String(key);
    return {
      '--remove-message': {
        verdict: () => session.allowed('removeMessage', id).get(),
        run: () => session.chat.remove(id),
        inside: true,
      },
    };
  }

  protected override reorderClones(
    { session, template, fresh, first }: Placement<MessagesSession>,
    reorder: () => void,
  ): void {
    const place = () => this.#scroll.around(template, reorder);
    if (!fresh.length) return place();
    const history = first || fresh.some((key) => session.chat.isHistory(String(key)));
    placeInRegion(template, history, place);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-messages': UTDMessagesElement;
  }
}
