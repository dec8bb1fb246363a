import * as v from 'valibot';
import { UTDStreamError } from '../../errors/errors.ts';
import type { Logger } from '../../model/options.ts';
import { PeerChatMessage } from '../../protocol/data/chat-messages.ts';
import {
  ignored,
  isMessage,
  messages,
  type Message,
  type MessageName,
} from '../../protocol/data/messages.ts';
import { RoomMetadata, type Snapshot } from '../../protocol/room-state.ts';
import { gridState, snapshotState } from './grid-state.ts';
import type { SessionCore } from '../core/session-core.ts';
import type { PeerChat } from '../chat/peer-chat.ts';

/**
 * The one way in for state: the mint's answer, room metadata, reads and pushes are parsed by the
 * same schemas and handed to the parts alike. Newer replaces older; what cannot be read is told
 * and changes nothing.
 */
export class RoomStateReader {
  readonly #scope: SessionCore;
  readonly #logger: () => Logger | undefined;
  readonly #peers: PeerChat;
  readonly #strange = new Set<string>();
  #reading: Promise<void> | undefined;

  constructor(scope: SessionCore, peers: PeerChat, logger: () => Logger | undefined) {
    this.#scope = scope;
    this.#peers = peers;
    scope.read = this.reread;
    this.#logger = logger;
  }

  snapshot(snapshot: Snapshot): void {
    this.#scope.apply(snapshotState(snapshot));
  }

  /** Asks the engine for everything I may see; those who ask meanwhile share the answer. */
  reread = (): Promise<void> => (this.#reading ??= this.#read().finally(() => (this.#reading = undefined)));

  /** What the media server brings of it. */
  readonly hear = {
    metadata: (json: string) => this.#metadata(json),
    data: (payload: Uint8Array, sender: string) => this.#data(payload, sender),
  };

  #metadata(json: string): void {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), RoomMetadata), json);
    if (!parsed.success) return this.#unreadable('the metadata of', parsed.issues);
    const { epoch, rev, _seats, _chat, closed } = parsed.output;
    this.#scope.apply({
      epoch,
      rev,
      closed,
      ...(_seats && { grid: _seats }),
      ...(_chat && { comments: _chat }),
    });
  }

  /** @param sender `''` is the engine; everybody else can only pretend. */
  #data(payload: Uint8Array, sender: string): void {
    const parsed = v.safeParse(Envelope, new TextDecoder().decode(payload));
    const name = parsed.success ? nameOf(parsed.output) : '_unreadable';
    if (sender !== '')
      return parsed.success && !name.startsWith('_')
        ? this.#person(parsed.output, sender)
        : this.#forged(name, sender);
    if (!parsed.success) return this.#unreadable('a message in', parsed.issues);
    if (ignored.has(name)) return;
    if (!isMessage(name)) return this.#unknown(name);
    const message = v.safeParse(messages[name], parsed.output);
    if (message.success) this.#hear(name, message.output);
    else this.#unreadable(`${name} in`, message.issues);
  }

  /** Of what people send by themselves only the chat is heard, where they carry it. */
  #person(message: Record<string, unknown>, sender: string): void {
    if (!this.#peers.carry || Object.keys(message).join() !== 'roomChat') return;
    const parsed = v.safeParse(PeerChatMessage, message);
    if (parsed.success) this.#scope.handleMessage('roomChat', this.#peers.signed(parsed.output, sender));
    else this.#unreadable(`what '${sender}' wrote in`, parsed.issues);
  }

  #hear(name: MessageName, message: Message): void {
    if ('reread' in message) return this.#scope.refetch();
    if ('seats' in message) return this.#scope.apply(gridState(message));
    this.#scope.handleMessage(name, message);
  }

  async #read(): Promise<void> {
    this.snapshot(await this.#scope.call('readRoom', { attempted: `read the state of ${this.#scope.room}` }));
  }

  #forged(name: string, sender: string): void {
    this.#fail(`believe ${name} in`, { happened: `it came from '${sender}' and not from the engine` });
  }

  #unreadable(what: string, issues: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): void {
    this.#fail(`read ${what}`, { cause: new v.ValiError(issues) });
  }

  #fail(attempted: string, details: { cause?: unknown; happened?: string }): void {
    this.#scope.fail(new UTDStreamError('protocol', `${attempted} ${this.#scope.room}`, details));
  }

  /** A newer engine may say more: once a name. */
  #unknown(name: string): void {
    if (this.#strange.has(name)) return;
    this.#strange.add(name);
    this.#logger()?.warn(`The engine sent '${name}', which this version does not know.`);
  }
}

const Envelope = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()));

/** A message's name is its `type`, else its only key. */
function nameOf(message: Record<string, unknown>): string {
  const keys = Object.keys(message);
  return typeof message['type'] === 'string' ? message['type'] : keys.length === 1 ? keys[0]! : '_unreadable';
}
