import type { SessionController } from '../../controllers/session-controller.ts';
import { showLevel } from '../dom/level-style.ts';
import { bind, item, watchMarkup, type Fields } from '../templates/bindings.ts';
import { SessionElement } from './session-element.ts';

/** An element that shows one item of a session: it binds the fields in its own light DOM, up to the next item. */
export abstract class ItemElement<S extends SessionController = SessionController> extends SessionElement<S> {
  readonly [item] = true;
  #fields: Fields = {};
  #observer: MutationObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = watchMarkup(this, () => bind(this, this.#fields, this.session));
    bind(this, this.#fields, this.session);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    showLevel(this, undefined);
  }

  /** The fields of the item. Reads signals. */
  protected abstract fields(session: S | undefined): Fields;

  /** The identity of the participant whose level `--utd-level` shows, if any. */
  protected levelOf(_fields: Fields): string | undefined {
    return undefined;
  }

  /** Shows the fields outside of bindings: states, slots. */
  protected show(_fields: Fields): void {}

  protected read(session: S | undefined): void {
    this.#fields = this.fields(session);
    bind(this, this.#fields, this.session);
    this.show(this.#fields);
    const identity = this.levelOf(this.#fields);
    showLevel(this, identity === undefined ? undefined : () => session!.participants.level(identity));
  }
}
