import { UTDStreamError } from '../errors/errors.ts';
import type { MessageContent, MessageRecipient } from '../model/signalling.ts';
import { ChatText, UserData } from '../protocol/chat/chat.ts';
import { Identity } from '../protocol/names.ts';
import { Content, directPeople, GroupId } from '../protocol/signalling/conversation.ts';
import { validate } from '../session/chat/validate.ts';

/** The recipient of a frame. */
export type Address = { readonly to: string } | { readonly group: string };

/** @throws {UTDStreamError} `invalid_request` where the recipient is none, or the local person */
export function addressOf(
  { toIdentity, toGroup }: MessageRecipient,
  me: string | null,
  attempted: string,
): Address {
  if ((toIdentity === undefined) === (toGroup === undefined))
    throw new UTDStreamError('invalid_request', attempted, {
      field: 'toIdentity',
      happened: 'one recipient is needed, toIdentity or toGroup',
    });
  if (toGroup !== undefined) return { group: validate(GroupId, toGroup, 'toGroup', attempted) };
  if (toIdentity === me)
    throw new UTDStreamError('invalid_request', attempted, {
      field: 'toIdentity',
      happened: 'it is addressed to yourself',
    });
  return { to: validate(Identity, toIdentity, 'toIdentity', attempted) };
}

/** The recipient of messages in a conversation. @throws {UTDStreamError} `not_found` for a conversation of others */
export function addressIn(conversation: string, me: string, attempted: string): Address {
  const people = directPeople(conversation);
  if (!people) return { group: validate(GroupId, conversation, 'id', attempted) };
  const other = people.find((each) => each !== me);
  if (people.includes(me) && other !== undefined) return { to: other };
  throw new UTDStreamError('not_found', attempted, {
    happened: `'${conversation}' is no conversation of '${me}'`,
    fix: 'Check its id.',
  });
}

/**
 * The content of a message as the engine takes it.
 *
 * @param dataField the name of the field of the app's own data, for errors
 * @throws {UTDStreamError} `invalid_request`
 */
export function contentOf({ text, data }: MessageContent, dataField: string, attempted: string): Content {
  const content = {
    ...(text !== undefined && { text: validate(ChatText, text, 'text', attempted) }),
    ...(data !== undefined && { data: validate(UserData, data, dataField, attempted) }),
  };
  return validate(Content, content, 'content', attempted);
}
