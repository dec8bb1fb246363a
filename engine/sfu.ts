/** The one importer of livekit-server-sdk. */
import {
  DataPacket_Kind,
  ParticipantInfo_State,
  RoomServiceClient,
  TrackSource,
  TrackType,
  TwirpError,
  WebhookReceiver,
  type ParticipantInfo,
} from 'livekit-server-sdk';
import type { DesiredPerson, Permission } from './desired.ts';

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
}

/** The media server. Every call may time out after 2 s with unknown outcome: list again, compare again. */
export interface Sfu {
  /** Resolves when the room has been seen to exist. */
  ensureRoom(name: string, metadata: string): Promise<void>;
  /** `null` where there is no such room (an unknown one lists as empty). */
  list(name: string): Promise<readonly SfuPerson[] | null>;
  /** Who is not there any more has nothing to change. */
  update(name: string, identity: string, want: DesiredPerson): Promise<void>;
  setMetadata(name: string, metadata: string): Promise<void>;
  /** By the exact string, `a#x` too. */
  remove(name: string, identity: string): Promise<void>;
  deleteRoom(name: string): Promise<void>;
  /** To everybody. Writing to some is another function: an empty list would mean all. */
  broadcast(name: string, message: string): Promise<void>;
  alive(): Promise<boolean>;
}

/** Seconds. A call that timed out is applied later all the same. */
const requestTimeout = 2;

/** Seconds a room lives without people: longer than a token and than the reconnect window. The engine deletes. */
const emptyTimeout = 180;
const departureTimeout = 120;

export function livekit(url: string, key: string, secret: string): Sfu {
  const rooms = new RoomServiceClient(url.replace(/^ws/, 'http'), key, secret, { requestTimeout });
  const exists = async (name: string) => (await rooms.listRooms([name])).length > 0;
  return {
    async ensureRoom(name, metadata) {
      if (await exists(name)) return;
      await rooms.createRoom({ name, metadata, emptyTimeout, departureTimeout });
    },
    async list(name) {
      const people = await rooms.listParticipants(name);
      if (!people.length && !(await exists(name))) return null;
      return people.filter(({ state }) => state !== ParticipantInfo_State.DISCONNECTED).map(sfuPerson);
    },
    async update(name, identity, want) {
      const { metadata, attributes, permission } = want;
      await ifThere(
        rooms.updateParticipant(name, identity, {
          metadata,
          attributes: { ...attributes },
          name: want.name,
          permission: permissionMessage(permission),
        }),
      );
    },
    setMetadata: async (name, metadata) => void (await rooms.updateRoomMetadata(name, metadata)),
    remove: async (name, identity) => ifThere(rooms.removeParticipant(name, identity)),
    deleteRoom: async (name) => ifThere(rooms.deleteRoom(name)),
    broadcast: async (name, message) =>
      void (await rooms.sendData(name, new TextEncoder().encode(message), DataPacket_Kind.RELIABLE, {})),
    alive: () =>
      rooms.listRooms([' ']).then(
        () => true,
        () => false,
      ),
  };
}

/** Who or what is gone already is as it should be. */
const ifThere = async (call: Promise<unknown>): Promise<void> => {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof TwirpError) || error.code !== 'not_found') throw error;
  }
};

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

function sfuPerson(info: ParticipantInfo): SfuPerson {
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
  };
}

/** Reads a webhook, or rejects where LiveKit did not sign it: what happened, and in which room. */
export function webhookReader(key: string, secret: string) {
  const receiver = new WebhookReceiver(key, secret);
  return async (body: string, authorization: string | undefined) => {
    const event = await receiver.receive(body, authorization);
    return { id: event.id, room: event.room?.name, joined: event.event === 'participant_joined' };
  };
}
