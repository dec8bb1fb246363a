import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { settled } from '../support/fakes/fake-clock.ts';
import { conversing } from '../support/fakes/signalling.ts';
import { replay } from '../support/model/replay.ts';

const people = ['ben', 'cleo'] as const;
const person = fc.constantFrom(...people);

/** The moment at which a socket breaks: before the engine has taken a message, or before its answer. */
const moment = fc.constantFrom('taken' as const, 'lost' as const, 'unanswered' as const);

const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('send' as const), to: person, moment }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('arrive' as const), from: person }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('cut' as const) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('renew' as const) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('unreachable' as const), on: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('pass' as const), ms: fc.nat(20_000) }),
  },
);

describe('Any play of messages and broken sockets', () => {
  it('sends each message once, and shows all of them once and in order', () =>
    fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        const { edge, engine, signal, texts, details } = await conversing();
        const shown = new Map(people.map((each) => [each, texts(each)]));
        await settled();
        const { 'msg.send': take } = edge.answers;
        let next: 'taken' | 'lost' | 'unanswered' = 'taken';
        edge.answers['msg.send'] = (d, socket) => {
          const how = next;
          next = 'taken';
          const ack = how === 'lost' ? undefined : take!(d, socket);
          if (how === 'taken') return ack;
          socket.end();
          return undefined;
        };
        const sends: Promise<unknown>[] = [];
        let texted = 0;
        for (const each of acts) {
          if (each.act === 'send') {
            next = each.moment;
            const content = { text: `${++texted}` };
            sends.push(signal.sendMessage({ toIdentity: each.to, content }));
          } else if (each.act === 'arrive') engine.arrive(each.from, `${++texted}`);
          else if (each.act === 'cut') edge.socket.end();
          else if (each.act === 'renew') edge.push('auth.expiring', { expires_in: 30 });
          else if (each.act === 'unreachable') edge.reach = each.on ? 1006 : 'opens';
          else await edge.clock.pass(each.ms);
          await settled();
        }
        next = 'taken';
        edge.reach = 'opens';
        await edge.clock.pass(180_000);
        await Promise.all(sends);
        const kept = (who: string) => engine.kept.get(`dm~ada~${who}`)?.messages ?? [];
        for (const who of people) {
          const expected = kept(who).map(({ content }) => content.text);
          assert.deepEqual(shown.get(who)!(), expected);
          assert.deepEqual(
            details('message').flatMap(({ conversation, text }) =>
              conversation === `dm~ada~${who}` ? [text] : [],
            ),
            expected,
          );
        }
        assert.equal(people.flatMap(kept).length, texted);
        assert.deepEqual(details('error'), []);
        await signal.disconnect();
        assert.equal(edge.clock.waiting, 0);
      }),
      { ...replay, numRuns: 60 },
    ));
});
