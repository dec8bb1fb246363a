import { TrackSource, TrackType, type ParticipantInfo } from '@livekit/protocol';
import type { Permission } from '../room/desired-state.ts';

/** Somebody as the media server has them. */
export interface SfuPerson {
  readonly identity: string;
  /** This connection; another one of the same person has another. */
  readonly sid?: string;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** `undefined` where it is none that the engine gives. */
  readonly permission: Permission | undefined;
  /** Sends something else than sound from a microphone, or calls something else so. */
  readonly foreign: boolean;
  /** Sends anything at all. */
  readonly sending: boolean;
  /** Sends more than one thing at once, which for a moment may be the old one and the new one. */
  readonly doubled: boolean;
}

/** Every field: an update replaces the whole permission, and what is left out counts as given. */
export const permissionMessage = (permission: Permission) => ({
  canSubscribe: true,
  canPublish: permission.publish,
  canPublishSources: permission.publish ? [TrackSource.MICROPHONE] : [],
  canPublishData: false,
  canUpdateMetadata: false,
  canSubscribeMetrics: false,
  hidden: false,
  recorder: false,
  agent: false,
});

export function sfuPerson(info: ParticipantInfo): SfuPerson {
  const may = info.permission;
  const sources = may?.canPublishSources ?? [];
  const onlyMicrophone = sources.length === 1 && sources[0] === TrackSource.MICROPHONE;
  const plain = may && !may.canPublishData && !may.hidden && !may.canUpdateMetadata;
  return {
    identity: info.identity,
    sid: info.sid,
    metadata: info.metadata,
    attributes: info.attributes,
    permission: !plain
      ? undefined
      : !may.canPublish
        ? { publish: false }
        : onlyMicrophone
          ? { publish: true, sources: ['microphone'] }
          : undefined,
    foreign: info.tracks.some(
      ({ type, source }) => type !== TrackType.AUDIO || source !== TrackSource.MICROPHONE,
    ),
    sending: info.tracks.length > 0,
    doubled: info.tracks.length > 1,
  };
}
