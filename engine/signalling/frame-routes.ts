import type { AckOf, ClientData, ClientFrameName } from '../../src/protocol/signalling/client-frames.ts';
import type { Status } from '../../src/protocol/signalling/presence.ts';
import { Conversations, type ConversationsDeps } from './conversations.ts';
import { Groups } from './groups.ts';
import type { Caller } from './signal-deps.ts';

/** The socket by which a frame came. */
export interface FrameContext {
  readonly caller: Caller;
  watch(identities: readonly string[]): Promise<readonly string[]>;
  setStatus(status: Status): void;
}

/** Answers a frame: with the content of its `ack`. @throws {Refusal} which becomes an `error` */
type FrameRoute<N extends ClientFrameName> = (
  context: FrameContext,
  data: ClientData<N>,
) => AckOf<N> | Promise<AckOf<N>>;

/** The frames that the session itself answers are not among them. */
export type FrameRoutes = { readonly [N in Exclude<ClientFrameName, 'auth' | 'ping'>]: FrameRoute<N> };

export function frameRoutes(deps: ConversationsDeps): FrameRoutes {
  const conversations = new Conversations(deps);
  const groups = new Groups(deps);
  return {
    'presence.subscribe': async ({ watch }, { identities }) => ({
      identities: [...(await watch(identities))],
    }),
    'presence.set': ({ setStatus }, { status }) => {
      setStatus(status);
      return {};
    },
    'msg.send': ({ caller }, data) => conversations.send(caller, data),
    'msg.history': ({ caller }, data) => conversations.history(caller, data),
    'conv.list': ({ caller }, data) => conversations.list(caller, data),
    typing: ({ caller }, data) => conversations.typing(caller, data),
    receipt: ({ caller }, data) => conversations.receipt(caller, data),
    'group.create': ({ caller }, data) => groups.create(caller, data),
    'group.members': ({ caller }, data) => groups.change(caller, data),
    'block.set': ({ caller }, data) => groups.block(caller, data),
  };
}
