import type { AudioRoomController } from '../controllers/audio-room-controller.ts';
import { bind, isItem, markItem, type Fields } from './bindings.ts';

/** One clone of a list's template: an item, which binds its own fields, or plain markup, whose fields we bind. */
export class Clone {
  readonly nodes: readonly Node[];
  /** Nodes that are no item of their own. */
  readonly #plain: readonly Node[];
  #stop: (() => void) | undefined;
  #fields: Fields = {};
  #session: AudioRoomController | undefined;

  /** @param hand tells each `itemTag` in it what it is. */
  constructor(template: HTMLTemplateElement, itemTag: string, hand: (element: Element) => void) {
    // React puts the children of a template beside its content.
    const source = template.content.childNodes.length ? template.content : childrenOf(template);
    // `importNode` upgrades at once, so that items are handed over before they are inserted.
    const fragment = template.ownerDocument.importNode(source, true);
    for (const element of fragment.querySelectorAll(itemTag)) hand(element);
    this.nodes = [...fragment.childNodes].filter(
      (node) => node instanceof Element || node.textContent?.trim(),
    );
    this.#plain = this.nodes.filter((node) => node instanceof Element && !isItem(node));
    for (const node of this.#plain) markItem(node);
  }

  /** Follows what it shows, until it sleeps. */
  wake(session: AudioRoomController, fields: () => Fields): void {
    if (!this.#plain.length) return;
    this.#session = session;
    this.#stop ??= session.watch(() => {
      this.#fields = fields();
      for (const node of this.#plain) bind(node, this.#fields, session);
    });
  }

  /** Markup came to one of these. */
  rebind(changed: readonly Node[]): void {
    for (const node of this.#plain)
      if (changed.some((each) => node.contains(each))) bind(node, this.#fields, this.#session);
  }

  sleep(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  remove(): void {
    this.sleep();
    for (const node of this.nodes) (node as ChildNode).remove();
  }
}

function childrenOf(template: HTMLTemplateElement): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...[...template.childNodes].map((node) => node.cloneNode(true)));
  return fragment;
}
