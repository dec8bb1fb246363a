/** The calls of the media server that the engine makes. */
import { randomBytes } from 'node:crypto';
import {
  CreateRoomRequest,
  DataPacket_Kind,
  DeleteRoomRequest,
  ListRoomsRequest,
  ListRoomsResponse,
  ParticipantInfo,
  RoomParticipantIdentity,
  SendDataRequest,
  UpdateParticipantRequest,
  UpdateRoomMetadataRequest,
} from '@livekit/protocol';
import { WebhookReceiver } from 'livekit-server-sdk';
import { attributeChanges, type DesiredParticipant } from '../room/desired-state.ts';
import { livekitParticipant, permissionMessage, type LiveKitParticipant } from './livekit-participant.ts';
import { ListingWorker } from './listing-worker.ts';
import { livekitCalls } from './livekit-calls.ts';
import type { ListingChange } from './room-listing.ts';
import { ifThere, TwirpError } from './twirp.ts';

/** The media server. Every call may time out after 2 s with unknown outcome: list again, compare again. */
export interface LiveKit {
  /** Resolves when the room has been seen to exist. */
  ensureRoom(name: string, metadata: string): Promise<void>;
  /**
   * Lists a room, and answers how the listing differs from the last.
   *
   * @param options.anew answers the whole listing
   * @param options.including identities that are answered even where nothing of them changed
   * @returns `null` where there is no such room (LiveKit lists an unknown room as empty)
   */
  list(
    name: string,
    options: { anew: boolean; including: ReadonlySet<string> },
  ): Promise<ListingChange | null>;
  /** Reads a participant; `null` where there is no connection. */
  participant(name: string, identity: string): Promise<LiveKitParticipant | null>;
  /**
   * Writes one participant. A participant who is gone needs no write.
   *
   * @param had the attributes of the participant on the media server: only the difference is written
   */
  update(
    name: string,
    identity: string,
    want: DesiredParticipant,
    had: DesiredParticipant['attributes'],
  ): Promise<void>;
  setMetadata(name: string, metadata: string): Promise<void>;
  /** Sends data from the server to all participants. */
  broadcast(name: string, message: string): Promise<void>;
  /** Sends data from the server to these participants. */
  send(name: string, identities: readonly string[], message: string): Promise<void>;
  remove(name: string, identity: string): Promise<void>;
  deleteRoom(name: string): Promise<void>;
  /** Whether the media server answers. */
  alive(): Promise<boolean>;
  close(): Promise<void>;
}

/** Seconds for which LiveKit keeps an empty room: longer than a token and than the reconnect window. The engine deletes. */
const emptyTimeout = 180;
const departureTimeout = 120;

export function livekit(url: string, key: string, secret: string): LiveKit {
  const call = livekitCalls(url, key, secret);
  const listings = new ListingWorker(url, key, secret);
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
    async list(room, options) {
      const listed = await listings.list(room, options);
      if (!listed.empty || (await exists(room))) return listed;
      listings.forget(room);
      return null;
    },
    async participant(room, identity) {
      try {
        const answer = await call('GetParticipant', room, new RoomParticipantIdentity({ room, identity }));
        return livekitParticipant(ParticipantInfo.fromBinary(answer));
      } catch (error) {
        if (error instanceof TwirpError && error.code === 'not_found') return null;
        throw error;
      }
    },
    async update(room, identity, want, had) {
      const { name, metadata, attributes } = want;
      const change = {
        room,
        identity,
        name,
        metadata,
        attributes: attributeChanges(had, attributes),
        permission: permissionMessage(want),
      };
      await ifThere(call('UpdateParticipant', room, new UpdateParticipantRequest(change)));
    },
    async setMetadata(room, metadata) {
      await call('UpdateRoomMetadata', room, new UpdateRoomMetadataRequest({ room, metadata }));
    },
    remove: (room, identity) =>
      ifThere(call('RemoveParticipant', room, new RoomParticipantIdentity({ room, identity }))),
    async deleteRoom(room) {
      listings.forget(room);
      await ifThere(call('DeleteRoom', room, new DeleteRoomRequest({ room })));
    },
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
    close: () => listings.close(),
  };
}

/** The content of a webhook that matters: it is a hint, and only ever a reason to compare. */
export interface WebhookHint {
  readonly id: string;
  /** The room's name on the media server. */
  readonly room: string | undefined;
  /** The participant who joined, perhaps with an old token, or who published: looked at without delay. */
  readonly urgent?: string | undefined;
}

/** After these events a participant may send what the engine did not permit. */
const urgentEvents: ReadonlySet<string> = new Set(['participant_joined', 'track_published']);

/** Reads a webhook. The promise rejects where LiveKit did not sign it. */
export function webhookReader(key: string, secret: string) {
  const receiver = new WebhookReceiver(key, secret);
  return async (body: string, authorization: string | undefined): Promise<WebhookHint> => {
    const { id, event, room, participant } = await receiver.receive(body, authorization);
    return { id, room: room?.name, urgent: urgentEvents.has(event) ? participant?.identity : undefined };
  };
}
