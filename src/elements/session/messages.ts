import type { SessionController } from '../../controllers/session-controller.ts';
import type { ChatMessage } from '../../model/chat-message.ts';
import type { Fields } from '../templates/bindings.ts';
import type { Commands } from '../commands/command.ts';
import { ScrollAnchor } from '../dom/scroll-anchor.ts';
import { ListElement } from '../base/list-element.ts';
import { messageCommands } from './message-commands.ts';

/**
 * The messages of the chat, oldest first: one clone of its template for each. It binds the fields of
 * `ChatMessage`, and `removable`: I may remove it.
 *
 * What scrolls it (the nearest element around with `overflow: auto` or `scroll`) stays at its end for
 * who is there; who reads further up keeps their place. Write `role="log"` on it, so that screen
 * readers read out what comes.
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
 * @state empty - It has nothing to show.
 * @command --remove-message - On a clone: takes this message back, mine, or as host or admin anybody's.
 * @command --load-earlier - Brings messages of before; not possible where there are none.
 */
export class UTDMessagesElement extends ListElement {
  readonly #scroll = new ScrollAnchor();
  #shown: ReadonlyMap<string | number, ChatMessage> = new Map();

  protected override makeCommands({ allowed, chat }: SessionController): Commands {
    return {
      '--load-earlier': {
        verdict: () => allowed('loadEarlier').get(),
        run: () => chat.loadEarlier(),
      },
    };
  }

  protected keys({ chat }: SessionController): readonly string[] {
    this.#shown = new Map(chat.messages.get().map((each) => [each.id, each]));
    return chat.messages.get().map(({ id }) => id);
  }

  /** A message never changes, so that its clone follows no list: only, where it is bound, whether I may remove it. */
  protected fields({ allowed }: SessionController, key: string | number): Fields {
    return {
      ...this.#shown.get(key),
      get removable() {
        return allowed('removeMessage', String(key)).get().allowed;
      },
    };
  }

  protected override itemCommands(session: SessionController, key: string | number): Commands {
    return messageCommands(session, String(key));
  }

  protected override place(template: HTMLTemplateElement, arrange: () => void): void {
    this.#scroll.around(template, arrange);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-messages': UTDMessagesElement;
  }
}
