/** Whom a media token lets in, and where. */
export interface MediaGrant {
  readonly sfu: string;
  readonly identity: string;
  readonly name: string;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * What LiveKit reads in a media token. Every grant is written out, because LiveKit takes what is left
 * out for given: it lets one person listen, in one incarnation of one room. Publishing is granted by
 * the engine, later.
 */
export const mediaClaims = ({ sfu, name, metadata, attributes }: MediaGrant) => ({
  name,
  metadata,
  attributes,
  video: {
    room: sfu,
    roomJoin: true,
    roomCreate: false,
    roomList: false,
    roomRecord: false,
    roomAdmin: false,
    ingressAdmin: false,
    canPublish: false,
    canPublishSources: [],
    canPublishData: false,
    canSubscribe: true,
    canSubscribeMetrics: false,
    canUpdateOwnMetadata: false,
    hidden: false,
    recorder: false,
    agent: false,
    destinationRoom: '',
  },
});
