import { listenToCommands } from '../commands/command-events.ts';
import { commands, noCommands, subject, type CommandTarget, type Commands } from '../commands/command.ts';
import { isElement } from '../dom/node-kind.ts';
import type { ShownSession } from '../dom/shown-session.ts';
import { bind, isItem, item, markItem, type Fields } from './bindings.ts';
import { subjectOf } from './subject.ts';

/** The attribute that marks a clone, also in a copy of the page's markup. */
export const cloned = 'data-utd-clone';

/** The item of one clone, by its list. */
interface TemplateInstanceDeps {
  readonly session: ShownSession;
  /** The fields that the clone binds. Reads signals. */
  fields(): Fields;
  readonly commands: Commands;
  /** Tells the item elements in the clone which item they show, before they are inserted. */
  assignItem(fragment: DocumentFragment): void;
}

/**
 * A clone of a list's template. Its nodes are items of ours, which bind their own fields, or plain markup, whose fields
 * are bound here.
 */
export class TemplateInstance {
  readonly nodes: readonly Node[];
  readonly #deps: TemplateInstanceDeps;
  /** Nodes that are no item element. */
  readonly #plain: readonly Node[];
  #stop: (() => void) | undefined;
  #fields: Fields = {};

  constructor(template: HTMLTemplateElement, deps: TemplateInstanceDeps) {
    this.#deps = deps;
    // React and Vue put the children of a template beside its content.
    const source = template.content.childNodes.length ? template.content : childrenOf(template);
    // `importNode` upgrades the elements at once, so that they take their item before they are inserted. A template in
    // another window, as picture-in-picture of a document, is cloned by the page, which knows the elements.
    const fragment = document.importNode(source, true);
    deps.assignItem(fragment);
    this.nodes = [...fragment.childNodes].filter((node) => isElement(node) || node.textContent?.trim());
    for (const node of this.nodes) if (isElement(node)) node.toggleAttribute(cloned, true);
    this.#plain = this.nodes.filter((node) => isElement(node) && !isItem(node));
    for (const node of this.#plain) {
      markItem(node);
      // An element of ours has its own commands.
      if (deps.commands !== noCommands && !(commands in node)) addCommands(node as HTMLElement, deps);
    }
  }

  /** Binds the fields, and follows them until `disconnect`. */
  connect(): void {
    if (!this.#plain.length) return;
    const { session } = this.#deps;
    this.#stop ??= session.watch(() => {
      this.#fields = this.#deps.fields();
      for (const node of this.#plain) bind(node, this.#fields, session);
    });
  }

  /** Binds the nodes that hold one of the changed nodes: markup was added there. */
  rebind(changed: readonly Node[]): void {
    for (const node of this.#plain)
      if (changed.some((each) => node.contains(each))) bind(node, this.#fields, this.#deps.session);
  }

  disconnect(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  /** Whether the clone stands in `parent` as it was put there. */
  isIn(parent: Node): boolean {
    return this.nodes.every((node) => node.parentNode === parent && !isTaken(node));
  }

  /** Whether a morpher has made markup of the page of a node. */
  get taken(): boolean {
    return this.nodes.some(isTaken);
  }

  /** Removes the clone. A node that is markup of the page now stays. */
  remove(): void {
    this.disconnect();
    for (const node of this.nodes)
      if (!isTaken(node)) (node as ChildNode).remove();
      else if (this.#plain.includes(node)) unmark(node);
  }
}

/** Whether a morpher has made markup of the page of a node of a clone, which takes the mark away. */
const isTaken = (node: Node): boolean => isElement(node) && !node.hasAttribute(cloned);

/** Makes a node of a clone plain markup again. */
function unmark(node: Node): void {
  Reflect.deleteProperty(node, item);
  if (Object.hasOwn(node, commands)) Object.assign(node, { session: undefined, [commands]: noCommands });
}

/** Gives plain markup commands, as an element of ours has. */
function addCommands(element: HTMLElement, { session, commands: known, fields }: TemplateInstanceDeps): void {
  const target: CommandTarget = Object.assign(element, {
    session,
    [commands]: known,
    [subject]: () => subjectOf(fields()),
  });
  listenToCommands(target);
}

function childrenOf(template: HTMLTemplateElement): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...[...template.childNodes].map((node) => node.cloneNode(true)));
  return fragment;
}
