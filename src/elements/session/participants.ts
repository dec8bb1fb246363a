import { property } from 'lit/decorators.js';
import type { SessionController } from '../../controllers/session-controller.ts';
import type { Fields } from '../templates/bindings.ts';
import { ListElement } from '../base/list-element.ts';
import { UTDParticipantElement } from './participant.ts';

/**
 * The people in the room, me first: one clone of its template for each.
 *
 * ```html
 * <utd-participants>
 *   <ul><template><li data-utd-text="name"></li></template></ul>
 * </utd-participants>
 * ```
 *
 * @tag utd-participants
 * @slot - A `<template>`, anywhere below; the clones are put behind it.
 * @state empty - It has nothing to show.
 */
export class UTDParticipantsElement extends ListElement {
  /** Shows only people of this role; everybody unless told. */
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

  protected override hand(element: Element, key: string | number): void {
    if (element instanceof UTDParticipantElement) element.identity = String(key);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-participants': UTDParticipantsElement;
  }
}
