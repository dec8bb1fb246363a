import type { SessionController } from '../../controllers/session-controller.ts';
import { ListElement } from '../base/list-element.ts';
import { additionsOf } from '../base/product-additions.ts';
import type { Fields } from '../templates/bindings.ts';
import { UTDParticipantElement } from './participant.ts';

/**
 * The participants on stage: one clone of its template for each. In a live stream they are the host and the guests, in
 * an audio room the participants on seats, in a call both people. A clone binds the fields of `Participant`, `speaking`,
 * and `away` (not connected just now); in a live stream also `videoMuted` (a moderator took the picture away).
 *
 * ```html
 * <utd-stage>
 *   <template>
 *     <utd-participant><utd-video></utd-video><b data-utd-text="name"></b></utd-participant>
 *   </template>
 * </utd-stage>
 * ```
 *
 * @tag utd-stage
 * @slot - A `<template>`, anywhere below; the clones are put behind it.
 * @state empty - The list has no items.
 */
export class UTDStageElement extends ListElement {
  protected override readonly itemTag = 'utd-participant';

  protected keys(session: SessionController): readonly string[] {
    return additionsOf(session)
      .stageMembers(session)
      .map(({ identity }) => identity);
  }

  protected fields(session: SessionController, key: string | number): Fields {
    const identity = String(key);
    const member = additionsOf(session)
      .stageMembers(session)
      .find((each) => each.identity === identity);
    return { ...member, speaking: session.participants.speaking(identity).get() };
  }

  protected override identityOf(key: string | number): string {
    return String(key);
  }

  protected override assignItem(element: Element, key: string | number): void {
    if (element instanceof UTDParticipantElement) element.identity = String(key);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-stage': UTDStageElement;
  }
}
