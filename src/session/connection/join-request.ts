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
import type { Platform } from '../../platform/platform.ts';
import type { Product } from '../../protocol/product.ts';
import { MintRequest } from '../../protocol/rest/token.ts';
import type { MintSource } from './access-token.ts';

/** A product's own fields of the mint. */
export type Layout = Partial<Pick<MintRequest, 'seat_count' | 'seat_mode' | 'host_seat' | 'mode_id'>>;

/** One join, as a controller asks for it. */
export interface JoinRequest {
  readonly options: SessionOptions;
  readonly type: Product;
  readonly layout: Layout;
  /** Replaces the option of this name. */
  readonly takeover?: Takeover | undefined;
}

/** The input of a mint, and the addresses of the engine. */
interface Mint extends MintSource {
  readonly address: Parameters<Platform['api']>[0];
  readonly rtcConfig: RTCConfiguration | undefined;
}

const Body = v.omit(MintRequest, ['session_id', 'resume', 'identity_token']);

/**
 * The mint of a join.
 *
 * @param providerFor asks the page's own backend, at an address, for an identity token
 * @throws {UTDStreamError} `invalid_request` where the engine would refuse the body
 */
export function toMintRequest(
  { options, type, layout, takeover = options.takeover }: JoinRequest,
  providerFor: (url: string) => IdentityProvider,
): Mint {
  const credentials = credentialsOf(options);
  const { appId, identityUrl, rtcConfig } = credentials;
  const { identityProvider = identityUrl ? providerFor(identityUrl) : undefined } = credentials;
  const attempted = options.roomName ? `join '${options.roomName}'` : 'join a room';
  if (!appId) throw refuse(attempted, 'app_id', 'there is no app-id');
  const { identity, name, avatar, attributes, invite, roomName: room_name } = options;
  const body = v.safeParse(Body, {
    // An empty attribute of an element counts as absent.
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
    identityToken: identityProvider && ((signal) => identityProvider({ room: room_name, type, signal })),
  };
}

const refuse = (attempted: string, field: string, happened: string) =>
  new UTDStreamError('invalid_request', attempted, { field, happened });
