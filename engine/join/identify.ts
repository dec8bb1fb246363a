import { createHash, randomInt } from 'node:crypto';
import { anonymousPrefix, type Attributes } from '../../src/protocol/names.ts';
import { randomId } from '../../src/protocol/random-id.ts';
import type { MintRequest } from '../../src/protocol/rest/token.ts';
import type { App } from '../core/config.ts';
import { Refusal } from '../core/refusal.ts';
import type { StoreQueries } from '../store/queries/queries.ts';
import type { IdentityClaims } from '../auth/token-claims.ts';

/** The person who joins, as far as that is proven or may be claimed. */
export interface Identified {
  readonly identity: string;
  readonly name: string;
  readonly avatar: string | null;
  readonly attributes: Attributes;
  /** The identity is proven: by a signature, or by the secret that came with the identity. */
  readonly proven: boolean;
  /** The person may claim a room without an owner. */
  readonly mayOwn: boolean;
  /** The secret by which an anonymous person gets the same identity again; told once. */
  readonly resume?: string;
}

/** The time for which the secret of an anonymous person is good after a mint or a refresh, in milliseconds. */
export const resumable = 24 * 3_600_000;

const hash = (secret: string) => createHash('sha256').update(secret).digest('base64url');

const refuse = (what: string, code: 'forbidden' | 'invalid_request' | 'unauthenticated' = 'forbidden') =>
  new Refusal(code, `Could not join: ${what}`, { field: 'identity' });

type Asked = Pick<MintRequest, 'identity' | 'name' | 'avatar' | 'attributes' | 'resume' | 'room_name'>;

/** @param proof the identity token, where the app's backend signed one */
export async function identify(
  tx: StoreQueries,
  app: App,
  body: Asked,
  proof: IdentityClaims | null,
  now: number,
): Promise<Identified> {
  const { avatar = null, attributes = {} } = body;
  if (proof) return signed(tx, app, body, proof);
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
  return { ...(await anonymous(tx, app, body, now)), avatar, attributes, mayOwn: app.owners === 'anyone' };
}

async function signed(tx: StoreQueries, app: App, body: Asked, proof: IdentityClaims): Promise<Identified> {
  if (proof.app !== app.id) throw refuse('the identity token is for another app.', 'unauthenticated');
  if (body.identity !== undefined && body.identity !== proof.sub)
    throw refuse('the identity token is for somebody else. Leave out identity, or send the same.');
  if (proof.room !== undefined && proof.room !== body.room_name)
    throw refuse(`the identity token is for the room '${proof.room}'.`);
  if (!(await tx.useToken(app.id, proof.jti, proof.exp * 1000)))
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

async function anonymous(tx: StoreQueries, app: App, { name, resume }: Asked, now: number) {
  const known = resume === undefined ? null : await tx.findAnonymous(app.id, hash(resume), now);
  const secret = resume !== undefined && known ? resume : randomId();
  const identity = known?.identity ?? anonymousPrefix + randomId();
  const called = name ?? known?.name ?? `Guest ${randomInt(1000, 10_000)}`;
  const expires = now + resumable;
  await tx.saveAnonymous({ app: app.id, hash: hash(secret), identity, name: called, expires });
  return { identity, name: called, resume: secret, proven: known !== null };
}
