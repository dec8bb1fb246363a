declare module '*.svelte?server' {
  export { default } from '*.svelte';
}

/** The runtime of compiled components, which has no types of its own. */
declare module 'svelte/internal/client' {
  export const HMR: unique symbol;
  /** Wraps a component so that its code can be replaced while it is shown. */
  export function hmr<C extends object>(component: C): C & { [HMR]: { update(incoming: C): void } };
}
