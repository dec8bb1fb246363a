import type { SessionController } from '../../controllers/session-controller.ts';
import { ListElement } from '../base/list-element.ts';
import { additionsOf } from '../base/product-additions.ts';
import type { Commands } from '../commands/command.ts';
import type { Fields } from '../templates/bindings.ts';

/**
 * The invitations, to speak or on the stage, that the local participant received: one clone of its template for each
 * invitation. A clone binds the fields of `Invitation`: `id`, `inviter` (an identity), `name` (of the inviter), `seat`
 * and `expires`.
 *
 * ```html
 * <utd-invitations>
 *   <template>
 *     <p>
 *       <b data-utd-text="name"></b> asks you to speak.
 *       <button command="--accept">Speak</button> <button command="--decline">No, thanks</button>
 *     </p>
 *   </template>
 * </utd-invitations>
 * ```
 *
 * @tag utd-invitations
 * @slot - A `<template>`, anywhere below; the clones are put behind it.
 * @state empty - The list has no items.
 * @command --accept - On a clone: accepts the invitation. In an audio room it takes a seat and opens the microphone, in a live stream it comes on stage and opens camera and microphone.
 * @command --decline - On a clone: declines the invitation.
 */
export class UTDInvitationsElement extends ListElement {
  protected keys(session: SessionController): readonly string[] {
    return additionsOf(session)
      .invitations(session)
      .map(({ id }) => id);
  }

  protected fields(session: SessionController, key: string | number): Fields {
    return {
      ...additionsOf(session)
        .invitations(session)
        .find(({ id }) => id === key),
    };
  }

  protected override itemCommands(session: SessionController, key: string | number): Commands {
    return additionsOf(session).invitationCommands(session, String(key));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-invitations': UTDInvitationsElement;
  }
}
