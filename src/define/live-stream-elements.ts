import { UTDLiveStreamElement } from '../elements/live-stream/live-stream.ts';
import { elements as client } from './client-elements.ts';
import { elements as pictures } from './picture-elements.ts';
import { elements as session } from './session-elements.ts';
import type { ProductTag } from './tags.ts';

// For scripts of a page without a bundler: one copy serves them and the elements.
export * from '../index/live-stream.ts';
export { stageEndpoints } from '../protocol/stage/stage-endpoints.ts';

const stream = { 'utd-live-stream': UTDLiveStreamElement } satisfies Record<
  ProductTag<'live-stream'>,
  CustomElementConstructor
>;

/** The live stream whole. Providers are first, so that they are there when what is inside looks for them. */
export const elements = { ...client, ...stream, ...session, ...pictures };
