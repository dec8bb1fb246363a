import { UTDClientElement } from '../elements/session/client.ts';
import type { ProductTag } from './tags.ts';

// Lit, for scripts of a page without a bundler: its elements and ours share one copy.
export * from 'lit';

export const elements = { 'utd-client': UTDClientElement } satisfies Record<
  ProductTag<'client'>,
  CustomElementConstructor
>;
