import type { SessionController } from '../../controllers/session-controller.ts';
import { listenToCommands } from '../commands/command-events.ts';
import { commands, noCommands, type CommandTarget, type Commands } from '../commands/command.ts';
import { bind, isItem, markItem, type Fields } from './bindings.ts';

/** The attribute that marks a clone, also in a copy of the page's markup. */
export const cloned = 'data-utd-clone';

/** The item of one clone, by its list. */
interface TemplateInstanceDeps {
  readonly session: SessionController;
  /** The fields that the clone binds. Reads signals. */
  fields(): Fields;
  readonly commands: Commands;
  /** Tells the item elements in the clone which item they show, before they are inserted. */
  assignItem(fragment: DocumentFragment): void;
}

/**
 * One clone of a list's template. Its nodes are items of ours, which bind their own fields, or plain markup, whose fields
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
    // React puts the children of a template beside its content.
    const source = template.content.childNodes.length ? template.content : childrenOf(template);
    // `importNode` upgrades the elements at once, so that they take their item before they are inserted.
    const fragment = template.ownerDocument.importNode(source, true);
    deps.assignItem(fragment);
    this.nodes = [...fragment.childNodes].filter(
      (node) => node instanceof Element || node.textContent?.trim(),
    );
    for (const node of this.nodes) if (node instanceof Element) node.toggleAttribute(cloned, true);
    this.#plain = this.nodes.filter((node) => node instanceof Element && !isItem(node));
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

  remove(): void {
    this.disconnect();
    for (const node of this.nodes) (node as ChildNode).remove();
  }
}

/** Gives plain markup commands, as an element of ours has. */
function addCommands(element: HTMLElement, { session, commands: known }: TemplateInstanceDeps): void {
  const target: CommandTarget = Object.assign(element, { session, [commands]: known });
  listenToCommands(target);
}

function childrenOf(template: HTMLTemplateElement): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...[...template.childNodes].map((node) => node.cloneNode(true)));
  return fragment;
}
