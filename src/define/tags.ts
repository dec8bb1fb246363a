/** Tags of every session. They come with the first product that a page loads. */
export const sessionTags = [
  'utd-status',
  'utd-stage',
  'utd-participants',
  'utd-participant',
  'utd-chat',
  'utd-messages',
  'utd-requests',
  'utd-invitations',
  'utd-devices',
  'utd-bans',
] as const;

/** Tags of every media session that the signalling plane has too. */
export const commonTags = ['utd-status', 'utd-messages'] as const;

/** Tags of every session with pictures. They come with each product that has pictures. */
export const pictureTags = ['utd-video'] as const;

/** Tags by the product that they come with, the provider first: what is inside a provider looks for it. */
export const productTags = {
  client: ['utd-client'],
  'audio-room': ['utd-audio-room', 'utd-seats', 'utd-seat'],
  'live-stream': ['utd-live-stream'],
  call: ['utd-call'],
  signal: ['utd-signal', 'utd-presence', 'utd-conversations', 'utd-conversation'],
} as const;

export type Product = keyof typeof productTags;
export type SessionTag = (typeof sessionTags)[number];
export type CommonTag = (typeof commonTags)[number];
export type PictureTag = (typeof pictureTags)[number];
export type ProductTag<P extends Product = Product> = (typeof productTags)[P][number];

/** Every tag of the library: the first copy in a page claims all of them. */
export const tags: readonly string[] = [...Object.values(productTags).flat(), ...sessionTags, ...pictureTags];
