import { ContextProvider } from '@lit/context';
import { html } from 'lit';
import type { SignalController } from '../../controllers/signal-controller.ts';
import type { Conversation, ConversationItem, MessageRecipient } from '../../model/signalling.ts';
import { verdictOf } from '../../model/verdict.ts';
import { directPeople } from '../../protocol/signalling/conversation.ts';
import { Signal } from '../../reactive/signal.ts';
import { identityContext } from '../base/identity-context.ts';
import { ItemElement } from '../base/item-element.ts';
import { subject, type Commands } from '../commands/command.ts';
import { block } from '../dom/display-styles.ts';
import { setStates } from '../dom/element-states.ts';
import { isTag } from '../dom/node-kind.ts';
import { OnScreen } from '../dom/on-screen.ts';
import { reportError } from '../dom/report-error.ts';
import { MessageForm } from '../session/message-form.ts';
import { messagesContext } from '../session/messages-context.ts';
import type { Fields } from '../templates/bindings.ts';
import { subjectOf } from '../templates/subject.ts';
import { conversationFields, itemOf } from './conversation-fields.ts';
import { messagesOf } from './conversation-messages.ts';
import { signalContext } from './signal-context.ts';
import { property } from '../dom/property.ts';

const isTextField = (target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement =>
  (isTag(target, 'input') || isTag(target, 'textarea')) && target.name === 'text';

/**
 * A conversation with a person, or in a group. `<utd-messages>` inside shows its messages, and the field `text` of a
 * `<form>` inside writes to it, as in `<utd-chat>`. While the element is on screen in a visible page, messages are marked
 * as read. While a person writes in the field, the others see that.
 *
 * The element binds in its light DOM `id`, `identity` (the other person of a direct conversation), `group`, `name`,
 * `text` and `at` (of the last message), `unread`, `members` and `typing` (the names of the others who type).
 *
 * ```html
 * <utd-signal token-url="/signal-token">
 *   <utd-conversation with="ada">
 *     <div role="log">
 *       <utd-messages>
 *         <template><p><b data-utd-text="name"></b> <span data-utd-text="text"></span></p></template>
 *       </utd-messages>
 *     </div>
 *     <form><input name="text" required><button>Send</button></form>
 *   </utd-conversation>
 * </utd-signal>
 * ```
 *
 * @tag utd-conversation
 * @slot - Shown always.
 * @state open - The element shows a conversation: `with` or `group` is set.
 * @state typing - Another member types just now.
 * @command --send - Sends the field `text` of the element's light DOM.
 * @command --open - Shows the conversation of the button's value, an identity or the id of a conversation; `aria-pressed` is `true` while it is shown. The focus moves to the content with `autofocus`.
 * @command --close - Shows no conversation. The focus moves back to the button that opened it.
 */
export class UTDConversationElement extends ItemElement<SignalController> {
  static override styles = block;

  /** Identity of the other person of a direct conversation. */
  @property() accessor with = '';
  /** Id of the conversation of a group, which takes precedence over `with`. */
  @property() accessor group = '';

  readonly #form = new MessageForm(this, {
    send: (text) => this.#send(text),
    failed: (error) => reportError(this.session, error, 'send a message'),
  });
  readonly #messages = new ContextProvider(this, {
    context: messagesContext,
    initialValue: messagesOf(undefined, undefined),
  });
  readonly #identity = new ContextProvider(this, { context: identityContext });
  readonly #onScreen = new OnScreen(() => this.#markRead());
  /** The recipient that `with` and `group` name, for the buttons that open conversations. */
  readonly #recipient = new Signal.State<MessageRecipient | undefined>(undefined);
  #shown: readonly [SignalController | undefined, Conversation | undefined] = [undefined, undefined];
  /** The conversation, and the unread messages that were marked last. */
  #marked = '';
  /** The button that opened the conversation. */
  #opener: Element | null = null;

  constructor() {
    super(signalContext);
    this.addEventListener('input', ({ target }) => {
      if (isTextField(target)) this.#type(target.value !== '');
    });
    this.addEventListener('focusout', () => this.#type(false));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#onScreen.observe(this);
  }

  override disconnectedCallback(): void {
    this.#type(false);
    super.disconnectedCallback();
    this.#onScreen.end();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (!changed.has('with') && !changed.has('group')) return;
    this.#type(false);
    const { with: toIdentity, group: toGroup } = this;
    this.#recipient.set(toGroup ? { toGroup } : toIdentity ? { toIdentity } : undefined);
    if (this.isConnected) this.follow();
  }

  protected override makeCommands(session: SignalController): Commands {
    return {
      '--send': {
        verdict: () => verdictOf(this.#recipient.get() ? this.#notConnected(session) : 'not_found'),
        run: () => this.#form.send(),
      },
      '--open': {
        verdict: (value) => verdictOf(value ? null : 'not_found'),
        pressed: (value) => this.#shows(value, session),
        run: (value, _trusted, source) => this.#open(value, source, session),
      },
      '--close': {
        verdict: () => verdictOf(this.#recipient.get() ? null : 'not_found'),
        run: () => this.#close(),
      },
    };
  }

  protected override read(session: SignalController | undefined): void {
    const conversation = session && this.#conversationIn(session);
    if (session !== this.#shown[0] || conversation !== this.#shown[1]) {
      this.#shown = [session, conversation];
      this.#messages.setValue(messagesOf(session, conversation));
    }
    super.read(session);
    this.#markRead();
  }

  protected fields(session: SignalController | undefined): Fields {
    const [, conversation] = this.#shown;
    const { toIdentity, toGroup } = this.#recipient.get() ?? {};
    this.#identity.setValue(toIdentity);
    if (!session || !conversation) return { identity: toIdentity, name: toIdentity };
    const { id } = conversation;
    const listed: ConversationItem = itemOf(session, id) ?? {
      id,
      identity: toIdentity ?? null,
      group: toGroup !== undefined,
      name: toIdentity ?? '',
      avatar: null,
      text: '',
      at: null,
      unread: 0,
      members: [],
      typing: [],
    };
    const item = { ...listed, unread: conversation.unread.get(), typing: conversation.typing.get() };
    const messageOf = (identity: string) =>
      conversation.messages.get().findLast((each) => each.identity === identity);
    return conversationFields(item, (identity) => messageOf(identity)?.name ?? identity);
  }

  /** A button with a value is about the conversation that its value names. */
  override [subject](value: string): string {
    const { session } = this;
    if (!session || !value) {
      const { name, identity } = this.fields(session);
      return subjectOf({ name, identity });
    }
    const listed = session.conversations.get().find(({ id, identity }) => value === id || value === identity);
    return subjectOf({ name: listed?.name ?? otherOf(value, session) });
  }

  protected override show({ typing }: Fields): void {
    setStates(this, this.internals, { open: this.#recipient.get() !== undefined, typing: !!typing });
  }

  protected override render() {
    return html`<slot></slot>`;
  }

  /** The shown conversation; `undefined` also before the engine has named the local person. Reads signals. */
  #conversationIn(session: SignalController): Conversation | undefined {
    const { toIdentity, toGroup } = this.#recipient.get() ?? {};
    if (toGroup !== undefined) return session.conversation(toGroup);
    return toIdentity === undefined || session.identity.get() === null
      ? undefined
      : session.direct(toIdentity);
  }

  #notConnected({ state }: SignalController) {
    return state.get() === 'disconnected'
      ? (['not_joined', 'you are not connected', 'Connect first.'] as const)
      : null;
  }

  #send(text: string): Promise<unknown> | undefined {
    const recipient = this.#recipient.get();
    return recipient && this.session?.sendMessage({ ...recipient, content: { text } });
  }

  /** Tells the others whether the local person types. */
  #type(on: boolean): void {
    const [session, conversation] = this.#shown;
    // Without a connection nobody is told. The field may be left or emptied at any time.
    if (session?.state.get() !== 'connected') return;
    conversation
      ?.setTyping(on)
      .catch((error: unknown) => reportError(session, error, 'tell that you are typing'));
  }

  /** Marks what is unread, once for each message. Reads signals. */
  #markRead(): void {
    const mark = this.#unreadMark();
    if (mark === this.#marked || (mark && !this.#onScreen.visible)) return;
    this.#marked = mark;
    const [session, conversation] = this.#shown;
    // In a microtask: the effect that calls this must not write signals.
    if (mark) queueMicrotask(() => void this.#markOrReport(session, conversation!));
  }

  /** The conversation and its unread messages as text; empty for none. Reads signals. */
  #unreadMark(): string {
    const [session, conversation] = this.#shown;
    if (!session || !conversation || session.state.get() !== 'connected') return '';
    const { id, unread } = conversation;
    const count = unread.get();
    return count ? `${id} ${count} ${Number(itemOf(session, id)?.at)}` : '';
  }

  async #markOrReport(session: SignalController | undefined, conversation: Conversation): Promise<void> {
    try {
      await conversation.markRead();
    } catch (error) {
      // The next message, and the next connection, try again.
      reportError(session, error, 'mark messages as read');
    }
  }

  /** Whether a button's value names the shown conversation. Reads signals. */
  #shows(value: string, session: SignalController): boolean {
    const { toIdentity, toGroup } = this.#recipient.get() ?? {};
    return value !== '' && (otherOf(value, session) ?? value) === (toGroup ?? toIdentity);
  }

  async #open(value: string, source: Element | null, session: SignalController): Promise<void> {
    const other = otherOf(value, session);
    this.with = other ?? '';
    this.group = other === undefined ? value : '';
    this.#opener = source;
    await this.updateComplete;
    this.querySelector<HTMLElement>('[autofocus]')?.focus();
  }

  async #close(): Promise<void> {
    this.with = this.group = '';
    await this.updateComplete;
    (this.#opener as Partial<HTMLElement> | null)?.focus?.();
    this.#opener = null;
  }
}

/** The other person of a direct conversation, by its id or by the person's identity; `undefined` for the id of a group. Reads a signal. */
function otherOf(value: string, { identity }: SignalController): string | undefined {
  if (value.startsWith('group~')) return undefined;
  const people = directPeople(value);
  if (!people) return value;
  const [a, b] = people;
  return a === identity.get() ? b : a;
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-conversation': UTDConversationElement;
  }
}
