import { UTDStreamError } from '../../errors/errors.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { ModerationActs } from './moderation-acts.ts';

/** What host and admins do to others. */
export interface Moderation extends ModerationActs {
  /** @internal How often I have banned or let back in. */
  readonly banned: ReadonlySignal<number>;
}

const acts: { readonly [act in keyof ModerationActs]: true } = {
  kick: true,
  ban: true,
  unban: true,
  bans: true,
  changeRole: true,
  forceMute: true,
  lockComments: true,
  unlockComments: true,
  invite: true,
};

/** Moderation, of which the acts are loaded by the first join. Before it nobody can do them. */
export function moderation(
  loaded: () => ModerationActs | undefined,
  banned: ReadonlySignal<number>,
): Moderation {
  const act =
    (name: string) =>
    async (...given: unknown[]) => {
      const there = loaded();
      if (!there) throw new UTDStreamError('not_joined', 'moderate the room');
      return Reflect.apply(Reflect.get(there, name) as () => unknown, there, given); // typed by the table
    };
  return { banned, ...Object.fromEntries(Object.keys(acts).map((name) => [name, act(name)])) } as Moderation;
}
