import { ContextProvider } from '@lit/context';
import { html, type PropertyValues } from 'lit';
import { SignalController } from '../../controllers/signal-controller.ts';
import type { CredentialsProvider, SignalOptions } from '../../model/signalling.ts';
import { verdictOf } from '../../model/verdict.ts';
import { listenToCommands } from '../commands/command-events.ts';
import { commands, noCommands, type Commands } from '../commands/command.ts';
import { booleanAttribute } from '../dom/boolean-attribute.ts';
import { contents } from '../dom/display-styles.ts';
import { warnIfParsedApart } from '../dom/document-parsed.ts';
import { setData } from '../dom/element-states.ts';
import { reportError } from '../dom/report-error.ts';
import { StateSlots } from '../dom/state-slots.ts';
import { BaseElement } from '../dom/base-element.ts';
import { OwnedSession } from '../provider/owned-session.ts';
import { statusContext, type StatusSession } from '../session/status-context.ts';
import { signalContext } from './signal-context.ts';
import { property } from '../dom/property.ts';

const slots = ['', 'idle', 'connecting', 'connected', 'reconnecting', 'ended'] as const;

/** The status of the signalling plane, for `<utd-status>`. */
const statusOf = (session: SignalController): StatusSession => ({
  watch: (effect) => session.watch(effect),
  fail: (error) => session.fail(error),
  statusFields() {
    const ended = session.ended.get();
    return {
      connection: session.state.get(),
      identity: session.identity.get(),
      ended: ended?.message ?? null,
      reason: ended?.why ?? null,
    };
  },
  onError(listener) {
    const stops = [
      session.on('error', ({ message }) => listener(message)),
      session.on('signalStateChanged', () => listener(null)),
      session.on('message', () => listener(null)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  },
});

/**
 * The signalling plane: presence, direct and group messages, and incoming calls, for the elements inside. It connects as
 * soon as it knows where credentials come from, and connects again, with fresh credentials, after each outage.
 *
 * `data-state` is `disconnected`, `connecting`, `connected` or `reconnecting`. `data-ended` is `left` after a disconnect,
 * else the code of the failure, such as `unauthenticated`.
 *
 * ```html
 * <utd-signal token-url="/signal-token">
 *   <utd-conversation with="ada">
 *     <utd-messages><template><p data-utd-text="text"></p></template></utd-messages>
 *     <form><input name="text" required><button>Send</button></form>
 *   </utd-conversation>
 * </utd-signal>
 * ```
 *
 * @tag utd-signal
 * @emits SignalEvents
 * @slot - Shown always.
 * @slot idle - Shown before the first connection.
 * @slot connecting - Shown while connecting.
 * @slot connected - Shown while connected.
 * @slot reconnecting - Shown during an outage.
 * @slot ended - Shown after a disconnect, a failure and a refusal; `data-ended` gives the reason.
 * @command --connect - Connects, also again after a failure.
 */
export class UTDSignalElement extends BaseElement {
  static override styles = contents;

  /** Address of the same origin that answers `{ token, url }` to a POST with the page’s cookies. */
  @property({ attribute: 'token-url' }) accessor tokenUrl = '';
  /** Called for fresh credentials at every connect and reconnect. Takes precedence over `token-url`. */
  @property({ attribute: false }) accessor credentialsProvider: CredentialsProvider | undefined;
  /** Waits for `--connect` or `session.connect()`. */
  @booleanAttribute() accessor manual = false;

  readonly #provider = new ContextProvider(this, { context: signalContext });
  readonly #status = new ContextProvider(this, { context: statusContext });
  readonly #slots = new StateSlots(this, slots, ['', 'idle']);
  readonly #owned = new OwnedSession<SignalController>(this, {
    make: () => this.makeSession(),
    end: (session) => void session.disconnect(),
    began: (session) => this.#begin(session),
  });
  /** The source of credentials that the last connection by markup was for. */
  #source = '';
  #commands = noCommands;

  constructor() {
    super();
    listenToCommands(this);
  }

  /** The session. A session that a script sets is shown, and is never connected or disconnected by this element. */
  get session(): SignalController {
    return this.#owned.current;
  }

  set session(session: SignalController | undefined) {
    this.#owned.replace(session);
  }

  get [commands](): Commands {
    return this.#commands;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#owned.connect();
    void warnIfParsedApart(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#source = '';
    this.#owned.disconnect();
  }

  /** A move in one step (`moveBefore`) does not end the session. */
  connectedMoveCallback(): void {}

  protected override willUpdate(_changed: PropertyValues): void {
    this.#connectByMarkup();
  }

  protected override render() {
    return html`${this.#slots.render()}`;
  }

  protected makeSession(): SignalController {
    // Without a Lit host: the element follows signals of the session, and is not updated after every event.
    return new SignalController(null, () => this.options());
  }

  /** The options of the next connection. */
  protected options(): SignalOptions {
    const { credentialsProvider, tokenUrl } = this;
    return { credentialsProvider, tokenUrl: tokenUrl || undefined };
  }

  #begin(session: SignalController): readonly (() => void)[] {
    this.#commands = {
      '--connect': {
        verdict: () => verdictOf(session.state.get() === 'disconnected' ? null : 'busy'),
        run: () => session.connect(),
      },
    };
    this.#provider.setValue(session);
    this.#status.setValue(statusOf(session));
    this.requestUpdate(); // connects by the markup
    return [session.watch(() => this.#show(session))];
  }

  /** Connects once for each source of credentials. A provider function may be another one at each render of a framework. */
  #connectByMarkup(): void {
    const { tokenUrl } = this;
    const session = this.#owned.own;
    const source = this.credentialsProvider ? 'provider' : tokenUrl;
    if (!session || !this.isConnected || this.manual || source === this.#source) return;
    const before = this.#source;
    this.#source = source;
    void this.#connect(session, before !== '');
  }

  /** @param otherwise the markup has named another source of credentials before */
  async #connect(session: SignalController, otherwise: boolean): Promise<void> {
    try {
      if (otherwise) await session.disconnect();
      if (this.#source) await session.connect();
    } catch (error) {
      reportError(session, error, 'connect');
    }
  }

  #show(session: SignalController): void {
    const state = session.state.get();
    const ended = session.ended.get();
    setData(this, 'state', state);
    setData(this, 'ended', state === 'disconnected' && ended ? (ended.error?.code ?? ended.why) : null);
    this.#slots.show(['', state === 'disconnected' ? (ended ? 'ended' : 'idle') : state]);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-signal': UTDSignalElement;
  }
}
