import type { SessionController } from '../../controllers/session-controller.ts';
import { bind, isItem, markItem, type Fields } from './bindings.ts';
import { commands, noCommands, type CommandTarget, type Commands } from '../commands/command.ts';
import { listenToCommands } from '../commands/command-events.ts';

/** What marks a clone, also in a copy of the page's markup. */
export const cloned = 'data-utd-clone';

/** What one clone shows, and what it can be told. */
export interface Shown {
  readonly session: SessionController;
  /** Reads signals. */
  fields(): Fields;
  readonly commands: Commands;
  /** Tells each item in it what it is. */
  hand(fragment: DocumentFragment): void;
}

/** One clone of a list's template: an item, which binds its own fields, or plain markup, whose fields we bind. */
export class TemplateInstance {
  readonly nodes: readonly Node[];
  readonly #shown: Shown;
  /** Nodes that are no item of their own. */
  readonly #plain: readonly Node[];
  #stop: (() => void) | undefined;
  #fields: Fields = {};

  constructor(template: HTMLTemplateElement, shown: Shown) {
    this.#shown = shown;
    // React puts the children of a template beside its content.
    const source = template.content.childNodes.length ? template.content : childrenOf(template);
    // `importNode` upgrades at once, so that items are handed over before they are inserted.
    const fragment = template.ownerDocument.importNode(source, true);
    shown.hand(fragment);
    this.nodes = [...fragment.childNodes].filter(
      (node) => node instanceof Element || node.textContent?.trim(),
    );
    for (const node of this.nodes) if (node instanceof Element) node.toggleAttribute(cloned, true);
    this.#plain = this.nodes.filter((node) => node instanceof Element && !isItem(node));
    for (const node of this.#plain) {
      markItem(node);
      // Elements of ours answer for themselves.
      if (shown.commands !== noCommands && !(commands in node)) makeCommanded(node as HTMLElement, shown);
    }
  }

  /** Follows what it shows, until it sleeps. */
  wake(): void {
    if (!this.#plain.length) return;
    const { session } = this.#shown;
    this.#stop ??= session.watch(() => {
      this.#fields = this.#shown.fields();
      for (const node of this.#plain) bind(node, this.#fields, session);
    });
  }

  /** Markup came to one of these. */
  rebind(changed: readonly Node[]): void {
    for (const node of this.#plain)
      if (changed.some((each) => node.contains(each))) bind(node, this.#fields, this.#shown.session);
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

/** Plain markup knows commands as an element of ours does. */
function makeCommanded(element: HTMLElement, { session, commands: known }: Shown): void {
  const commanded: CommandTarget = Object.assign(element, { session, [commands]: known });
  listenToCommands(commanded);
}

function childrenOf(template: HTMLTemplateElement): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...[...template.childNodes].map((node) => node.cloneNode(true)));
  return fragment;
}
