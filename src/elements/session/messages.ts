import type { SessionController } from '../../controllers/session-controller.ts';
import type { ChatMessage } from '../../model/chat-message.ts';
import { ListElement } from '../base/list-element.ts';
import type { Commands } from '../commands/command.ts';
import { ScrollAnchor } from '../dom/scroll-anchor.ts';
import type { Fields } from '../templates/bindings.ts';

/**
 * The messages of the chat, oldest first: one clone of its template for each message. A clone binds the fields of
 * `ChatMessage`, and `removable`: the local participant may remove the message.
 *
 * The scroller of the list (the nearest element around it with `overflow: auto` or `scroll`) stays at its end for a
 * reader at the end, and keeps its place for a reader further up. Write `role="log"` on the scroller, so that screen
 * readers announce new messages.
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
 * @command --remove-message - On a clone: removes the message. Participants remove their own messages; hosts and admins any message.
 * @command --load-earlier - Loads earlier messages; not possible where there are none.
 */
export class UTDMessagesElement extends ListElement {
  readonly #scroll = new ScrollAnchor();
  #messages: ReadonlyMap<string | number, ChatMessage> = new Map();

  protected override makeCommands({ allowed, chat }: SessionController): Commands {
    return {
      '--load-earlier': {
        verdict: () => allowed('loadEarlier').get(),
        run: () => chat.loadEarlier(),
      },
    };
  }

  protected keys({ chat }: SessionController): readonly string[] {
    this.#messages = new Map(chat.messages.get().map((each) => [each.id, each]));
    return chat.messages.get().map(({ id }) => id);
  }

  /**
   * A message never changes, so that its clone need not follow the list. Only a clone that binds `removable` follows a
   * signal.
   */
  protected fields({ allowed }: SessionController, key: string | number): Fields {
    return {
      ...this.#messages.get(key),
      get removable() {
        return allowed('removeMessage', String(key)).get().allowed;
      },
    };
  }

  protected override itemCommands(session: SessionController, key: string | number): Commands {
    const id = String(key);
    return {
      '--remove-message': {
        verdict: () => session.allowed('removeMessage', id).get(),
        run: () => session.chat.remove(id),
        inside: true,
      },
    };
  }

  protected override reorderClones(template: HTMLTemplateElement, reorder: () => void): void {
    this.#scroll.around(template, reorder);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-messages': UTDMessagesElement;
  }
}
