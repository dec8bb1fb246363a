import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import { ListElement } from '../base/list-element.ts';
import type { Commands } from '../commands/command.ts';
import type { Fields } from '../templates/bindings.ts';
import { audioRoomContext } from './audio-room-context.ts';
import { invitationCommands } from './speaker-commands.ts';

/**
 * The invitations to speak that the local participant received: one clone of its template for each invitation. A clone
 * binds the fields of `Invitation`: `id`, `inviter` (an identity), `name` (of the inviter), `seat` and `expires`.
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
 * @command --accept - On a clone: accepts the invitation, takes a seat and opens the microphone.
 * @command --decline - On a clone: declines the invitation.
 */
export class UTDInvitationsElement extends ListElement<AudioRoomController> {
  constructor() {
    super(audioRoomContext);
  }

  protected keys({ speakers }: AudioRoomController): readonly string[] {
    return speakers.invitations.get().map(({ id }) => id);
  }

  protected fields({ speakers }: AudioRoomController, key: string | number): Fields {
    return { ...speakers.invitations.get().find(({ id }) => id === key) };
  }

  protected override itemCommands(session: AudioRoomController, key: string | number): Commands {
    return invitationCommands(session, String(key));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-invitations': UTDInvitationsElement;
  }
}
