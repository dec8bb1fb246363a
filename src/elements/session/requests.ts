import type { SessionController } from '../../controllers/session-controller.ts';
import type { SpeakerRequest } from '../../model/speaker-request.ts';
import { ListElement } from '../base/list-element.ts';
import { additionsOf } from '../base/product-additions.ts';
import { noCommands, type Commands } from '../commands/command.ts';
import type { Fields } from '../templates/bindings.ts';

const requestOf = (session: SessionController, id: string | number): SpeakerRequest | undefined =>
  additionsOf(session)
    .requests(session)
    .find((each) => each.id === id);

/**
 * The pending requests, to speak or for the stage, oldest first: one clone of its template for each request. Host and
 * admins see all requests, other participants their own. A clone binds the fields of `SpeakerRequest`: `id`,
 * `identity`, `name`, `note` and `at`.
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
 * @command --approve - On a clone: approves the request; in an audio room for the seat whose index is the button's value, or the first free seat. Hosts and admins.
 * @command --reject - On a clone: rejects the request. Hosts and admins.
 */
export class UTDRequestsElement extends ListElement {
  protected keys(session: SessionController): readonly string[] {
    return additionsOf(session)
      .requests(session)
      .map(({ id }) => id);
  }

  protected fields(session: SessionController, key: string | number): Fields {
    return { ...requestOf(session, key) };
  }

  protected override itemCommands(session: SessionController, key: string | number): Commands {
    const request = requestOf(session, key);
    return request ? additionsOf(session).requestCommands(session, request) : noCommands;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-requests': UTDRequestsElement;
  }
}
