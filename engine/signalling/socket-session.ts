import { mostSockets, times } from '../../src/protocol/constants.ts';
import { sizes } from '../../src/protocol/names.ts';
import { randomId } from '../../src/protocol/random-id.ts';
import type { EngineCode } from '../../src/protocol/codes.ts';
import type { ClientData } from '../../src/protocol/signalling/client-frames.ts';
import { closeCodes, goodbye, type CloseCode } from '../../src/protocol/signalling/close-codes.ts';
import type { Status } from '../../src/protocol/signalling/presence.ts';
import {
  frameText,
  type ServerData,
  type ServerFrameName,
} from '../../src/protocol/signalling/server-frames.ts';
import type { Subject } from '../auth/tokens.ts';
import type { BusMessage } from '../core/bus.ts';
import { iso } from '../core/clock.ts';
import { Refusal } from '../core/refusal.ts';
import type { Device, DevicePresence } from './device-presence.ts';
import { readFrame, type ReadFrame } from './frame-reader.ts';
import type { FrameContext, FrameRoutes } from './frame-routes.ts';
import { deliverMissed } from './missed-messages.ts';
import { readCredential } from './socket-credential.ts';
import type { Caller, SignalDeps } from './signal-deps.ts';
import type { Peer, SignalSocket } from './signal-socket.ts';
import { SocketTasks } from './socket-tasks.ts';
import { WatchedPeople } from './watched-people.ts';

/** The bytes that may wait for a slow reader. */
export const mostQueued = 1024 * 1024;

/** The close codes of a refused auth frame. A refusal with any other code is of the moment. */
const closeCodeOf: { readonly [C in EngineCode]?: CloseCode } = {
  unauthenticated: closeCodes.unauthenticated,
  token_expired: closeCodes.tokenExpired,
  forbidden: closeCodes.forbidden,
  banned: closeCodes.forbidden,
  rate_limited: closeCodes.tooOften,
};

export interface SessionDeps extends SignalDeps {
  readonly presence: DevicePresence;
  readonly routes: FrameRoutes;
  /** Reads the frame about the call that rings at a person; `null` where none rings. */
  readonly ringingAt: (subject: Subject) => Promise<object | null>;
  /** Counts the sockets of an address that are not proven. */
  readonly countUnproven: (address: string, more: 1 | -1) => void;
  /** Counts a socket of a person. @returns whether the person may have one more */
  readonly enter: (subject: Subject) => boolean;
  /** Counts the end of a socket that has entered. */
  readonly leave: (subject: Subject) => void;
}

/** The state of a proven socket. */
interface Proven {
  readonly caller: Caller;
  readonly device: Device;
  readonly unsubscribe: () => void;
}

/** One socket, from its first frame to its end. Frames are carried out one after the other. */
export class SocketSession {
  readonly #deps: SessionDeps;
  readonly #socket: SignalSocket;
  readonly #peer: Peer;
  #open = true;
  #proven: Proven | null = null;
  /** Most devices watch nobody. */
  #watched: WatchedPeople | undefined;
  #cancelTimer: () => void;
  readonly #tasks: SocketTasks;
  /** Messages that arrive while missed ones are read, and their size. */
  #held: BusMessage[] | null = [];
  #heldSize = 0;

