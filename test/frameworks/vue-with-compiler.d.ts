/** The build of Vue that compiles templates in the page, which has no types of its own. */
declare module 'vue/dist/vue.esm-bundler.js' {
  export * from 'vue';
}
