/** The attribute of the community's protocol: markup of a server, which a framework has not taken over yet. */
export const deferral = 'defer-hydration';

/** As with every boolean attribute here, `"false"` is false: Vue writes that for `:defer-hydration="false"`. */
const deferred = `[${deferral}]:not([${deferral}='false'])`;

/** Element with the attribute → what begins when it loses the attribute. */
const waiting = new WeakMap<Node, Map<Element, () => void>>();
let observer: MutationObserver | undefined;

/**
 * Whether a node is a child of a `<template>`, and not in its content: Vue and React put the children of a template there.
 * Such nodes are a pattern for clones, and are never shown.
 */
const isInTemplate = (node: Node): boolean => !!node.parentElement?.closest('template');

export const isDeferred = (element: Element): boolean => element.matches(deferred);

/**
 * Whether markup must stay as it is: it is a pattern, or it waits for a framework.
 *
 * @param resume called when the framework has it, to ask again
 */
export function rests(element: Element, resume: () => void): boolean {
  const holder = element.closest(deferred);
  if (!holder) return isInTemplate(element);
  observer ??= new MutationObserver((records) => {
    for (const { target } of records) {
      const all = waiting.get(target);
      if (isDeferred(target as Element)) continue;
      waiting.delete(target);
      for (const each of all?.values() ?? []) each();
    }
  });
  const all = waiting.get(holder) ?? new Map<Element, () => void>();
  waiting.set(holder, all.set(element, resume));
  observer.observe(holder, { attributeFilter: [deferral] });
  return true;
}
