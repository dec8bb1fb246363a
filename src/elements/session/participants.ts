import type { SessionController } from '../../controllers/session-controller.ts';
import { verdictOf } from '../../model/verdict.ts';
import { ListElement } from '../base/list-element.ts';
import { noCommands, type Commands } from '../commands/command.ts';
import { OnScreen } from '../dom/on-screen.ts';
import type { Fields } from '../templates/bindings.ts';
import { AudiencePages } from './audience-pages.ts';
import { UTDParticipantElement } from './participant.ts';
import { property } from '../dom/property.ts';

const nothingMore = ['not_found', 'there is no one else', 'Nothing is left to do.'] as const;

/**
 * The participants of the room, the local participant first: one clone of its template for each participant. A clone
 * binds the fields of `Participant`, and `speaking`.
 *
 * In a live stream the participants are the local one, the stage and the admins. With `only="audience"` the list shows
 * the viewers to host and admins: 50 of them, the newest first, and 50 more by `--load-more`. The list is read again
 * when viewers came or went, at most every 5 s, and only while it is on screen.
 *
 * ```html
 * <utd-participants>
 *   <ul><template><li data-utd-text="name"></li></template></ul>
 * </utd-participants>
 * ```
 *
 * @tag utd-participants
 * @slot - A `<template>`, anywhere below; the clones are put behind it.
 * @state empty - The list has no items.
 * @command --load-more - With `only="audience"` in a live stream: shows the next 50 viewers; not possible where there are none.
 */
export class UTDParticipantsElement extends ListElement {
  /** Shows only participants of this role; all participants unless set. */
  @property() accessor only = '';

  protected override readonly itemTag = 'utd-participant';
  #onScreen: OnScreen | undefined;
  /** The pages of the participants whom the media server hides, where the list shows those. */
  #pages: AudiencePages | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endPages();
  }

  protected override follow(): void {
    this.#endPages();
    const { session, only } = this;
    const role = session?.participants.hiddenRole;
    if (this.isConnected && session && role && only === role) {
      const onScreen = (this.#onScreen = new OnScreen(() => this.#pages?.update()));
      this.#pages = new AudiencePages({ session, role, isVisible: () => onScreen.visible });
      onScreen.observe(this.querySelector('template')?.parentElement ?? this);
    }
    super.follow();
  }

  protected override inputs(): readonly unknown[] {
    return [this.only];
  }

  protected override makeCommands({ allowed }: SessionController): Commands {
    const pages = this.#pages;
    if (!pages) return noCommands;
    return {
      '--load-more': {
        verdict() {
          const verdict = allowed('listParticipants').get();
          return verdict.allowed && !pages.hasMore ? verdictOf(nothingMore) : verdict;
        },
        run: () => pages.loadMore(),
      },
    };
  }

  protected keys({ participants }: SessionController): readonly string[] {
    const { only } = this;
    // A page shows who was there when it was read.
    if (this.#pages)
      return this.#pages.identities.filter((each) => participants.get(each).get()?.role === only);
    const shown = participants.everyone.get().filter(({ role }) => !only || role === only);
    return shown.map(({ identity }) => identity);
  }

  protected fields({ participants }: SessionController, key: string | number): Fields {
    const identity = String(key);
    return { ...participants.get(identity).get(), speaking: participants.speaking(identity).get() };
  }

  protected override identityOf(key: string | number): string {
    return String(key);
  }

  protected override assignItem(element: Element, key: string | number): void {
    if (element instanceof UTDParticipantElement) element.identity = String(key);
  }

  #endPages(): void {
    this.#pages?.end();
    this.#pages = undefined;
    this.#onScreen?.end();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-participants': UTDParticipantsElement;
  }
}
