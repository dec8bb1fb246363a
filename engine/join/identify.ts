import { createHash, randomBytes, randomInt } from 'node:crypto';
import { anonymousPrefix, type Attributes } from '../../src/protocol/names.ts';
import type { MintRequest } from '../../src/protocol/rest/token.ts';
import type { App } from '../core/app.ts';
import { Refusal } from '../core/refusal.ts';
import type { Store } from '../store/store.ts';
import type { IdentityClaims } from '../auth/token-claims.ts';

/** Who mints, as far as it is proven or allowed to be said. */
export interface Who {
  readonly identity: string;
  readonly name: string;
  readonly avatar: string | null;
  readonly attributes: Attributes;
  /** Whether it is certain that it is they: by a signature, or by the secret that came with the identity. */
  readonly proven: boolean;
  /** Whether this person may claim a room without an owner. */
  readonly mayOwn: boolean;
  /** Gets the same anonymous identity back; told once. */
  readonly resume?: string;
}

/** How long an anonymous person can come back after they were heard of, in milliseconds. */
export const resumable = 24 * 3_600_000;

const hash = (secret: string) => createHash('sha256').update(secret).digest('base64url');

const refuse = (what: string, code: 'forbidden' | 'invalid_request' | 'unauthenticated' = 'forbidden') =>
  new Refusal(code, `Could not join: ${what}`, { field: 'identity' });

type Asked = Pick<MintRequest, 'identity' | 'name' | 'avatar' | 'attributes' | 'resume' | 'room_name'>;

/** @param proof what the backend signed, where it did */
export function whoMints(
  store: Store,
  app: App,
  body: Asked,
  proof: IdentityClaims | null,
  now: number,
): Who {
  const { avatar = null, attributes = {} } = body;
  if (proof) return signed(store, app, body, proof);
  if (app.identities === 'signed')
    throw refuse(
      'this app takes only people whom its backend has signed for. Set an identityProvider.',
      'unauthenticated',
    );
  if (body.identity !== undefined) {
    if (app.identities === 'anonymous') throw refuse('this app names people itself. Leave out identity.');
    if (body.identity.startsWith(anonymousPrefix))
      throw refuse(
        `an identity that begins with '${anonymousPrefix}' is given by the engine only.`,
        'invalid_request',
      );
    return {
      identity: body.identity,
      name: body.name ?? body.identity,
      avatar,
      attributes,
      proven: false,
      mayOwn: app.owners === 'anyone',
    };
  }
  return { ...anonymous(store, app, body, now), avatar, attributes, mayOwn: app.owners === 'anyone' };
}

function signed(store: Store, app: App, body: Asked, proof: IdentityClaims): Who {
  if (proof.app !== app.id) throw refuse('the identity token is for another app.', 'unauthenticated');
  if (body.identity !== undefined && body.identity !== proof.sub)
    throw refuse('the identity token is for somebody else. Leave out identity, or send the same.');
  if (proof.room !== undefined && proof.room !== body.room_name)
    throw refuse(`the identity token is for the room '${proof.room}'.`);
  if (!store.useToken(app.id, proof.jti, proof.exp * 1000))
    throw refuse('the identity token was used before. Ask the backend for a fresh one.', 'unauthenticated');
  return {
    identity: proof.sub,
    name: proof.name ?? body.name ?? proof.sub,
    avatar: proof.avatar ?? body.avatar ?? null,
    attributes: body.attributes ?? {},
    proven: true,
    mayOwn: app.owners === 'anyone' || (app.owners === 'signed' && proof.owner_of.includes(body.room_name)),
  };
}

function anonymous(store: Store, app: App, { name, resume }: Asked, now: number) {
  const known = resume === undefined ? null : store.anonymous(app.id, hash(resume), now);
  const secret = resume !== undefined && known ? resume : randomBytes(16).toString('base64url');
  const identity = known?.identity ?? anonymousPrefix + randomBytes(16).toString('hex');
  const called = name ?? known?.name ?? `Guest ${randomInt(1000, 10_000)}`;
  store.keepAnonymous({
    app: app.id,
    secretHash: hash(secret),
    identity,
    name: called,
    expires: now + resumable,
  });
  return { identity, name: called, resume: secret, proven: known !== null };
}
