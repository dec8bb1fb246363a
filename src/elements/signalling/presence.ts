import { html } from 'lit';
import type { SignalController } from '../../controllers/signal-controller.ts';
import { ContextSource } from '../base/context-source.ts';
import { identityContext } from '../base/identity-context.ts';
import { ItemElement } from '../base/item-element.ts';
import { contents } from '../dom/display-styles.ts';
import { setStates } from '../dom/element-states.ts';
import { reportError } from '../dom/report-error.ts';
import type { Fields } from '../templates/bindings.ts';
import { signalContext } from './signal-context.ts';
import { property } from '../dom/property.ts';

/**
 * Whether a person is online. It binds `identity` and `status` in its light DOM; `status` is `online`, `away` or
 * `offline`, and empty while it is not known, as for a person whom the local person may not watch.
 *
 * ```html
 * <utd-signal token-url="/signal-token">
 *   <utd-presence identity="ada">Ada is <span data-utd-text="status"></span></utd-presence>
 * </utd-signal>
 * ```
 *
 * @tag utd-presence
 * @slot - Shown always.
 * @state online - The person is online.
 * @state away - The person is away.
 * @state offline - The person is offline.
 */
export class UTDPresenceElement extends ItemElement<SignalController> {
  static override styles = contents;

  /** Identity of the person; unless set, the person of the item around this element, as in a list of conversations. */
  @property() accessor identity = '';

  /** A style may show the states alone, as a coloured dot. */
  protected override readonly needsContent = false;
  readonly #around = new ContextSource(this, identityContext, () => this.follow());
  #unsubscribe = () => {};

  constructor() {
    super(signalContext);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#subscribe();
  }

  protected override inputs(): readonly unknown[] {
    return [this.identity];
  }

  protected override follow(): void {
    this.#subscribe();
    super.follow();
  }

  protected fields(session: SignalController | undefined): Fields {
    const identity = this.#identity;
    return { identity, status: identity && session?.presenceOf(identity).get() };
  }

  protected override show({ status }: Fields): void {
    setStates(this, this.internals, {
      online: status === 'online',
      away: status === 'away',
      offline: status === 'offline',
    });
  }

  protected override render() {
    return html`<slot></slot>`;
  }

  get #identity(): string {
    return this.identity || (this.#around.value ?? '');
  }

  /** Watches the person, for as long as the element is in the page. */
  #subscribe(): void {
    this.#unsubscribe();
    this.#unsubscribe = () => {};
    const { session } = this;
    const identity = this.#identity;
    if (!this.isConnected || !session || !identity) return;
    try {
      this.#unsubscribe = session.subscribePresence([identity]);
    } catch (error) {
      // In a microtask: a listener may write signals, which an effect that follows the session must not.
      queueMicrotask(() => reportError(session, error, `watch the presence of '${identity}'`));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-presence': UTDPresenceElement;
  }
}
