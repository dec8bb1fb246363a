import type { SignalController } from '../../controllers/signal-controller.ts';
import { verdictOf } from '../../model/verdict.ts';
import { ListElement } from '../base/list-element.ts';
import type { Commands } from '../commands/command.ts';
import type { Fields } from '../templates/bindings.ts';
import { conversationFields, itemOf } from './conversation-fields.ts';
import { signalContext } from './signal-context.ts';

const nothingMore = ['not_found', 'there is no further conversation', 'Nothing is left to do.'] as const;

/**
 * The conversations of the local person, the newest first: one clone of its template for each conversation. A clone binds
 * `id`, `identity` (the other person of a direct conversation), `group`, `name`, `avatar`, `text` and `at` (of the last
 * message), `unread` (a number; empty for none), `members` and `typing` (names).
 *
 * ```html
 * <utd-signal token-url="/signal-token">
 *   <utd-conversations>
 *     <ul>
 *       <template>
 *         <li>
 *           <button command="--open" commandfor="talk" data-utd-attr-value="id">
 *             <b data-utd-text="name"></b> <span data-utd-text="unread"></span>
 *           </button>
 *         </li>
 *       </template>
 *     </ul>
 *     <button command="--load-earlier">Earlier</button>
 *   </utd-conversations>
 *   <utd-conversation id="talk"></utd-conversation>
 * </utd-signal>
 * ```
 *
 * @tag utd-conversations
 * @slot - A `<template>`, anywhere below; the clones are put behind it.
 * @state empty - The list has no items.
 * @command --load-earlier - Loads the next 50 conversations; not possible where there are none.
 */
export class UTDConversationsElement extends ListElement<SignalController> {
  constructor() {
    super(signalContext);
  }

  protected override makeCommands(session: SignalController): Commands {
    return {
      '--load-earlier': {
        verdict: () => verdictOf(session.moreConversations.get() ? null : nothingMore),
        run: () => session.loadConversations(),
      },
    };
  }

  protected keys({ conversations }: SignalController): readonly string[] {
    return conversations.get().map(({ id }) => id);
  }

  protected fields(session: SignalController, key: string | number): Fields {
    const item = itemOf(session, String(key));
    // A group is listed without the names of its members.
    return item ? conversationFields(item, (identity) => (item.group ? identity : item.name)) : {};
  }

  protected override identityOf(key: string | number): string | undefined {
    const { session } = this;
    return (session && itemOf(session, String(key))?.identity) ?? undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-conversations': UTDConversationsElement;
  }
}
