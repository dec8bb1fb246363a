import { writeAttribute } from './last-written.ts';

/** Element → its custom states that are on, in the order of their first turning on. */
const statesOf = new WeakMap<Element, Set<string>>();

/**
 * Writes custom states of an element: `:state(name)` in CSS, and `[data-utd-state~="name"]` in every browser.
 * Only changes are written.
 */
export function setStates(
  element: HTMLElement,
  internals: ElementInternals,
  states: Readonly<Record<string, boolean>>,
): void {
  const on = statesOf.get(element) ?? new Set<string>();
  statesOf.set(element, on);
  for (const [name, is] of Object.entries(states)) {
    if (is) on.add(name);
    else on.delete(name);
    setCustomState(internals, name, is);
  }
  writeAttribute(element, 'data-utd-state', on.size ? [...on].join(' ') : null);
}

function setCustomState({ states }: ElementInternals, name: string, on: boolean): void {
  try {
    if (on) states.add(name);
    else states.delete(name);
  } catch (error) {
    // Browsers without `:state()` have no such set, or accept only names with two leading dashes.
    if (states && !(error instanceof DOMException && error.name === 'SyntaxError')) throw error;
  }
}

/** Reflects a value as `data-name`; `null` removes it. */
export const setData = (element: HTMLElement, name: string, value: string | null): void =>
  writeAttribute(element, `data-${name}`, value);
