import { events, published, tags } from './scripts/manifest-plugins.mjs';

export default {
  globs: ['src/elements/*.ts'],
  exclude: ['src/**/*.test.ts'],
  litelement: true,
  plugins: [tags(), events('src/events.ts'), published()],
};
