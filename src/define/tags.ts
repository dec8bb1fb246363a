/** Tags of every session. They come with the first product that a page loads. */
export const sessionTags = [
  'utd-status',
  'utd-participants',
  'utd-participant',
  'utd-chat',
  'utd-messages',
  'utd-devices',
  'utd-bans',
] as const;

/** Tags by the product that they come with, the provider first: what is inside a provider looks for it. */
export const productTags = {
  client: ['utd-client'],
  'audio-room': ['utd-audio-room', 'utd-seats', 'utd-seat', 'utd-requests', 'utd-invitations'],
} as const;

export type Product = keyof typeof productTags;
export type SessionTag = (typeof sessionTags)[number];
export type ProductTag<P extends Product = Product> = (typeof productTags)[P][number];

/** Every tag of the library: the first copy in a page claims all of them. */
export const tags: readonly string[] = [...Object.values(productTags).flat(), ...sessionTags];
