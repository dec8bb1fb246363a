import { html } from 'lit';
import type { AudioRoomController } from '../controllers/audio-room-controller.ts';
import { bind, item, markItem, watchMarkup, type Fields } from './bindings.ts';
import { arrange } from './keyed.ts';
import { contents, SessionElement } from './session-element.ts';

/** What an item of a list is handed: the element of that kind in the clone, if there is one. */
type Hand = (element: Element) => void;

interface Clone {
  readonly nodes: readonly Node[];
  readonly stop: () => void;
}

/** Marks a list, whose templates are its own. */
const list = Symbol.for('utd-list');

/**
 * One clone of the first `<template>` for each item, put behind it in the template's own parent. A
 * clone is kept for as long as its item, and an update touches only what changed.
 */
export abstract class ListElement extends SessionElement {
  static override styles = contents;
  readonly [list] = true;
  readonly #clones = new Map<string | number, Clone>();
  #observer: MutationObserver | undefined;
  #anchor: HTMLTemplateElement | undefined;

  /** Keys of what is shown, in order. Reads signals. */
  protected abstract keys(session: AudioRoomController): readonly (string | number)[];
  /** What the clone of `key` binds. Reads signals. */
  protected abstract fields(session: AudioRoomController, key: string | number): Fields;
  /** Tag of the items that a clone may hold, and how one is told what it is. */
  protected abstract readonly itemTag: string;
  protected abstract hand(key: string | number): Hand;

  override connectedCallback(): void {
    super.connectedCallback();
    // The template may come after the element: a page that is still being parsed, or a framework.
    this.#observer = watchMarkup(this, () => !this.#anchor?.isConnected && this.follow());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    for (const { stop } of this.#clones.values()) stop();
  }

  protected read(session: AudioRoomController | undefined): void {
    const template = this.#template();
    const old = [...this.#clones.values()].flatMap(({ nodes }) => nodes);
    if (template !== this.#anchor || !session) this.#clear();
    this.#anchor = template;
    if (!template) return;
    const keys = session ? this.keys(session) : [];
    const fresh = new Map(
      keys.map((key) => [key, this.#clones.get(key) ?? this.#clone(session!, template, key)]),
    );
    for (const [key, { stop }] of this.#clones) if (!fresh.has(key)) stop();
    this.#clones.clear();
    for (const [key, clone] of fresh) this.#clones.set(key, clone);
    arrange(
      template,
      old,
      [...fresh.values()].flatMap(({ nodes }) => nodes),
    );
  }

  protected override render() {
    return html`<slot></slot>`;
  }

  /** The first template that no inner list or item owns. */
  #template(): HTMLTemplateElement | undefined {
    return [...this.querySelectorAll('template')].find((each) => {
      for (let at = each.parentNode; at && at !== this; at = at.parentNode)
        if (list in at || item in at) return false;
      return true;
    });
  }

  #clone(session: AudioRoomController, template: HTMLTemplateElement, key: string | number): Clone {
    // React puts the children of a template beside its content.
    const source = template.content.childNodes.length ? template.content : childrenOf(template);
    // `importNode` upgrades at once, so that items are handed over before they are inserted.
    const fragment = document.importNode(source, true);
    const hand = this.hand(key);
    for (const element of fragment.querySelectorAll(this.itemTag)) hand(element);
    const nodes = [...fragment.childNodes].filter(
      (node) => node instanceof Element || node.textContent?.trim(),
    );
    for (const node of nodes) markItem(node);
    const stop = session.watch(() => {
      const fields = this.fields(session, key);
      for (const node of nodes)
        if (!(node instanceof Element && node.localName === this.itemTag)) bind(node, fields);
    });
    return { nodes, stop };
  }

  #clear(): void {
    for (const { nodes, stop } of this.#clones.values()) {
      stop();
      for (const node of nodes) (node as ChildNode).remove();
    }
    this.#clones.clear();
  }
}

function childrenOf(template: HTMLTemplateElement): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...[...template.childNodes].map((node) => node.cloneNode(true)));
  return fragment;
}
