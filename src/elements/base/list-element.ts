import type { Context, ContextEvent } from '@lit/context';
import { html } from 'lit';
import type { SessionController } from '../../controllers/session-controller.ts';
import { buttonsChanged, buttonsLeft } from '../commands/command-buttons.ts';
import { noCommands, type Commands } from '../commands/command.ts';
import { contents } from '../dom/display-styles.ts';
import { setStates } from '../dom/element-states.ts';
import { mayPutBack } from '../dom/put-back.ts';
import { reorderNodes } from '../dom/reorder-nodes.ts';
import type { ShownSession } from '../dom/shown-session.ts';
import { warnOnce } from '../dom/warn-once.ts';
import { item, watchMarkup, type Fields } from '../templates/bindings.ts';
import { TemplateInstance, cloned } from '../templates/template-instance.ts';
import { identityContext } from './identity-context.ts';
import { SessionElement, type SessionContext } from './session-element.ts';

type Key = string | number;

/** Marks a list, which owns the templates inside it. */
const list = Symbol.for('utd-list');

/** The items of a list that have no clone in the page yet. */
export interface Placement<S> {
  readonly session: S;
  /** The clones stand behind it. */
  readonly template: HTMLTemplateElement;
  readonly fresh: readonly Key[];
  /** The list shows this session for the first time, so that no item is news. */
  readonly first: boolean;
}

/**
 * An element that shows one clone of its first `<template>` for each item. The clones stand behind the template, in the
 * template's own parent. A clone lives as long as its item, and an update touches only the clones that changed.
 */
export abstract class ListElement<S extends ShownSession = SessionController> extends SessionElement<S> {
  static override styles = contents;
  readonly [list] = true;
  readonly #clones = new Map<Key, TemplateInstance>();
  #observer: MutationObserver | undefined;
  /** A framework changes the content of a template in place, or its children. */
  readonly #pattern = new MutationObserver(() => this.#templateChanged());
  /** A morpher removes the clones, or makes other markup of them. */
  readonly #siblings = new MutationObserver(() => this.#putBack());
  #anchor: HTMLTemplateElement | undefined;
  #shown: S | undefined;
  /** The clones know commands. */
  #hasItemCommands = false;

  /** The keys of the items, in order. Reads signals. */
  protected abstract keys(session: S): readonly Key[];
  /**
   * Moves the clones into their order. An element that cares for the scroll position, or for what is announced, does so
   * around the call.
   *
   * @param reorder moves them
   */
  protected reorderClones(_placement: Placement<S>, reorder: () => void): void {
    reorder();
  }
  /** The fields of the item of `key`. Reads signals. */
  protected abstract fields(session: S, key: Key): Fields;
  /** The tag of the item elements that a clone may hold, if there is such a tag. */
  protected readonly itemTag?: string;
  /** Tells an item element in the clone of `key` which item it shows. */
  protected assignItem(_element: Element, _key: Key): void {}
  /** The identity of the participant whom the clone of `key` shows, for elements in the clone such as `<utd-video>`. */
  protected identityOf(_key: Key): string | undefined {
    return undefined;
  }
  /** The commands of the clone of `key`, made once a clone. An item element at the top of a clone has its own instead. */
  protected itemCommands(_session: S, _key: Key): Commands {
    return noCommands;
  }

