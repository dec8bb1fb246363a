import { property } from 'lit/decorators.js';
import type { SessionController } from '../../controllers/session-controller.ts';
import { ListElement } from '../base/list-element.ts';
import type { Fields } from '../templates/bindings.ts';
import { UTDParticipantElement } from './participant.ts';

/**
 * The participants of the room, the local participant first: one clone of its template for each participant. A clone
 * binds the fields of `Participant`, and `speaking`.
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
 */
export class UTDParticipantsElement extends ListElement {
  /** Shows only participants of this role; all participants unless set. */
  @property() accessor only = '';

  protected override readonly itemTag = 'utd-participant';

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (changed.has('only') && this.hasUpdated) this.follow();
  }

  protected keys({ participants }: SessionController): readonly string[] {
    const shown = participants.everyone.get().filter(({ role }) => !this.only || role === this.only);
    return shown.map(({ identity }) => identity);
  }

  protected fields({ participants }: SessionController, key: string | number): Fields {
    const identity = String(key);
    return { ...participants.get(identity).get(), speaking: participants.speaking(identity).get() };
  }

  protected override assignItem(element: Element, key: string | number): void {
    if (element instanceof UTDParticipantElement) element.identity = String(key);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-participants': UTDParticipantsElement;
  }
}
