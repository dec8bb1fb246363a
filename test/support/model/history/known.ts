import type { Act } from './act.ts';
import type { Choice } from './choice.ts';

/** What people know of each other's things, newest last. */
export class Known {
  readonly requests: string[] = [];
  readonly invitations: { readonly id: string; readonly to: string }[] = [];
  readonly banned: string[] = [];
  readonly lines: string[] = [];
  /** Ids of messages that were sent, each by its sender. */
  readonly sent: { readonly id: string; readonly who: string }[] = [];

  /** The act that was chosen, upon what there is by now. */
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
        // Sent again, as by somebody who heard no answer: it is the same message.
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
