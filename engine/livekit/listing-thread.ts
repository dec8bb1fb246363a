/**
 * A thread that lists rooms. LiveKit's answer for a room of 10,000 takes a tenth of a second to decode and to compare
 * with the answer before; in the thread of the commands, every command would wait for that.
 */
import { ListParticipantsRequest, ListParticipantsResponse, ParticipantInfo_State } from '@livekit/protocol';
import { parentPort, workerData } from 'node:worker_threads';
import { livekitCalls } from './livekit-calls.ts';
import { livekitParticipant, type LiveKitParticipant } from './livekit-participant.ts';
import { RoomListing } from './room-listing.ts';

export interface ListingData {
  readonly url: string;
  readonly key: string;
  readonly secret: string;
}

/** A question to the thread; without `list` the room is forgotten. */
export interface ListingQuestion {
  readonly room: string;
  readonly list?: { readonly id: number; readonly anew: boolean; readonly including: readonly string[] };
}

/** The other thread has read a part of an answer, and takes the next. */
export interface ListingPartRead {
  readonly partOf: number;
}

/** A part of the answer to a question. */
export interface ListingAnswer {
  readonly id: number;
  readonly participants?: readonly LiveKitParticipant[];
  /** The last part. */
  readonly done?: { readonly gone: readonly string[]; readonly complete: boolean; readonly empty: boolean };
  readonly error?: Error;
}

/** The number of participants in one part: to read a part takes the other thread less than 2 ms. */
const part = 200;

const { url, key, secret } = workerData as ListingData;
const call = livekitCalls(url, key, secret);
const listings = new Map<string, RoomListing>();
/** The id of a question → goes on with the next part of its answer. */
const partsRead = new Map<number, () => void>();

async function list({ room, list: question }: Required<ListingQuestion>): Promise<void> {
  const { id, anew, including } = question;
  const answer = await call('ListParticipants', room, new ListParticipantsRequest({ room }));
  const listed = ListParticipantsResponse.fromBinary(answer)
    .participants.filter(({ state }) => state !== ParticipantInfo_State.DISCONNECTED)
    .map(livekitParticipant);
  const listing = (!anew && listings.get(room)) || new RoomListing();
  listings.set(room, listing);
  const { participants, gone, complete } = listing.next(listed, new Set(including));
  const tell = (said: ListingAnswer) => parentPort?.postMessage(said);
  // Parts that are sent at once are read at once, and the commands of the other thread would wait for all of them.
  for (let begin = 0; begin < participants.length; begin += part) {
    const read = new Promise<void>((resolve) => partsRead.set(id, resolve));
    tell({ id, participants: participants.slice(begin, begin + part) });
    await read;
  }
  partsRead.delete(id);
  tell({ id, done: { gone, complete, empty: !listed.length } });
}

parentPort?.on('message', (question: ListingQuestion | ListingPartRead) => {
  if ('partOf' in question) return void partsRead.get(question.partOf)?.();
  if (!question.list) return void listings.delete(question.room);
  const { id } = question.list;
  list(question as Required<ListingQuestion>).catch((error: Error) =>
    parentPort?.postMessage({ id, error } satisfies ListingAnswer),
  );
});
