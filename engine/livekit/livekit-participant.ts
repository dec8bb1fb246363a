import { TrackSource, TrackType, type ParticipantInfo } from '@livekit/protocol';
import type { PublishPermission, Source } from '../model/product.ts';
import type { DesiredParticipant } from '../room/desired-state.ts';

/** LiveKit's number of each source, and the kind of track that belongs to it. */
const livekitSources: Readonly<Record<Source, readonly [source: TrackSource, type: TrackType]>> = {
  microphone: [TrackSource.MICROPHONE, TrackType.AUDIO],
  camera: [TrackSource.CAMERA, TrackType.VIDEO],
  screen_share: [TrackSource.SCREEN_SHARE, TrackType.VIDEO],
  screen_share_audio: [TrackSource.SCREEN_SHARE_AUDIO, TrackType.AUDIO],
};

const sourceNames = Object.keys(livekitSources) as Source[];

/** A participant as the media server has them. */
export interface LiveKitParticipant {
  readonly identity: string;
  /** The id of this connection: another connection of the same participant has another id. */
  readonly sid?: string;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The media server shows the connection to no other participant. */
  readonly hidden: boolean;
  /** `undefined` for a permission that the engine never gives. */
  readonly permission: PublishPermission | undefined;
  /** The published tracks. `foreign` is a source that no product has, or a track of another kind than its source. */
  readonly publishing: readonly (Source | 'foreign')[];
}

/** Every field: an update replaces the whole permission, and LiveKit takes a missing field for given. */
export const permissionMessage = ({
  permission,
  hidden,
}: Pick<DesiredParticipant, 'permission' | 'hidden'>) => ({
  canSubscribe: true,
  // LiveKit reads an empty list of sources as all of them.
  canPublish: permission.length > 0,
  canPublishSources: permission.map((source) => livekitSources[source][0]),
  canPublishData: false,
  canUpdateMetadata: false,
  canSubscribeMetrics: false,
  hidden,
  recorder: false,
  agent: false,
});

function permissionOf({ permission }: ParticipantInfo): PublishPermission | undefined {
  if (!permission || permission.canPublishData || permission.canUpdateMetadata) return undefined;
  if (!permission.canPublish) return [];
  const sources = permission.canPublishSources.map((number) =>
    sourceNames.find((name) => livekitSources[name][0] === number),
  );
  return sources.length && sources.every((source) => source !== undefined) ? sources : undefined;
}

export const livekitParticipant = (info: ParticipantInfo): LiveKitParticipant => ({
  identity: info.identity,
  sid: info.sid,
  metadata: info.metadata,
  attributes: info.attributes,
  hidden: info.permission?.hidden ?? false,
  permission: permissionOf(info),
  publishing: info.tracks.map(
    ({ type, source }) =>
      sourceNames.find((name) => livekitSources[name][0] === source && livekitSources[name][1] === type) ??
      'foreign',
  ),
});
