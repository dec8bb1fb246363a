import type { SessionController } from '../../controllers/session-controller.ts';
import { bind, item, watchMarkup, type Fields } from '../templates/bindings.ts';
import { showLevel } from '../dom/level-style.ts';
import { SessionElement } from './session-element.ts';

/** One thing of a session: it binds its fields in its own light DOM, up to the next item. */
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

  /** What can be bound just now. Reads signals. */
  protected abstract fields(session: S | undefined): Fields;

  /** Whose voice `--utd-level` shows just now. Reads signals. */
  protected heard(_fields: Fields): string | undefined {
    return undefined;
  }

  /** Shows them beside the bindings: states, slots. */
  protected show(_fields: Fields): void {}

  protected read(session: S | undefined): void {
    this.#fields = this.fields(session);
    bind(this, this.#fields, this.session);
    this.show(this.#fields);
    const heard = this.heard(this.#fields);
    showLevel(this, heard === undefined ? undefined : () => session!.participants.level(heard));
  }
}
