import type { Platform } from '../platform/platform.ts';
import { credentialsOf } from '../model/options.ts';
import type { MintAnswer } from '../protocol/rest/token.ts';
import type { ConnectionQuality } from '../model/shapes.ts';
import { AppMessages } from '../session/chat/app-messages.ts';
import type { Chat } from '../session/chat/chat.ts';
import { chatRules } from '../session/chat/chat-rules.ts';
import { ChatSession } from '../session/chat/chat-session.ts';
import type { Data } from '../session/chat/data.ts';
import { enter } from '../session/connection/entry.ts';
import { SessionEnd } from '../session/connection/session-end.ts';
import { joiningOf, type JoinRequest } from '../session/connection/join-request.ts';
import { MediaConnection, type LinkParts } from '../session/connection/media-connection.ts';
import { ModerationActs } from '../session/moderation/moderation-acts.ts';
import { moderationRules } from '../session/moderation/moderation-rules.ts';
import { WhilePublishing } from '../session/local-media/while-publishing.ts';
import type { SessionCore } from '../session/core/session-core.ts';
import { PeerChat } from '../session/chat/peer-chat.ts';
import { Reconnect, type Outcome, type RecoveryParts } from '../session/connection/reconnect.ts';
import { Roles } from '../session/participants/roles.ts';
import { RoomStateReader } from '../session/room-state/room-state-reader.ts';
import { seatRules } from '../audio-room/seat-rules.ts';
import { SpeakerRequests } from '../audio-room/speaker-requests.ts';
import { speakerRules } from '../audio-room/speaker-rules.ts';
import { MutedSpeech } from '../session/local-media/muted-speech.ts';

/** What the connection tells the parts of the session. */
export interface SessionParts extends Omit<LinkParts, 'hear'> {
  /** The engine let me in. What it said of the room comes by itself. */
  begin(answer: MintAnswer): void;
  readonly hear: Omit<LinkParts['hear'], 'metadata' | 'data'>;
  /** What is written goes through what is loaded here. */
  readonly chat: Pick<Chat, 'begin'>;
  readonly data: Pick<Data, 'begin'>;
  /** After a long outage: devices may have come and gone unheard. */
  recheck(): void;
  /** The session is over; the cells are put back already. */
  clear(): void;
  /** I have banned somebody, or let them back in. */
  banned(): void;
  /** How well I am connected. */
  quality(): ConnectionQuality;
}

/** Parts of parts that have nothing to do before the first join. */
const lateOf = (peers: PeerChat) => ({
  WhilePublishing,
  Roles,
  SpeakerRequests,
  MutedSpeech,
  chatRules: chatRules(peers),
  moderationRules,
  seatRules,
  speakerRules,
});
export type Late = ReturnType<typeof lateOf>;

/**
 * What a session needs from its first join on: the way in, the way back, and what reads the room. Loaded
 * by that join, so that a page which only offers a room does not wait for it, nor for valibot.
 */
export class Entrance {
  readonly link: MediaConnection;
  readonly recovery: Reconnect;
  readonly exits: SessionEnd;
  readonly moderation: ModerationActs;
  readonly #scope: SessionCore;
  readonly #edge: Platform;
  readonly #peers: PeerChat;
  readonly #parts: RecoveryParts & Pick<SessionParts, 'chat' | 'data'>;
  #asked: JoinRequest | undefined;

  constructor(scope: SessionCore, edge: Platform, parts: SessionParts, outcome: Omit<Outcome, 'link'>) {
    const peers = (this.#peers = new PeerChat(scope, () => this.link.transport));
    const logger = () => this.#asked && credentialsOf(this.#asked.options).logger;
    const reader = new RoomStateReader(scope, peers, logger);
    scope.enter(lateOf(peers));
    this.exits = new SessionEnd(scope, outcome.exit);
    const roomName = () => this.#asked!.options.roomName;
    this.moderation = new ModerationActs(scope, peers, roomName, () => parts.banned());
    this.#scope = scope;
    this.#edge = edge;
    this.#parts = {
      ...parts,
      begin(answer) {
        peers.begin(answer);
        parts.begin(answer);
        reader.snapshot(answer.room);
      },
      reread: reader.reread,
    };
    this.recovery = new Reconnect(scope, edge.page, this.#parts, {
      ...outcome,
      link: (answer) => this.link.open(answer),
    });
    const permission = () => {
      peers.permission();
      parts.hear.permission();
    };
    const hear = { ...parts.hear, ...reader.hear, permission };
    this.link = new MediaConnection(scope, edge, { ...parts, hear }, this.recovery);
  }

  /** Reads the room from the engine. */
  reread = (): Promise<void> => this.#parts.reread();

  /** @throws {UTDStreamError} `invalid_request` where the engine would refuse it, and what the engine says */
  async join(asked: JoinRequest): Promise<void> {
    this.#asked = asked;
    const scope = this.#scope;
    this.#parts.chat.begin((face) => new ChatSession(scope, face, this.#peers));
    this.#parts.data.begin(new AppMessages(scope));
    const { session } = scope;
    const answer = await enter(scope, this.#edge, this.link, joiningOf(asked, this.#edge.proofFrom));
    session.signal.throwIfAborted();
    scope.change(() => this.#parts.begin(answer));
    await this.link.openFirst(answer);
  }
}
