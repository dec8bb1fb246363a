import { UTDClientElement } from '../elements/session/client.ts';
import type { ProductTag } from './tags.ts';

export const elements = { 'utd-client': UTDClientElement } satisfies Record<
  ProductTag<'client'>,
  CustomElementConstructor
>;
