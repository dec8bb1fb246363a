/** The one importer of jose. Each kind of token has a derived key, a type, an audience and one algorithm of its own. */
import { hkdfSync } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';
import { times } from '../../src/protocol/constants.ts';
import { IdentityClaims, Invite } from './token-claims.ts';
import type { Clock } from '../core/clock.ts';
import { mediaClaims, type MediaGrant } from './token-claims.ts';
import { Refusal } from '../core/refusal.ts';

/** The content of a bearer token: the participant, the room and the mint. */
export interface Bearer {
  readonly app: string;
  readonly identity: string;
  readonly room: string;
  readonly sessionId: string;
  /** The time of the mint. A refresh does not change it. */
  readonly mintedAt: number;
}

const issuer = 'utd-stream-engine';
const algorithm = 'HS256';

const BearerClaims = v.object({
  app: v.string(),
  sub: v.string(),
  room: v.string(),
  session_id: v.string(),
  minted: v.number(),
});

/** The longest lifetime of an identity token, in seconds. */
const identityLife = 300;

const unauthenticated = (message: string, code: 'unauthenticated' | 'token_expired' = 'unauthenticated') =>
  new Refusal(code, message);

const expired = (error: unknown) => error instanceof errors.JWTExpired;

export function tokens(options: { secret: string; livekitKey: string; livekitSecret: string; clock: Clock }) {
  const { clock, livekitKey, livekitSecret } = options;
  // The keys are imported once: jose would import bytes for every token, and each call has a token.
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const derived = (use: string) => {
    const bytes = hkdfSync('sha256', options.secret, '', use, 32);
    return crypto.subtle.importKey('raw', bytes, hmac, false, ['sign', 'verify']);
  };
  const [bearerKey, inviteKey] = [derived('utd-bearer'), derived('utd-invite')];
  const bytes = (text: string) => new TextEncoder().encode(text);
  const seconds = () => Math.floor(clock.now() / 1000);
  return {
    /** A media token: it lets one participant listen in one incarnation of a room. The engine permits publishing later. */
    media: (grant: MediaGrant): Promise<string> =>
      new SignJWT(mediaClaims(grant))
        .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
        .setIssuer(livekitKey)
        .setSubject(grant.identity)
        .setNotBefore(seconds() - 5)
        .setExpirationTime(seconds() + times.mediaToken / 1000)
        .sign(bytes(livekitSecret)),

    bearer: async ({ app, identity, room, sessionId, mintedAt }: Bearer): Promise<string> =>
      new SignJWT({ app, room, session_id: sessionId, minted: mintedAt })
        .setProtectedHeader({ alg: algorithm, typ: 'utd-bearer' })
        .setIssuer(issuer)
        .setAudience('utd-rest')
        .setSubject(identity)
        .setIssuedAt(seconds())
        .setExpirationTime(seconds() + times.userToken / 1000)
        .sign(await bearerKey),

    /** @param late accepts an expired token, by which a refresh proves the identity */
    async readBearer(token: string, late = false): Promise<Bearer> {
      const checks = {
        algorithms: [algorithm],
        typ: 'utd-bearer',
        issuer,
        audience: 'utd-rest',
        currentDate: new Date(clock.now()),
        clockTolerance: late ? times.refreshable / 1000 : 0,
      };
      const verified = await jwtVerify(token, await bearerKey, checks).catch((error: unknown) => {
        if (expired(error))
          throw unauthenticated('The sign-in is too old. Refresh it or join again.', 'token_expired');
        throw unauthenticated('The bearer was not issued by this engine. Join to get one.');
      });
      const { sub, session_id, minted, ...rest } = v.parse(BearerClaims, verified.payload);
      return { ...rest, identity: sub, sessionId: session_id, mintedAt: minted };
    },

    /** The token of an invite link, which gives its role to each person who opens the link until it expires. */
    invite: async ({
      app,
      room,
      role,
      expires,
    }: Omit<Invite, 'made'> & { expires: number }): Promise<string> =>
      new SignJWT({ app, room, role, made: clock.now() })
        .setProtectedHeader({ alg: algorithm, typ: 'utd-invite' })
        .setIssuer(issuer)
        .setAudience('utd-mint')
        .setExpirationTime(Math.floor(expires / 1000))
        .sign(await inviteKey),

    /** @throws {Refusal} `unauthenticated`, `invite_expired` */
    async readInvite(token: string): Promise<Invite> {
      const currentDate = new Date(clock.now());
      const checks = {
        algorithms: [algorithm],
        typ: 'utd-invite',
        issuer,
        audience: 'utd-mint',
        currentDate,
      };
      const verified = await jwtVerify(token, await inviteKey, checks).catch((error: unknown) => {
        if (expired(error))
          throw new Refusal('invite_expired', 'The link is too old. Ask a host for a new one.', {
            field: 'invite',
          });
        throw new Refusal('unauthenticated', 'The link was not signed here. Ask a host for a new one.', {
          field: 'invite',
        });
      });
      return v.parse(Invite, verified.payload);
    },

    /** @throws {Refusal} `unauthenticated`, `token_expired` */
    async readIdentity(token: string, secret: string): Promise<IdentityClaims> {
      const checks = { algorithms: [algorithm], currentDate: new Date(clock.now()) };
      const verified = await jwtVerify(token, bytes(secret), checks).catch((error: unknown) => {
        if (expired(error))
          throw unauthenticated(
            'The identity token is too old. Ask the backend for a fresh one.',
            'token_expired',
          );
        throw unauthenticated('The identity token is not signed with this app’s server secret by HS256.');
      });
      const claims = v.safeParse(IdentityClaims, verified.payload);
      if (!claims.success)
        throw unauthenticated(
          `The identity token lacks or misspells '${v.getDotPath(claims.issues[0])}'. See the production guide.`,
        );
      if (claims.output.exp > seconds() + identityLife)
        throw unauthenticated(`The identity token lives longer than ${identityLife} s. Set a nearer 'exp'.`);
      return claims.output;
    },
  };
}

export type Tokens = ReturnType<typeof tokens>;
