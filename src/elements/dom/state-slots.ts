import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { equal } from '../../reactive/equal.ts';
import { computed, Signal } from '../../reactive/signal.ts';
import { FocusRestore } from './focus-restore.ts';
import { watchSignal } from './watch-signal.ts';

/**
 * The slots of an element, of which it shows some by its state. The others are hidden and never removed, so that their
 * content (a video, a half-written name) lives on. Focus in a slot that is hidden moves to a slot that is shown.
 */
export class StateSlots {
  readonly #element: LitElement;
  readonly #shown: Signal.State<readonly string[]>;
  readonly #slots: readonly TemplateResult[];
  readonly #focus = new FocusRestore();

  /**
   * @param names of all slots, in their order; `''` is the default slot
   * @param shown names of the slots that are shown at first
   */
  constructor(element: LitElement, names: readonly string[], shown: readonly string[]) {
    this.#element = element;
    this.#shown = new Signal.State(shown, { equals: equal });
    this.#slots = names.map((name) => {
      const hidden = computed(() => !this.#shown.get().includes(name));
      return html`<slot name=${name || nothing} ?hidden=${watchSignal(hidden)}></slot>`;
    });
  }

  /** Shows the slots of these names, and hides the others. */
  show(names: readonly string[]): void {
    // In a microtask of its own: the call may come from an effect, which must not write signals.
    queueMicrotask(() => {
      if (equal(names, this.#shown.get())) return;
      this.#focus.note(this.#element.shadowRoot);
      this.#shown.set(names);
      // The directives write the attributes in the microtask that the change has just queued.
      queueMicrotask(() => this.#focus.restore(this.#element.shadowRoot));
    });
  }

  render(): readonly TemplateResult[] {
    return this.#slots;
  }
}
