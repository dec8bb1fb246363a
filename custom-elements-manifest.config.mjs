import { booleanAttributes, events, published, sessionTypes, tags } from './scripts/manifest-plugins.mjs';

export default {
  globs: ['src/elements/*/*.ts'],
  exclude: ['src/**/*.test.ts'],
  litelement: true,
  packagejson: false, // it would write where the manifest is into package.json, which says so already
  plugins: [tags(), booleanAttributes(), events('src/model/events.ts'), sessionTypes(), published()],
};