  constructor(...contexts: readonly SessionContext<S>[]) {
    super(...contexts);
    // One listener for all clones: a provider for each of a thousand would take memory.
    this.addEventListener('context-request', (event) => this.#provideIdentity(event));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watchPattern(this.#anchor);
    this.#observer = watchMarkup(this, (records) => this.#changed(records));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#pattern.disconnect();
    this.#siblings.disconnect();
    for (const clone of this.#clones.values()) clone.disconnect();
    if (this.#hasItemCommands) buttonsLeft(this);
  }

  protected read(session: S | undefined): void {
    const keys = session ? this.keys(session) : [];
    setStates(this, this.internals, { empty: !keys.length });
    const template = this.#template();
    const first = template !== this.#anchor || session !== this.#shown;
    if (first) this.#clear(template);
    if (template !== this.#anchor) this.#watchPattern(template);
    this.#anchor = template;
    this.#shown = session;
    if (keys.length && !template) this.#warnOfNoTemplate();
    if (!template || !session) return;
    const old = [...this.#clones.values()].flatMap(({ nodes }) => nodes);
    const fresh = keys.filter((key) => !this.#clones.has(key));
    const clones = new Map(
      keys.map((key) => [key, this.#clones.get(key) ?? this.#clone(template, session, key)]),
    );
    for (const [key, clone] of this.#clones) if (!clones.has(key)) clone.disconnect();
    this.#clones.clear();
    for (const [key, clone] of clones) {
      this.#clones.set(key, clone);
      clone.connect();
    }
    const wanted = [...clones.values()].flatMap(({ nodes }) => nodes);
    this.reorderClones({ session, template, fresh, first }, () => reorderNodes(template, old, wanted));
    if (this.#hasItemCommands) buttonsChanged(this);
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

  /** Warns of markup that no template holds. Several items are the author's own, one for each seat or person. */
  #warnOfNoTemplate(): void {
    const text = `<${this.localName}> has no <template>, and so shows no items. An editor or a sanitiser may have removed the tag.`;
    const items = () => (this.itemTag ? this.querySelectorAll(this.itemTag).length : 0);
    if (this.childElementCount) warnOnce(text, this, () => !this.#template() && items() < 2);
  }

  #provideIdentity(event: ContextEvent<Context<unknown, unknown>>): void {
    if (event.context !== identityContext) return;
    const path = event.composedPath();
    const [key] = [...this.#clones].find(([, { nodes }]) => nodes.some((each) => path.includes(each))) ?? [];
    const identity = key === undefined ? undefined : this.identityOf(key);
    if (identity === undefined) return;
    event.stopPropagation();
    event.callback(identity);
  }

  #clone(template: HTMLTemplateElement, session: S, key: Key): TemplateInstance {
    const commands = this.itemCommands(session, key);
    this.#hasItemCommands ||= commands !== noCommands;
    return new TemplateInstance(template, {
      session,
      commands,
      fields: () => this.fields(session, key),
      assignItem: (fragment) => {
        const items = this.itemTag ? fragment.querySelectorAll(this.itemTag) : [];
        for (const element of items) this.assignItem(element, key);
      },
    });
  }

  /** A framework, or the parser of the page, may add the template after the element, and markup to a clone. */
  #changed(records: readonly MutationRecord[]): void {
    if (!this.#anchor?.isConnected) return this.follow();
    const inside = records
      .map(({ target }) => target)
      .filter((target) => target !== this.#anchor?.parentNode);
    for (const clone of inside.length ? this.#clones.values() : []) clone.rebind(inside);
  }

  #watchPattern(template: HTMLTemplateElement | undefined): void {
    this.#pattern.disconnect();
    const changes = { subtree: true, childList: true, characterData: true, attributes: true };
    for (const pattern of template ? [template, template.content] : [])
      this.#pattern.observe(pattern, changes);
    this.#siblings.disconnect();
    if (template?.parentNode) this.#siblings.observe(template.parentNode, { childList: true });
  }

  #putBack(): void {
    const { session } = this;
    const parent = this.#anchor?.parentNode;
    if (!parent || !session || [...this.#clones.values()].every((each) => each.isIn(parent))) return;
    if (!mayPutBack(this)) return;
    for (const [key, clone] of this.#clones)
      if (clone.taken) {
        clone.remove();
        this.#clones.delete(key);
      }
    this.read(session);
  }

  #templateChanged(): void {
    if (!this.#anchor || !this.isConnected) return;
    this.#anchor = undefined; // the list begins anew
    this.follow();
  }

  /** Removes the clones, also those in a copy of another list's markup. */
  #clear(template: HTMLTemplateElement | undefined): void {
    for (const clone of this.#clones.values()) clone.remove();
    this.#clones.clear();
    for (const copy of template?.parentElement?.querySelectorAll(`:scope > [${cloned}]`) ?? []) copy.remove();
  }
}
