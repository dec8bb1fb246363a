/** The one importer of jose. Each kind of token has a derived key, a type, an audience and one algorithm of its own. */
import { hkdfSync } from 'node:crypto';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
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

/** A person of an app, without a room. */
export interface Subject {
  readonly app: string;
  readonly identity: string;
  readonly name: string | undefined;
  readonly avatar?: string | null | undefined;
}

const issuer = 'utd-stream-engine';
const algorithm = 'HS256';

/** The tokens that the engine takes back, each with its audience. The name is its type, and derives its key. */
const audiences = {
  'utd-bearer': 'utd-rest',
  'utd-session': 'utd-calls',
  'utd-signal': 'utd-socket',
  'utd-invite': 'utd-mint',
} as const;
type Kind = keyof typeof audiences;
const kinds = Object.keys(audiences) as Kind[];

const BearerClaims = v.object({
  app: v.string(),
  sub: v.string(),
  room: v.string(),
  session_id: v.string(),
  minted: v.number(),
});

const SubjectClaims = v.object({
  app: v.string(),
  sub: v.string(),
  name: v.optional(v.string()),
  avatar: v.optional(v.string()),
  exp: v.number(),
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
  const keys = Object.fromEntries(kinds.map((kind) => [kind, derived(kind)])) as Record<
    Kind,
    Promise<CryptoKey>
  >;
  const bytes = (text: string) => new TextEncoder().encode(text);
  const seconds = () => Math.floor(clock.now() / 1000);
  /** @param expires in seconds since 1970 */
  const issue = async (kind: Kind, { sub, ...claims }: JWTPayload, expires: number): Promise<string> => {
    const token = new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm, typ: kind })
      .setIssuer(issuer)
      .setAudience(audiences[kind])
      .setIssuedAt(seconds())
      .setExpirationTime(expires);
    return (sub === undefined ? token : token.setSubject(sub)).sign(await keys[kind]);
  };
  /** @throws what `refusals` makes of a token that has expired, or was never issued */
  const read = async (
    kind: Kind,
    token: string,
    refusals: { readonly late: () => Refusal; readonly foreign: () => Refusal },
    clockTolerance = 0,
  ): Promise<JWTPayload> => {
    const checks = {
      algorithms: [algorithm],
      typ: kind,
      issuer,
      audience: audiences[kind],
      currentDate: new Date(clock.now()),
      clockTolerance,
    };
    const verified = await jwtVerify(token, await keys[kind], checks).catch((error: unknown) => {
      throw expired(error) ? refusals.late() : refusals.foreign();
    });
    return verified.payload;
  };
  const issueFor =
    (kind: 'utd-session' | 'utd-signal', life: number) =>
    ({ app, identity, name, avatar }: Subject): Promise<string> => {
      const claims = { app, sub: identity, ...(name !== undefined && { name }), ...(avatar && { avatar }) };
      return issue(kind, claims, seconds() + life / 1000);
    };
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

    bearer: ({ app, identity, room, sessionId, mintedAt }: Bearer): Promise<string> =>
      issue(
        'utd-bearer',
        { app, sub: identity, room, session_id: sessionId, minted: mintedAt },
        seconds() + times.userToken / 1000,
      ),

    /** @param late accepts an expired token, by which a refresh proves the identity */
    async readBearer(token: string, late = false): Promise<Bearer> {
      const claims = await read(
        'utd-bearer',
        token,
        {
          late: () => unauthenticated('The sign-in is too old. Refresh it or join again.', 'token_expired'),
          foreign: () => unauthenticated('The bearer was not issued by this engine. Join to get one.'),
        },
        late ? times.refreshable / 1000 : 0,
      );
      const { app, room, sub, session_id, minted } = v.parse(BearerClaims, claims);
      return { app, room, identity: sub, sessionId: session_id, mintedAt: minted };
    },

    /** A bearer without a room, by which a person makes and takes calls. */
    session: issueFor('utd-session', times.userToken),

    /** @throws {Refusal} `unauthenticated`, `token_expired` */
    async readSession(token: string): Promise<Subject> {
      const claims = await read('utd-session', token, {
        late: () => unauthenticated('The sign-in is too old. Sign in again.', 'token_expired'),
        foreign: () => unauthenticated('The bearer was not issued by this engine for calls. Sign in first.'),
      });
      const { app, sub, name, avatar } = v.parse(SubjectClaims, claims);
      return { app, identity: sub, name, avatar };
    },

    /** A signal token, by which a person opens sockets. */
    signal: issueFor('utd-signal', times.signalToken),

    /** @returns the person, and the end of the token in milliseconds. @throws {Refusal} `unauthenticated`, `token_expired` */
    async readSignal(token: string): Promise<Subject & { readonly expires: number }> {
      const claims = await read('utd-signal', token, {
        late: () =>
          unauthenticated('The signal token is too old. Get a new one for each connection.', 'token_expired'),
        foreign: () =>
          unauthenticated('The signal token was not issued by this engine. Get one by POST /signal/token.'),
      });
      const { app, sub, name, exp } = v.parse(SubjectClaims, claims);
      return { app, identity: sub, name, expires: exp * 1000 };
    },

    /** The token of an invite link, which gives its role to each person who opens the link until it expires. */
    invite: ({ app, room, role, expires }: Omit<Invite, 'made'> & { expires: number }): Promise<string> =>
      issue('utd-invite', { app, room, role, made: clock.now() }, Math.floor(expires / 1000)),

    /** @throws {Refusal} `unauthenticated`, `invite_expired` */
    async readInvite(token: string): Promise<Invite> {
      const field = { field: 'invite' };
      const claims = await read('utd-invite', token, {
        late: () => new Refusal('invite_expired', 'The link is too old. Ask a host for a new one.', field),
        foreign: () =>
          new Refusal('unauthenticated', 'The link was not signed here. Ask a host for a new one.', field),
      });
      return v.parse(Invite, claims);
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
