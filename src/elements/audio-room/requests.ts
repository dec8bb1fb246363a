import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import { ListElement } from '../base/list-element.ts';
import type { Commands } from '../commands/command.ts';
import type { Fields } from '../templates/bindings.ts';
import { audioRoomContext } from './audio-room-context.ts';
import { requestCommands } from './speaker-commands.ts';

/**
 * The pending requests to speak, oldest first: one clone of its template for each request. Host and admins see all
 * requests, other participants their own. A clone binds the fields of `SpeakerRequest`: `id`, `identity`, `name`, `note`
 * and `at`.
 *
 * ```html
 * <utd-requests>
 *   <ul>
 *     <template>
 *       <li>
 *         <b data-utd-text="name"></b> <q data-utd-text="note"></q>
 *         <button command="--approve">Let speak</button> <button command="--reject">Not now</button>
 *       </li>
 *     </template>
 *   </ul>
 * </utd-requests>
 * ```
 *
 * @tag utd-requests
 * @slot - A `<template>`, anywhere below; the clones are put behind it.
 * @state empty - The list has no items.
 * @command --approve - On a clone: approves the request, for the seat whose index is the button's value, or the first free seat. Hosts and admins.
 * @command --reject - On a clone: rejects the request. Hosts and admins.
 */
export class UTDRequestsElement extends ListElement<AudioRoomController> {
  constructor() {
    super(audioRoomContext);
  }

  protected keys({ speakers }: AudioRoomController): readonly string[] {
    return speakers.requests.get().map(({ id }) => id);
  }

  protected fields({ speakers }: AudioRoomController, key: string | number): Fields {
    return { ...speakers.requests.get().find(({ id }) => id === key) };
  }

  protected override itemCommands(session: AudioRoomController, key: string | number): Commands {
    return requestCommands(session, String(key));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-requests': UTDRequestsElement;
  }
}
