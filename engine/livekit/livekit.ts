/** What the engine asks of the media server. The one importer of livekit-server-sdk. */
import { randomBytes } from 'node:crypto';
import {
  CreateRoomRequest,
  DataPacket_Kind,
  DeleteRoomRequest,
  ListParticipantsRequest,
  ListParticipantsResponse,
  ListRoomsRequest,
  ListRoomsResponse,
  ParticipantInfo_State,
  RoomParticipantIdentity,
  SendDataRequest,
  UpdateParticipantRequest,
  UpdateRoomMetadataRequest,
} from '@livekit/protocol';
import { AccessToken, WebhookReceiver } from 'livekit-server-sdk';
import { attributeChanges, type DesiredPerson } from '../room/desired-state.ts';
import { permissionMessage, sfuPerson, type SfuPerson } from './livekit-participant.ts';
import { ifThere, twirp } from './twirp.ts';

/** The media server. Every call may time out after 2 s with unknown outcome: list again, compare again. */
export interface Sfu {
  /** Resolves when the room has been seen to exist. */
  ensureRoom(name: string, metadata: string): Promise<void>;
  /** `null` where there is no such room (an unknown one lists as empty). */
  list(name: string): Promise<readonly SfuPerson[] | null>;
  /**
   * Who is not there any more has nothing to change.
   *
   * @param had the attributes that this person has: only what changes is written
   */
  update(
    name: string,
    identity: string,
    want: DesiredPerson,
    had: DesiredPerson['attributes'],
  ): Promise<void>;
  setMetadata(name: string, metadata: string): Promise<void>;
  /** By the exact string, `a#x` too. */
  remove(name: string, identity: string): Promise<void>;
  deleteRoom(name: string): Promise<void>;
  /** To everybody. Writing to some is another function: an empty list would mean all. */
  broadcast(name: string, message: string): Promise<void>;
  /** To those of these who are there; at least one must be named. */
  send(name: string, identities: readonly string[], message: string): Promise<void>;
  alive(): Promise<boolean>;
}

/** Milliseconds. A call that timed out is applied later all the same. */
const requestTimeout = 2_000;

/** Seconds a room lives without people: longer than a token and than the reconnect window. The engine deletes. */
const emptyTimeout = 180;
const departureTimeout = 120;

export function livekit(url: string, key: string, secret: string): Sfu {
  const post = twirp(`${url.replace(/^ws/, 'http')}/twirp/livekit.RoomService`, requestTimeout);
  const tokenOf = tokens(key, secret);
  const call = async (method: string, name: string, message: { toBinary(): Uint8Array }) =>
    post(method, message.toBinary(), await tokenOf(name));
  const exists = async (name: string) => {
    const answer = await call('ListRooms', name, new ListRoomsRequest({ names: [name] }));
    return ListRoomsResponse.fromBinary(answer).rooms.length > 0;
  };
  const sendData = async (room: string, destinationIdentities: readonly string[], message: string) => {
    const data = new TextEncoder().encode(message);
    const kind = DataPacket_Kind.RELIABLE;
    const packet = { room, data, kind, destinationIdentities: [...destinationIdentities] };
    await call('SendData', room, new SendDataRequest({ ...packet, nonce: randomBytes(16) }));
  };
  return {
    async ensureRoom(name, metadata) {
      if (await exists(name)) return;
      const room = new CreateRoomRequest({ name, metadata, emptyTimeout, departureTimeout });
      await call('CreateRoom', name, room);
    },
    async list(room) {
      const answer = await call('ListParticipants', room, new ListParticipantsRequest({ room }));
      const people = ListParticipantsResponse.fromBinary(answer).participants;
      if (!people.length && !(await exists(room))) return null;
      return people.filter(({ state }) => state !== ParticipantInfo_State.DISCONNECTED).map(sfuPerson);
    },
    async update(room, identity, { name, metadata, attributes, permission }, had) {
      const change = {
        room,
        identity,
        name,
        metadata,
        attributes: attributeChanges(had, attributes),
        permission: permissionMessage(permission),
      };
      await ifThere(call('UpdateParticipant', room, new UpdateParticipantRequest(change)));
    },
    async setMetadata(room, metadata) {
      await call('UpdateRoomMetadata', room, new UpdateRoomMetadataRequest({ room, metadata }));
    },
    remove: (room, identity) =>
      ifThere(call('RemoveParticipant', room, new RoomParticipantIdentity({ room, identity }))),
    deleteRoom: (room) => ifThere(call('DeleteRoom', room, new DeleteRoomRequest({ room }))),
    broadcast: (room, message) => sendData(room, [], message),
    async send(room, identities, message) {
      if (!identities.length) throw new Error('A message to nobody would go to everybody.');
      await sendData(room, identities, message);
    },
    alive: () =>
      exists(' ').then(
        () => true,
        () => false,
      ),
  };
}

/** Seconds. */
const tokenLife = 600;

/** Signs a token for everything about one room, and uses it for half its life. */
function tokens(key: string, secret: string) {
  const kept = new Map<string, Promise<string>>();
  let until = 0;
  return (room: string): Promise<string> => {
    // All at once, so that rooms of the past are not kept.
    if (Date.now() > until) {
      kept.clear();
      until = Date.now() + tokenLife * 500;
    }
    const known = kept.get(room);
    if (known) return known;
    const made = new AccessToken(key, secret, { ttl: tokenLife });
    made.addGrant({ roomCreate: true, roomList: true, roomAdmin: true, room });
    const token = made.toJwt();
    kept.set(room, token);
    return token;
  };
}

/** After these somebody may send what they may not. */
const urgent: ReadonlySet<string> = new Set(['participant_joined', 'track_published']);

/** Reads a webhook, or rejects where LiveKit did not sign it: what happened, and in which room. */
export function webhookReader(key: string, secret: string) {
  const receiver = new WebhookReceiver(key, secret);
  return async (body: string, authorization: string | undefined) => {
    const event = await receiver.receive(body, authorization);
    return { id: event.id, room: event.room?.name, urgent: urgent.has(event.event) };
  };
}
