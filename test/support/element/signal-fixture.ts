import { SignalController } from '../../../src/controllers/signal-controller.ts';
import { UTDSignalElement } from '../../../src/elements/signalling/signal.ts';
import type { UTDStreamError } from '../../../src/errors/errors.ts';
import type { ClientFrameName } from '../../../src/protocol/signalling/client-frames.ts';
import { directConversation } from '../../../src/protocol/signalling/conversation.ts';
import { FakeConversations } from '../fakes/fake-conversations.ts';
import { FakeSignalPlatform, FrameRefusal } from '../fakes/fake-signal-platform.ts';
import { calm, fixture } from './fixture.ts';

/** `<utd-signal>` of the person `me` with an engine of its own. In a fixture write `<test-signal>`. */
export class TestSignal extends UTDSignalElement {
  readonly edge = new FakeSignalPlatform();
  readonly engine = new FakeConversations(this.edge);
  /** The addresses that tokens were asked of. */
  readonly asked: string[] = [];
  /** A refusal of the page's own backend. */
  refusal: UTDStreamError | undefined;
  /** The codes of the error events. */
  readonly failed: string[] = [];

  constructor() {
    super();
    this.edge.me = 'me';
    for (const identity of ['ada', 'ben']) this.engine.names.set(identity, identity.toUpperCase());
    this.edge.credentialsProvider = (url?: string) => async () => {
      this.asked.push(url ?? '');
      if (this.refusal) throw this.refusal;
      return { token: 'token', url: 'ws://127.0.0.1:4000/signal' };
    };
    this.addEventListener('utd-error', ({ detail }) => this.failed.push(detail.code));
  }

  protected override makeSession(): SignalController {
    return new SignalController(null, () => this.options(), this.edge);
  }

  /** Keeps a message that is there from before, a second later than the one before. */
  write(from: string, text: string, id = directConversation('me', from)): void {
    this.edge.clock.sleep(1000);
    this.engine.write(from, id, { text });
  }

  /** Delivers a message. */
  say(from: string, text: string, id?: string): void {
    this.edge.clock.sleep(1000);
    this.engine.arrive(from, text, id);
  }

  /** The contents of the frames of a kind, from every socket. */
  sent = (t: ClientFrameName) => this.edge.sockets.flatMap((socket) => socket.sent(t));

  /** Refuses the frames of a kind. @returns takes the refusal back */
  refuse(t: ClientFrameName, code: string): () => void {
    const before = this.edge.answers[t]!;
    this.edge.answers[t] = () => {
      throw new FrameRefusal(code);
    };
    return () => void (this.edge.answers[t] = before);
  }
}
customElements.define('test-signal', TestSignal);

/**
 * A connected signalling plane with `inner` in it.
 *
 * @param prepare fills the engine before the connection
 */
export async function planeWith(
  inner: string,
  prepare: (signal: TestSignal) => void = () => {},
): Promise<TestSignal> {
  const box = await fixture(`<test-signal manual token-url="/signal-token">${inner}</test-signal>`);
  const signal = box.querySelector<TestSignal>('test-signal')!;
  prepare(signal);
  await signal.session.connect();
  await calm();
  return signal;
}
