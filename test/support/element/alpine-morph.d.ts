/** The plugin of Alpine, which has no types of its own. */
declare module '@alpinejs/morph' {
  export default function plugin(alpine: import('alpinejs').Alpine): void;
}
