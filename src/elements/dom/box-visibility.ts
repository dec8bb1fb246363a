import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { OnScreen } from './on-screen.ts';

/** Milliseconds without a further change after which a size is reported: a window that is resized changes it often. */
const settling = 100;

/** Whether the box of an element can be seen, and its size. */
export class BoxVisibility implements ReactiveController {
  readonly #element: HTMLElement;
  readonly #changed: () => void;
  readonly #onScreen: OnScreen;
  #stop = () => {};
  #timer = 0;
  #width = 0;
  #height = 0;

  /** @param changed called after each change of `seen` and of the size */
  constructor(element: ReactiveControllerHost & HTMLElement, changed: () => void) {
    this.#element = element;
    this.#changed = changed;
    this.#onScreen = new OnScreen(changed);
    element.addController(this);
  }

  /** The box is on screen, at least in part, and its page is shown. */
  get seen(): boolean {
    return this.#onScreen.visible && this.#width > 0 && this.#height > 0;
  }

  /** The size of the box in pixels of the device. */
  get size(): { readonly width: number; readonly height: number } {
    const density = this.#element.ownerDocument.defaultView?.devicePixelRatio ?? 1;
    return { width: Math.ceil(this.#width * density), height: Math.ceil(this.#height * density) };
  }

  hostConnected(): void {
    const { defaultView } = this.#element.ownerDocument;
    if (!defaultView) return;
    const resize = new defaultView.ResizeObserver((entries) => {
      const { width = 0, height = 0 } = entries.at(-1)?.contentRect ?? {};
      this.#width = width;
      this.#height = height;
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(this.#changed, settling);
    });
    resize.observe(this.#element);
    this.#onScreen.observe(this.#element);
    this.#stop = () => {
      clearTimeout(this.#timer);
      resize.disconnect();
      this.#onScreen.end();
    };
  }

  hostDisconnected(): void {
    this.#stop();
  }
}
