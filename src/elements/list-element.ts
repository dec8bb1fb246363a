import { html } from 'lit';
import type { AudioRoomController } from '../controllers/audio-room-controller.ts';
import { item, watchMarkup, type Fields } from './bindings.ts';
import { Clone } from './clone.ts';
import { arrange } from './keyed.ts';
import { contents, SessionElement } from './session-element.ts';

type Key = string | number;

/** Marks a list, whose templates are its own. */
const list = Symbol.for('utd-list');

/**
 * One clone of the first `<template>` for each item, put behind it in the template's own parent. A
 * clone is kept for as long as its item, and an update touches only what changed.
 */
export abstract class ListElement extends SessionElement {
  static override styles = contents;
  readonly [list] = true;
  readonly #clones = new Map<Key, Clone>();
  #observer: MutationObserver | undefined;
  #anchor: HTMLTemplateElement | undefined;
  #shown: AudioRoomController | undefined;

  /** Keys of what is shown, in order. Reads signals. */
  protected abstract keys(session: AudioRoomController): readonly Key[];
  /** What the clone of `key` binds. Reads signals. */
  protected abstract fields(session: AudioRoomController, key: Key): Fields;
  /** Tag of the items that a clone may hold. */
  protected abstract readonly itemTag: string;
  /** Tells an item in the clone of `key` what it is. */
  protected abstract hand(element: Element, key: Key): void;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = watchMarkup(this, (records) => this.#changed(records));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    for (const clone of this.#clones.values()) clone.sleep();
  }

  protected read(session: AudioRoomController | undefined): void {
    const template = this.#template();
    if (template !== this.#anchor || session !== this.#shown) this.#clear();
    this.#anchor = template;
    this.#shown = session;
    if (!template || !session) return;
    const old = [...this.#clones.values()].flatMap(({ nodes }) => nodes);
    const fresh = new Map(
      this.keys(session).map((key) => [key, this.#clones.get(key) ?? this.#clone(template, key)]),
    );
    for (const [key, clone] of this.#clones) if (!fresh.has(key)) clone.sleep();
    this.#clones.clear();
    for (const [key, clone] of fresh) {
      this.#clones.set(key, clone);
      clone.wake(session, () => this.fields(session, key));
    }
    const wanted = [...fresh.values()].flatMap(({ nodes }) => nodes);
    arrange(template, old, wanted);
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

  #clone(template: HTMLTemplateElement, key: Key): Clone {
    return new Clone(template, this.itemTag, (element) => this.hand(element, key));
  }

  /** The template may come after the element, and markup into a clone: a framework, a page still being parsed. */
  #changed(records: readonly MutationRecord[]): void {
    if (!this.#anchor?.isConnected) return this.follow();
    const inside = records
      .map(({ target }) => target)
      .filter((target) => target !== this.#anchor?.parentNode);
    for (const clone of inside.length ? this.#clones.values() : []) clone.rebind(inside);
  }

  #clear(): void {
    for (const clone of this.#clones.values()) clone.remove();
    this.#clones.clear();
  }
}
