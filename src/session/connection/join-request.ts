import * as v from 'valibot';
import { UTDStreamError } from '../../errors/errors.ts';
import {
  addressOf,
  credentialsOf,
  without,
  type IdentityProvider,
  type SessionOptions,
  type Takeover,
} from '../../model/options.ts';
import type { Product } from '../../protocol/product.ts';
import { MintRequest } from '../../protocol/rest/token.ts';
import type { Joining } from './entry.ts';

/** What a product adds to the mint. */
export type Layout = Partial<Pick<MintRequest, 'seat_count' | 'seat_mode' | 'host_seat' | 'mode_id'>>;

/** What somebody asked for. */
export interface JoinRequest {
  readonly options: SessionOptions;
  readonly type: Product;
  readonly layout: Layout;
  /** In place of what the options say. */
  readonly takeover?: Takeover | undefined;
}

/** Asks the page's own backend for an identity token. */
type ProofFrom = (url: string) => IdentityProvider;

const Body = v.omit(MintRequest, ['session_id', 'resume', 'identity_token']);

/** Options → what a join sends, refused here where the engine would refuse it. */
export function joiningOf(
  { options, type, layout, takeover = options.takeover }: JoinRequest,
  proofFrom: ProofFrom,
): Joining {
  const credentials = credentialsOf(options);
  const { appId, identityUrl, rtcConfig } = credentials;
  const { identityProvider = identityUrl ? proofFrom(identityUrl) : undefined } = credentials;
  const attempted = options.roomName ? `join '${options.roomName}'` : 'join a room';
  if (!appId) throw refuse(attempted, 'app_id', 'there is no app-id');
  const { identity, name, avatar, attributes, invite, roomName: room_name } = options;
  const body = v.safeParse(Body, {
    // An empty attribute of an element is not given either.
    ...without({ identity, name, avatar, attributes, invite, ...layout }, undefined, ''),
    room_name,
    type,
    ...(options.asHost && { role: 'host' }),
    takeover: takeover !== 'ask',
  });
  if (!body.success) {
    const [issue] = body.issues;
    const field = v.getDotPath(issue) ?? 'room_name';
    throw refuse(attempted, field, `${field} was not accepted (${issue.message.replace(/\.$/, '')})`);
  }
  return {
    attempted,
    address: addressOf(credentials),
    rtcConfig,
    body: body.output,
    prove: identityProvider && ((signal) => identityProvider({ room: room_name, type, signal })),
  };
}

const refuse = (attempted: string, field: string, happened: string) =>
  new UTDStreamError('invalid_request', attempted, { field, happened });
