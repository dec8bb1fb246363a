import * as v from 'valibot';

/** A customer's app. */
export const App = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^\d{10}$/, 'An app id has ten digits.')),
  /** Publishable. */
  key: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'An app key has 32 hex digits.')),
  /** Whether a mint must show the key. */
  keyRequired: v.optional(v.boolean(), true),
  /** Between the customer's backend and the engine only; at least 32 characters. */
  secret: v.pipe(v.string(), v.minLength(32, 'A server secret has at least 32 characters.')),
  /** `open`: people name themselves. `anonymous`: the engine names them. `signed`: the backend does. */
  identities: v.optional(v.picklist(['open', 'anonymous', 'signed']), 'signed'),
  /** Who may claim a room without an owner: nobody from a page, who an identity token says, or anyone. */
  owners: v.optional(v.picklist(['server', 'signed', 'anyone']), 'signed'),
  /** Origins of pages, exactly. `loopback` stands for every page of this machine, in development only. */
  origins: v.optional(v.union([v.array(v.string()), v.literal('loopback')]), []),
});
export type App = v.InferOutput<typeof App>;

/** Exists only where the configuration is safe for it. */
export const developmentApp: App = {
  id: '1234567890',
  key: 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6',
  keyRequired: false,
  secret: 'development-only-development-only',
  identities: 'open',
  owners: 'anyone',
  origins: 'loopback',
};
