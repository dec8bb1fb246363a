import { html } from 'lit';
import type { SessionController } from '../../controllers/session-controller.ts';
import { item, watchMarkup, type Fields } from '../templates/bindings.ts';
import { TemplateInstance, cloned } from '../templates/template-instance.ts';
import { buttonsChanged, buttonsLeft } from '../commands/command-buttons.ts';
import { noCommands, type Commands } from '../commands/command.ts';
import { arrange } from '../dom/reorder-nodes.ts';
import { contents } from '../dom/display-styles.ts';
import { SessionElement } from './session-element.ts';
import { setStates } from '../dom/element-states.ts';

type Key = string | number;

/** Marks a list, whose templates are its own. */
const list = Symbol.for('utd-list');

/**
 * One clone of the first `<template>` for each item, put behind it in the template's own parent. A
 * clone is kept for as long as its item, and an update touches only what changed.
 */
export abstract class ListElement<S extends SessionController = SessionController> extends SessionElement<S> {
  static override styles = contents;
  readonly [list] = true;
  readonly #clones = new Map<Key, TemplateInstance>();
  #observer: MutationObserver | undefined;
  #anchor: HTMLTemplateElement | undefined;
  #shown: S | undefined;
  /** Its clones have known commands. */
  #commanded = false;

  /** Keys of what is shown, in order. Reads signals. */
  protected abstract keys(session: S): readonly Key[];
  /** Puts the clones where they belong. Who watches over more than their order does so around it. */
  protected place(_template: HTMLTemplateElement, arrange: () => void): void {
    arrange();
  }
  /** What the clone of `key` binds. Reads signals. */
  protected abstract fields(session: S, key: Key): Fields;
  /** Tag of the items that a clone may hold, where there is one. */
  protected readonly itemTag?: string;
  /** Tells an item in the clone of `key` what it is. */
  protected hand(_element: Element, _key: Key): void {}
  /** What the clone of `key` can be told, asked once a clone. An item at its top knows its own instead. */
  protected itemCommands(_session: S, _key: Key): Commands {
    return noCommands;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = watchMarkup(this, (records) => this.#changed(records));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    for (const clone of this.#clones.values()) clone.sleep();
    if (this.#commanded) buttonsLeft(this);
  }

  protected read(session: S | undefined): void {
    const keys = session ? this.keys(session) : [];
    setStates(this, this.internals, { empty: !keys.length });
    const template = this.#template();
    if (template !== this.#anchor || session !== this.#shown) this.#clear(template);
    this.#anchor = template;
    this.#shown = session;
    if (!template || !session) return;
    const old = [...this.#clones.values()].flatMap(({ nodes }) => nodes);
    const fresh = new Map(
      keys.map((key) => [key, this.#clones.get(key) ?? this.#clone(template, session, key)]),
    );
    for (const [key, clone] of this.#clones) if (!fresh.has(key)) clone.sleep();
    this.#clones.clear();
    for (const [key, clone] of fresh) {
      this.#clones.set(key, clone);
      clone.wake();
    }
    const wanted = [...fresh.values()].flatMap(({ nodes }) => nodes);
    this.place(template, () => arrange(template, old, wanted));
    if (this.#commanded) buttonsChanged(this);
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

  #clone(template: HTMLTemplateElement, session: S, key: Key): TemplateInstance {
    const commands = this.itemCommands(session, key);
    this.#commanded ||= commands !== noCommands;
    return new TemplateInstance(template, {
      session,
      commands,
      fields: () => this.fields(session, key),
      hand: (fragment) => {
        const items = this.itemTag ? fragment.querySelectorAll(this.itemTag) : [];
        for (const element of items) this.hand(element, key);
      },
    });
  }

  /** The template may come after the element, and markup into a clone: a framework, a page still being parsed. */
  #changed(records: readonly MutationRecord[]): void {
    if (!this.#anchor?.isConnected) return this.follow();
    const inside = records
      .map(({ target }) => target)
      .filter((target) => target !== this.#anchor?.parentNode);
    for (const clone of inside.length ? this.#clones.values() : []) clone.rebind(inside);
  }

  /** Also of what another list has put there, of whose markup this is a copy. */
  #clear(template: HTMLTemplateElement | undefined): void {
    for (const clone of this.#clones.values()) clone.remove();
    this.#clones.clear();
    for (const copy of template?.parentElement?.querySelectorAll(`:scope > [${cloned}]`) ?? []) copy.remove();
  }
}
