/** Marks the text of an element, which is no attribute. */
const text = Symbol('text');

/** Element → attribute (or its text) → the value that was written last. A copy of an element has none. */
const written = new WeakMap<Element, Map<string | typeof text, string | null>>();

/** Whether `value` differs from the value that was written last. `value` is noted as written. */
function isNew(element: Element, name: string | typeof text, value: string | null): boolean {
  const known = written.get(element) ?? new Map<string | typeof text, string | null>();
  written.set(element, known);
  if (known.get(name) === value) return false;
  known.set(name, value);
  return true;
}

/**
 * Writes an attribute where the value differs from the value that was written last; `null` removes it. A change by a
 * translator or a framework is no reason to write again.
 */
export function writeAttribute(element: Element, name: string, value: string | null): void {
  if (!isNew(element, name, value) || element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** Writes the text of an element by the same rule. */
export function writeText(element: Element, value: string): void {
  if (isNew(element, text, value) && element.textContent !== value) element.textContent = value;
}
