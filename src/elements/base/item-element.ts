import type { SessionController } from '../../controllers/session-controller.ts';
import { showLevel } from '../dom/level-style.ts';
import type { ShownSession } from '../dom/shown-session.ts';
import { subject } from '../commands/command.ts';
import { bind, item, watchMarkup, type Fields } from '../templates/bindings.ts';
import { subjectOf } from '../templates/subject.ts';
import { SessionElement } from './session-element.ts';

/** An element that shows one item of a session: it binds the fields in its own light DOM, up to the next item. */
export abstract class ItemElement<S extends ShownSession = SessionController> extends SessionElement<S> {
  readonly [item] = true;
  #fields: Fields = {};
  #observer: MutationObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = watchMarkup(this, () => this.following && bind(this, this.#fields, this.session));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    showLevel(this, undefined);
  }

  /** The fields of the item. Reads signals. */
  protected abstract fields(session: S | undefined): Fields;

  /** Reads the level of the participant's voice for `--utd-level`; `undefined` while no level is shown. */
  protected levelOf(_session: S, _fields: Fields): (() => number) | undefined {
    return undefined;
  }

  /** Shows the fields outside of bindings: states, slots. */
  protected show(_fields: Fields): void {}

  [subject](_value: string): string {
    return subjectOf(this.fields(this.session));
  }

  protected read(session: S | undefined): void {
    this.#fields = this.fields(session);
    bind(this, this.#fields, this.session);
    this.show(this.#fields);
    showLevel(this, session && this.levelOf(session, this.#fields));
  }
}
