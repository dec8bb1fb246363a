import { developmentApp, type App } from '../../../engine/core/config.ts';

/** An app as in production, whose people name themselves to keep a test short. */
export const app: App = { ...developmentApp, keyRequired: true, origins: ['https://shop.example'] };

export const key = { 'x-app-key': app.key };
export const production = { apps: [app], development: false };

/** What somebody mints with there. */
export const mint = (identity: string, more: object = {}) => ({
  body: { identity, room_name: 'lobby', session_id: identity.padEnd(32, '0'), ...more },
  headers: key,
});
