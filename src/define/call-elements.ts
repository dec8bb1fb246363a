import { UTDCallElement } from '../elements/call/call.ts';
import { elements as client } from './client-elements.ts';
import { elements as pictures } from './picture-elements.ts';
import { elements as session } from './session-elements.ts';
import type { ProductTag } from './tags.ts';

// For scripts of a page without a bundler: one copy serves them and the elements.
export * from '../index/call.ts';
export { callEndpoints } from '../protocol/call/call-endpoints.ts';

const call = { 'utd-call': UTDCallElement } satisfies Record<ProductTag<'call'>, CustomElementConstructor>;

/** Calls whole. Providers are first, so that they are there when what is inside looks for them. */
export const elements = { ...client, ...call, ...session, ...pictures };