  constructor(deps: SessionDeps, socket: SignalSocket, peer: Peer) {
    this.#deps = deps;
    this.#socket = socket;
    this.#peer = peer;
    this.#tasks = new SocketTasks(socket);
    deps.countUnproven(peer.address, 1);
    this.#cancelTimer = deps.clock.after(times.socketAuth, () =>
      this.#close(closeCodes.authTimeout, 'no auth frame came'),
    );
  }

  /** Whether an auth frame was accepted. */
  get proven(): boolean {
    return this.#proven !== null;
  }

  /** Takes a frame from the socket. */
  receive(data: Buffer, binary: boolean): void {
    if (!this.#open) return;
    if (this.#proven) this.#deps.presence.seen(this.#proven.device);
    else if (data.length > sizes.authFrame)
      return this.#close(closeCodes.noAuth, 'the first frame is too large');
    this.#tasks.run(() => this.#take(data, binary));
  }

  /** Notes that the socket has closed. @param code of the close frame; 1006 without one */
  closed(code: number): void {
    this.#end(code === goodbye);
    if (this.#proven) this.#deps.leave(this.#proven.caller);
    else this.#deps.countUnproven(this.#peer.address, -1);
  }

  async #take(data: Buffer, binary: boolean): Promise<void> {
    const { limits, clock } = this.#deps;
    const { id, frame } = readFrame(data, binary);
    if (!this.#proven) return this.#first(frame, id);
    const { app, identity } = this.#proven.caller;
    const wait = await limits.wait('signalFrames', `${app} ${identity}`);
    if (wait) {
      if (!this.#tasks.resting) clock.after(wait * 1000, () => (this.#tasks.resting = false));
      this.#tasks.resting = true;
      const message = `The frame was dropped: there were too many. Wait ${wait} s.`;
      return this.#refuse(new Refusal('rate_limited', message, { retryAfter: wait }), id);
    }
    if (frame instanceof Refusal) return this.#refuse(frame, id);
    try {
      await this.#carryOut(frame, this.#proven, id);
    } catch (error) {
      this.#refuse(this.#refusalOf(error), id);
    }
  }

  async #carryOut(frame: ReadFrame, proven: Proven, id: string | undefined): Promise<void> {
    if (frame.t === 'ping') return this.#send('pong', {}, id);
    if (frame.t === 'auth')
      throw new Refusal('invalid_request', 'Could not sign in: this socket is. Open another one.');
    const route = this.#deps.routes[frame.t] as (given: FrameContext, data: unknown) => Promise<object>; // the table pairs them
    const answer = await route(this.#contextOf(proven), frame.d);
    if (id !== undefined) this.#send('ack', { ...answer }, id);
  }

  #contextOf({ caller, device }: Proven): FrameContext {
    return {
      caller,
      watch: (identities) => {
        this.#watched ??= new WatchedPeople(this.#deps, caller, (frame) => this.#push(frame));
        return this.#watched.watch(identities);
      },
      setStatus: (to) => this.#deps.presence.set(device, to),
    };
  }

  async #first(frame: ReadFrame | Refusal, id: string | undefined): Promise<void> {
    if (frame instanceof Refusal || frame.t !== 'auth') {
      const message = 'Could not connect: the first frame is no auth frame. Send auth with a token first.';
      const refusal = frame instanceof Refusal ? frame : new Refusal('unauthenticated', message);
      this.#refuse(refusal, id);
      return this.#close(closeCodes.noAuth, 'the first frame is no auth');
    }
    try {
      await this.#authenticate(frame.d, id);
    } catch (error) {
      const refusal = this.#refusalOf(error);
      this.#refuse(refusal, id);
      this.#close(closeCodeOf[refusal.code] ?? closeCodes.unavailable, refusal.code);
    }
  }

  async #authenticate({ token, status, resume }: ClientData<'auth'>, id: string | undefined): Promise<void> {
    const { clock } = this.#deps;
    const { expires, ...subject } = await readCredential(this.#deps, this.#peer, token);
    // The socket may have closed meanwhile.
    if (!this.#open) return;
    if (!this.#deps.enter(subject)) {
      const message = `Could not connect: you have ${mostSockets} connections already. Close one.`;
      this.#refuse(new Refusal('rate_limited', message), id);
      return this.#close(closeCodes.tooManySockets, 'too many connections');
    }
    this.#begin({ ...subject, device: randomId() }, status);
    this.#expireAt(expires);
    this.#send('auth.ok', {
      identity: subject.identity,
      server_time: iso(clock.now()),
      heartbeat: times.heartbeat / 1000,
    });
    await this.#deliver(this.#proven!.caller, resume);
    if (id !== undefined) this.#send('ack', {}, id);
  }

  #begin(caller: Caller, status: Status): void {
    const { bus, presence, countUnproven } = this.#deps;
    const { app, identity } = caller;
    const device = presence.add(app, identity, status, () => this.#cut());
    const unsubscribe = bus.subscribe({ app, identity, channel: 'devices' }, (message) =>
      this.#deliverMessage(message),
    );
    this.#proven = { caller, device, unsubscribe };
    countUnproven(this.#peer.address, -1);
  }

  /** Delivers missed messages and the call that rings, and then the frames of meanwhile. */
  async #deliver(caller: Caller, resume: Readonly<Record<string, number>> | undefined): Promise<void> {
    const delivered = resume
      ? await deliverMissed(this.#deps.rooms, caller, resume, async (frame) => {
          this.#push(frame);
          await this.#socket.drained();
          if (!this.#open) throw new Refusal('unavailable', 'Could not resume: the socket has closed.');
        })
      : new Map<string, number>();
    const ringing = await this.#deps.ringingAt(caller);
    if (ringing) this.#push(JSON.stringify(ringing));
    const held = this.#held ?? [];
    this.#held = null;
    for (const message of held) {
      const { t, d } = message.frame ? JSON.parse(message.frame) : { t: '', d: {} };
      if (t !== 'msg' || d.offset > (delivered.get(d.conversation) ?? 0)) this.#deliverMessage(message);
    }
  }

  #deliverMessage(message: BusMessage): void {
    const { caller } = this.#proven!; // subscribed when it was proven
    const { frame, except, review, close } = message;
    if (close !== undefined) return this.#close(close, 'closed by the app', true);
    if (review)
      this.#tasks.run(
        async () => void (await this.#watched?.review().catch((error) => this.#refusalOf(error))),
      );
    if (frame === undefined || except === caller.device) return;
    if (!this.#held) return this.#push(frame);
    this.#held.push(message);
    this.#heldSize += frame.length;
    if (this.#heldSize > mostQueued) this.#cut();
  }

  /** Tells of the end of the token before it comes. */
  #expireAt(expires: number): void {
    const { clock } = this.#deps;
    const left = () => expires - clock.now();
    this.#cancelTimer();
    this.#cancelTimer = clock.after(Math.max(0, left() - times.expiring), () => {
      this.#send('auth.expiring', { expires_in: Math.ceil(left() / 1000) });
      this.#cancelTimer = clock.after(Math.max(0, left()), () =>
        this.#close(closeCodes.tokenExpired, 'token_expired'),
      );
    });
  }

  #refusalOf(error: unknown): Refusal {
    if (error instanceof Refusal) return error;
    this.#deps.log('A frame could not be carried out.', {
      error: error instanceof Error ? error.stack : error,
    });
    return new Refusal('unavailable', 'The engine could not do it. Try again in a moment.');
  }

  #refuse({ code, body }: Refusal, id: string | undefined): void {
    const { message, field, retry_after } = body;
    const more = { ...(field && { field }), ...(retry_after && { retry_after }) };
    this.#send('error', { code, message, ...more }, id);
  }

  #send<N extends ServerFrameName>(t: N, d: ServerData<N>, id?: string): void {
    this.#push(frameText(t, d, id));
  }

  #push(frame: string): void {
    if (!this.#open) return;
    this.#socket.send(frame);
    // A close frame would wait behind all that the client does not read.
    if (this.#socket.bufferedAmount > mostQueued) this.#cut();
  }

  /** @param forGood the device does not come back */
  #close(code: number, reason: string, forGood = false): void {
    if (!this.#open) return;
    this.#end(forGood);
    this.#socket.close(code, reason);
  }

  #cut(): void {
    this.#end(false);
    this.#socket.terminate();
  }

  /** Ends all but the socket. */
  #end(forGood: boolean): void {
    if (!this.#open) return;
    this.#open = false;
    this.#cancelTimer();
    this.#tasks.end();
    if (!this.#proven) return;
    const { device, unsubscribe } = this.#proven;
    unsubscribe();
    this.#watched?.end();
    this.#deps.presence.end(device, forGood);
  }
}
