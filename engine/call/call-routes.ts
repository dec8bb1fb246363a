import { Hono, type Context } from 'hono';
import type { StatusCode } from 'hono/utils/http-status';
import type { InferOutput } from 'valibot';
import { callEndpoints } from '../../src/protocol/call/call-endpoints.ts';
import type { CallAct } from '../../src/protocol/call/call-transitions.ts';
import type { Endpoint } from '../../src/protocol/rest/endpoint.ts';
import { authenticatePerson, type CallerOfCalls } from '../auth/authenticate.ts';
import { appOf, signalUrl } from '../auth/origins.ts';
import type { Subject } from '../auth/tokens.ts';
import { iso } from '../core/clock.ts';
import { Refusal } from '../core/refusal.ts';
import { once, scopeOf } from '../requests/idempotency.ts';
import { bodyOf, validBody } from '../requests/request-input.ts';
import { acceptCall } from './accept-call.ts';
import type { CallDeps } from './call-deps.ts';
import { authorizeParty, callAnswer, findCall, noCall, openCall, type Device } from './call-entry.ts';
import { acted } from './call-rules.ts';
import { startCall } from './start-call.ts';

/** The endpoints that are an act of a party, and nothing more. */
const acts = {
  ringCall: 'ringing',
  rejectCall: 'reject',
  sayBusy: 'busy',
  endCall: 'end',
} as const satisfies { readonly [N in keyof typeof callEndpoints]?: CallAct };

/** The routes of calls. */
export function callRoutes(deps: CallDeps): Hono {
  const app = new Hono();
  const on = ({ method, path, ...rest }: Endpoint, answer: (context: Context) => Promise<Response>) =>
    app.on(method, path, validBody({ method, path, ...rest }), answer);
  on(callEndpoints.startCall, (context) => startRoute(deps, context));
  on(callEndpoints.acceptCall, (context) => acceptRoute(deps, context));
  on(callEndpoints.readCall, (context) => readRoute(deps, context));
  for (const name of Object.keys(acts) as (keyof typeof acts)[])
    on(callEndpoints[name], (context) => actRoute(deps, name, context));
  return app;
}

const respond = (context: Context, status: number, text: string): Response =>
  context.newResponse(text, status as StatusCode, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  });

const idOf = ({ req }: Context): string => req.param('call') ?? '';

/** A person by a bearer without a room, or by the bearer of the call's own room. */
async function authenticateParty(deps: CallDeps, context: Context): Promise<CallerOfCalls> {
  const person = await authenticatePerson(deps, context);
  const id = context.req.param('call');
  if (!('room' in person) || id === undefined || person.room === id) return person;
  throw noCall(id);
}

/** The device that starts or answers a call. Both make the bearer of a room, and so take a bearer without one. */
async function callingDevice(
  deps: CallDeps,
  context: Context,
  limit: 'callStarts' | 'changes',
): Promise<Device> {
  const person = await authenticateParty(deps, context);
  if ('room' in person)
    throw new Refusal('unauthenticated', 'This takes a bearer without a room. Sign in by /auth/session.');
  const { session_id: sessionId } = bodyOf(context) as { session_id: string };
  return {
    app: appOf(deps.config, context, person.app),
    person,
    sessionId,
    wsUrl: signalUrl(deps.config, context),
    wait: await waitOf(deps, person, limit),
  };
}

const waitOf = (
  { limits }: CallDeps,
  { app, identity }: Pick<Subject, 'app' | 'identity'>,
  limit: 'callStarts' | 'changes',
) => limits.wait(limit, `${app} ${identity}`);

async function startRoute(deps: CallDeps, context: Context): Promise<Response> {
  const body = bodyOf(context) as InferOutput<typeof callEndpoints.startCall.body>;
  const device = await callingDevice(deps, context, 'callStarts');
  const answer = await startCall(deps, {
    ...device,
    callee: body.callee_identity,
    type: body.type,
    metadata: body.metadata,
    scope: scopeOf(context, device.person),
    text: JSON.stringify(body),
  });
  return 'body' in answer
    ? respond(context, answer.status, answer.body)
    : respond(context, 200, JSON.stringify(answer));
}

async function acceptRoute(deps: CallDeps, context: Context): Promise<Response> {
  const answer = await acceptCall(deps, await callingDevice(deps, context, 'changes'), idOf(context));
  return respond(context, 200, JSON.stringify(answer));
}

async function readRoute(deps: CallDeps, context: Context): Promise<Response> {
  const person = await authenticateParty(deps, context);
  const { row } = await deps.rooms.read((tx) => findCall(tx, person, idOf(context)));
  return respond(context, 200, answerText(deps, callAnswer(row)));
}

const answerText = ({ clock }: CallDeps, call: object) =>
  JSON.stringify({ ...call, server_time: iso(clock.now()) });

async function actRoute(deps: CallDeps, name: keyof typeof acts, context: Context): Promise<Response> {
  const { rooms, clock } = deps;
  const person = await authenticateParty(deps, context);
  const id = idOf(context);
  const wait = await waitOf(deps, person, 'changes');
  const scope = scopeOf(context, person);
  const { status, body } = await rooms.transaction({ app: person.app, room: id }, async (transaction) => {
    const { row, role, state, call } = await openCall(transaction, person, id);
    const now = clock.now();
    return once(transaction.tx, { scope, text: '', now }, async () => {
      authorizeParty(row, role, callEndpoints[name].operation, wait);
      const after = acted(call, acts[name], role);
      if (after instanceof Refusal) throw after;
      if (state && after !== call) await transaction.commit(state, { room: { ...state.room, call: after } });
      return { ...callAnswer(row, after), server_time: iso(now) };
    });
  });
  return respond(context, status, body);
}
