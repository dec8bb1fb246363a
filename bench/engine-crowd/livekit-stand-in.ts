/** A media server that has one answer for each listing: RoomService over HTTP, as a process of its own. */
import { createServer } from 'node:http';
import {
  ListParticipantsRequest,
  ListParticipantsResponse,
  ListRoomsResponse,
  ParticipantInfo,
  Room,
  RoomParticipantIdentity,
} from '@livekit/protocol';
import { permissionMessage } from '../../engine/livekit/livekit-participant.ts';

/** The listing of a room, by the name of the room on the media server. */
const listings = new Map<string, Uint8Array>();

const participant = (identity: string) =>
  new ParticipantInfo({
    sid: `PA_${identity}`,
    identity,
    name: identity,
    metadata: '{"role":"listener"}',
    attributes: { name: identity },
    permission: permissionMessage({ permission: [], hidden: false }),
  });

const answers: Readonly<Record<string, (body: Uint8Array) => Uint8Array>> = {
  ListRooms: () => new ListRoomsResponse({ rooms: [new Room({ name: 'any' })] }).toBinary(),
  ListParticipants: (body) =>
    listings.get(ListParticipantsRequest.fromBinary(body).room) ?? new ListParticipantsResponse().toBinary(),
  GetParticipant: (body) => participant(RoomParticipantIdentity.fromBinary(body).identity).toBinary(),
};

const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const answer = answers[request.url!.split('/').at(-1)!]?.(Buffer.concat(parts)) ?? new Uint8Array();
  response.setHeader('content-type', 'application/protobuf').end(answer);
}).listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as { port: number }).port }));

process.on('message', ({ room, identities }: { room: string; identities: string[] }) => {
  const participants = identities.map(participant);
  listings.set(room, new ListParticipantsResponse({ participants }).toBinary());
  process.send!({});
});
process.once('disconnect', () => process.exit(0));
