import * as v from 'valibot';
import { UTDStreamError } from '../../errors/errors.ts';
import type { Logger } from '../../model/logger.ts';
import { PeerChatMessage, type RoomChat } from '../../protocol/chat/chat-messages.ts';
import {
  ignored,
  isMessage,
  messages,
  type Message,
  type MessageName,
} from '../../protocol/data/messages.ts';
import { RoomMetadata, type At, type RoomState, type Snapshot } from '../../protocol/room-state.ts';
import type { WireGrid } from '../../protocol/seat.ts';
import type { WireStage } from '../../protocol/stage/stage.ts';
import type { SessionCore } from '../core/session-core.ts';
import type { SessionFeature } from '../core/session-feature.ts';

/** The chat that participants carry themselves, as far as messages are read here. */
export interface PeerMessages {
  /** Whether participants carry the chat, because the engine has none. */
  readonly active: boolean;
  /** The message with the sender that the media server names. */
  signed(message: RoomChat, sender: string): RoomChat;
}

/** The seat grid of an answer or a message, as state. */
export const gridState = ({ epoch, rev, mode, mode_id, queue, seats }: At & WireGrid): RoomState => ({
  epoch,
  rev,
  grid: { mode, mode_id, queue, seats },
});

/** The stage of an answer or a message, as state. */
export const stageState = ({
  epoch,
  rev,
  live,
  live_started_at,
  queue,
  stage,
}: At & WireStage): RoomState => ({
  epoch,
  rev,
  stage: { live, live_started_at, queue, stage },
});

const snapshotState = (snapshot: Snapshot): RoomState => {
  const { comments, chat, version, requests, invitations, cleared, participant_count: count } = snapshot;
  const { epoch, rev, seats, stage, call } = snapshot;
  return {
    epoch,
    rev,
    ...(seats && gridState({ ...snapshot, seats })),
    ...(stage && stageState({ ...snapshot, stage })),
    ...(call && { call }),
    ...(count !== undefined && { count }),
    comments,
    chat,
    mine: { version, requests, invitations, cleared },
  };
};

/**
 * The only entry of state into a session: the mint's answer, room metadata, reads and pushes are parsed by the same
 * schemas and handed to the features alike. Newer state replaces older state. Unreadable input becomes an `error` event
 * and changes nothing.
 */
export class RoomStateReader implements SessionFeature {
  readonly #scope: SessionCore;
  readonly #logger: () => Logger | undefined;
  readonly #peers: PeerMessages;
  readonly #unknownNames = new Set<string>();
  #reading: Promise<void> | undefined;

  constructor(scope: SessionCore, peers: PeerMessages, logger: () => Logger | undefined) {
    this.#scope = scope;
    this.#peers = peers;
    this.#logger = logger;
    scope.read = () => (this.#reading ??= this.#read().finally(() => (this.#reading = undefined)));
  }

  snapshot(snapshot: Snapshot): void {
    this.#scope.apply(snapshotState(snapshot));
  }

  roomMetadataChanged(json: string): void {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), RoomMetadata), json);
    if (!parsed.success) return this.#unreadable('the metadata of', parsed.issues);
    const { epoch, rev, _seats, _stage, _call, _chat, closed } = parsed.output;
    this.#scope.apply({
      epoch,
      rev,
      closed,
      ...(_seats && { grid: _seats }),
      ...(_stage && { stage: _stage }),
      ...(_call && { call: _call }),
      ...(_chat && { comments: _chat }),
    });
  }

  /** @param sender identity of the sending participant; `''` is the server alone. */
  dataReceived(payload: Uint8Array, sender: string): void {
    const parsed = v.safeParse(Envelope, new TextDecoder().decode(payload));
    const name = parsed.success ? nameOf(parsed.output) : '_unreadable';
    if (sender !== '')
      return parsed.success && !name.startsWith('_')
        ? this.#fromParticipant(parsed.output, sender)
        : this.#forged(name, sender);
    if (!parsed.success) return this.#unreadable('a message in', parsed.issues);
    if (ignored.has(name)) return;
    if (!isMessage(name)) return this.#unknown(name);
    const message = v.safeParse(messages[name], parsed.output);
    if (message.success) this.#handle(name, message.output);
    else this.#unreadable(`${name} in`, message.issues);
  }

  /** Reads the chat where participants carry the chat. All other messages of participants are ignored. */
  #fromParticipant(message: Record<string, unknown>, sender: string): void {
    if (!this.#peers.active || Object.keys(message).join() !== 'roomChat') return;
    const parsed = v.safeParse(PeerChatMessage, message);
    if (parsed.success) this.#scope.handleMessage('roomChat', this.#peers.signed(parsed.output, sender));
    else this.#unreadable(`what '${sender}' wrote in`, parsed.issues);
  }

  #handle(name: MessageName, message: Message): void {
    if ('reread' in message) return this.#scope.refetch();
    if ('seats' in message) return this.#scope.apply(gridState(message));
    if ('stage' in message) return this.#scope.apply(stageState(message));
    if ('call' in message) return this.#scope.apply(message);
    this.#scope.handleMessage(name, message);
  }

  async #read(): Promise<void> {
    this.snapshot(await this.#scope.call('readRoom', { attempted: `read the state of ${this.#scope.room}` }));
  }

  #forged(name: string, sender: string): void {
    this.#fail(`believe ${name} in`, { happened: `it came from '${sender}' and not from the engine` });
  }

  #unreadable(subject: string, issues: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): void {
    this.#fail(`read ${subject}`, { cause: new v.ValiError(issues) });
  }

  #fail(attempted: string, details: { cause?: unknown; happened?: string }): void {
    this.#scope.fail(new UTDStreamError('protocol', `${attempted} ${this.#scope.room}`, details));
  }

  /** A message of a newer engine: one warning for each name. */
  #unknown(name: string): void {
    if (this.#unknownNames.has(name)) return;
    this.#unknownNames.add(name);
    this.#logger()?.warn(`The engine sent '${name}', which this version does not know.`);
  }
}

const Envelope = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()));

/** A message's name is its `type`, else its only key. */
function nameOf(message: Record<string, unknown>): string {
  const keys = Object.keys(message);
  return typeof message['type'] === 'string' ? message['type'] : keys.length === 1 ? keys[0]! : '_unreadable';
}
