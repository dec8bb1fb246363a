import { mayPutBack } from './put-back.ts';

/** Marks the text of an element, which is no attribute. */
const text = Symbol('text');

type Name = string | typeof text;

interface Written {
  /** The value before the first write, as the markup of the page gives it. */
  readonly original: string | null;
  value: string | null;
}

/** Element → attribute (or its text) → the value that was written last. A copy of an element has none. */
const written = new WeakMap<Node, Map<Name, Written>>();

const read = (element: Element, name: Name): string | null =>
  name === text ? element.textContent : element.getAttribute(name);

function write(element: Element, name: Name, value: string | null): void {
  if (read(element, name) === value) return;
  if (name === text) element.textContent = value;
  else if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

let observer: MutationObserver | undefined;

function handle(records: readonly MutationRecord[]): void {
  for (const element of new Set(records.map(({ target }) => ownerOf(target)))) if (element) restore(element);
}

/** The written element around a changed node: the text of an element may be in a node of its own. */
function ownerOf(node: Node | null): Element | undefined {
  for (let at = node; at; at = at.parentNode) if (written.has(at)) return at as Element;
  return undefined;
}

/**
 * Puts back what a library has removed that morphs the page to the markup of its server. A value of another library is no
 * removal.
 */
function restore(element: Element): void {
  const removed = [...written.get(element)!].filter(([name, { original, value }]) => {
    const now = read(element, name);
    return now !== value && (now === null || now === original || (name === text && now === ''));
  });
  if (removed.length && mayPutBack(element))
    for (const [name, { value }] of removed) write(element, name, value);
}

function writeNew(element: Element, name: Name, value: string | null): void {
  const all = written.get(element) ?? new Map<Name, Written>();
  written.set(element, all);
  const known = all.get(name);
  if (known?.value === value) return;
  if (known) known.value = value;
  else {
    all.set(name, { original: read(element, name), value });
    observer ??= new MutationObserver(handle);
    observer.observe(element, {
      attributeFilter: [...all.keys()].filter((each) => each !== text),
      ...(all.has(text) && { childList: true, characterData: true, subtree: true }),
    });
  }
  write(element, name, value);
}

/**
 * Writes an attribute where the value differs from the value that was written last; `null` removes it. A change by a
 * translator or a framework is no reason to write again, and a removal is one.
 */
export const writeAttribute = (element: Element, name: string, value: string | null): void =>
  writeNew(element, name, value);

/** Writes the text of an element by the same rule. */
export const writeText = (element: Element, value: string): void => writeNew(element, text, value);
