import { signal, type Signal } from '@lit-labs/signals';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { equal } from '../../reactive/equal.ts';
import { watch } from '../../reactive/watch.ts';
import { FocusRestore } from './focus-restore.ts';

/**
 * The slots of an element, of which it shows some by its state. The others are hidden and never removed, so that their
 * content (a video, a half-written name) lives on. Focus in a slot that is hidden moves to a slot that is shown.
 *
 * The slots follow a signal by an effect, and by no directive; see docs/decisions/0305-our-own-watch-directive.md.
 */
export class StateSlots implements ReactiveController {
  readonly #element: LitElement;
  readonly #names: readonly string[];
  readonly #shown: Signal.State<readonly string[]>;
  readonly #focus = new FocusRestore();
  #stop = () => {};

  /**
   * @param names of all slots, in their order; `''` is the default slot
   * @param shown names of the slots that are shown at first
   */
  constructor(element: LitElement, names: readonly string[], shown: readonly string[]) {
    this.#element = element;
    this.#names = names;
    this.#shown = signal(shown, { equals: equal });
    element.addController(this);
  }

  /** Shows the slots of these names, and hides the others. */
  show(names: readonly string[]): void {
    // In a microtask of its own: the call may come from an effect, which must not write signals.
    queueMicrotask(() => {
      if (equal(names, this.#shown.get())) return;
      this.#focus.note(this.#element.shadowRoot);
      this.#shown.set(names);
      // The effect writes the attributes in the microtask that the change has just queued.
      queueMicrotask(() => this.#focus.restore(this.#element.shadowRoot));
    });
  }

  hostConnected(): void {
    this.#stop = watch(() => this.#write());
  }

  hostDisconnected(): void {
    this.#stop();
  }

  hostUpdated(): void {
    this.#write();
  }

  render(): readonly TemplateResult[] {
    return this.#names.map((name) => html`<slot name=${name || nothing}></slot>`);
  }

  /** Reads a signal. */
  #write(): void {
    const shown = this.#shown.get();
    for (const slot of this.#element.shadowRoot?.querySelectorAll('slot') ?? [])
      if (this.#names.includes(slot.name)) slot.hidden = !shown.includes(slot.name);
  }
}
