import type { Act } from './act.ts';
import type { Choice } from './choice.ts';

/** The ids that clients have read of each other's requests, invitations, bans and messages, newest last. */
export class Known {
  readonly requests: string[] = [];
  readonly invitations: { readonly id: string; readonly to: string }[] = [];
  readonly banned: string[] = [];
  readonly lines: string[] = [];
  /** The ids and senders of messages, whether answered or not. */
  readonly sent: { readonly id: string; readonly who: string }[] = [];

  /** Binds a choice to the ids of the moment. */
  actOf(choice: Choice): Act {
    const { nth = 0, stray, again, luck: _, ...act } = choice;
    const { who } = act;
    const recent = <T>(all: readonly T[], most = 8): T | undefined =>
      all.at(-1 - (nth % Math.max(1, Math.min(all.length, most))));
    const named = (id = 'none'): Act => ({ ...act, id });
    switch (act.does) {
      case 'approve':
      case 'reject':
        return named(recent(this.requests));
      case 'accept':
      case 'decline':
        return named(recent(this.invitations.filter(({ to }) => stray || to === who))?.id);
      case 'unsay':
        return named(recent(this.lines));
      case 'unban':
        return { ...act, target: recent(this.banned, 3) ?? act.target };
      case 'say': {
        // A client that heard no answer sends the same message again.
        const before = again
          ? recent(
              this.sent.filter((each) => each.who === who),
              3,
            )
          : undefined;
        return named(before?.id ?? `message-${String(this.sent.length).padStart(12, '0')}`);
      }
      default:
        return act;
    }
  }
}
