import * as v from 'valibot';
import { UTDStreamError } from '../../errors/errors.ts';
import {
  addressOf,
  credentialsOf,
  without,
  type IdentityProvider,
  type MediaOptions,
  type RoomOptions,
  type Takeover,
} from '../../model/options.ts';
import type { EndpointTable } from '../../platform/engine-http/engine-api.ts';
import type { TabSession } from '../../platform/page/tab-session.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Product } from '../../protocol/product.ts';
import { MintRequest, type MintAnswer } from '../../protocol/rest/token.ts';
import type { MintSource } from './access-token.ts';

/** A product's own fields of the mint. */
export type Layout = Partial<Pick<MintRequest, 'seat_count' | 'seat_mode' | 'host_seat' | 'mode_id'>>;

/** The admission to a room that the options do not name: the room of a call. */
export interface Admission {
  /** Completes "Could not …". */
  readonly attempted: string;
  /** The name of the room, where it is known before the engine has answered. */
  readonly room?: string | undefined;
  /** The kind of the room, where it is another one than that of the session. */
  readonly type?: Product | undefined;
  /**
   * Asks the engine, in place of the first mint. Absent where the participant is in the room already.
   *
   * @param tab has the id of the session
   */
  readonly ask?: ((tab: TabSession) => Promise<MintAnswer>) | undefined;
}

/** One join, as a controller asks for it. */
export interface JoinRequest {
  readonly options: MediaOptions & Partial<RoomOptions>;
  readonly type: Product;
  readonly layout: Layout;
  /** The endpoints of the product alone. */
  readonly endpoints: EndpointTable;
  /** Replaces the option of this name. */
  readonly takeover?: Takeover | undefined;
  readonly admission?: Admission | undefined;
}

/** The input of a mint, and the addresses of the engine. */
interface Mint extends MintSource {
  readonly address: Parameters<Platform['api']>[0];
  readonly rtcConfig: RTCConfiguration | undefined;
}

/** The id of no call, in place of a call that has not begun. The answer to its beginning names the room. */
const unnamedRoom = `call_${'0'.repeat(32)}`;

const Body = v.omit(MintRequest, ['session_id', 'resume', 'identity_token']);

/** The app, the addresses of its engine, and the provider of identity tokens. */
export function credentialsFor(options: MediaOptions, providerFor: (url: string) => IdentityProvider) {
  const credentials = credentialsOf(options);
  const { identityUrl, rtcConfig } = credentials;
  const { identityProvider = identityUrl ? providerFor(identityUrl) : undefined } = credentials;
  return { address: addressOf(credentials), identityProvider, rtcConfig };
}

/**
 * The mint of a join.
 *
 * @param providerFor asks the page's own backend, at an address, for an identity token
 * @throws {UTDStreamError} `invalid_request` where the engine would refuse the body
 */
export function toMintRequest(
  { options, type, layout, takeover = options.takeover, admission }: JoinRequest,
  providerFor: (url: string) => IdentityProvider,
): Mint {
  const { address, identityProvider, rtcConfig } = credentialsFor(options, providerFor);
  const { attempted = options.roomName ? `join '${options.roomName}'` : 'join a room' } = admission ?? {};
  if (!address.appId) throw refuse(attempted, 'app_id', 'there is no app-id');
  const { identity, name, avatar, attributes, invite } = options;
  const body = v.safeParse(Body, {
    // An empty attribute of an element counts as absent.
    ...without({ identity, name, avatar, attributes, invite, ...layout }, undefined, ''),
    room_name: admission ? (admission.room ?? unnamedRoom) : options.roomName,
    type: admission?.type ?? type,
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
    address,
    rtcConfig,
    body: body.output,
    identityProvider,
  };
}

const refuse = (attempted: string, field: string, happened: string) =>
  new UTDStreamError('invalid_request', attempted, { field, happened });
