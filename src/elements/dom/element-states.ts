import { writeAttribute } from './last-written.ts';

/** Writes an element's custom states, `:state(name)` in CSS, touching only what changed. */
export function setStates(internals: ElementInternals, states: Readonly<Record<string, boolean>>): void {
  for (const [name, on] of Object.entries(states)) {
    if (on) internals.states.add(name);
    else internals.states.delete(name);
  }
}

/** Reflects a value as `data-name`; `null` removes it. */
export const setData = (element: HTMLElement, name: string, value: string | null): void =>
  writeAttribute(element, `data-${name}`, value);
