import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { orders } from '../../test/support/fakes/asking.ts';
import { isOver, type CallStatus } from '../protocol/call/call-status.ts';
import { callTransitions } from '../protocol/call/call-transitions.ts';
import { noCall, withAct, withNews, type CallNews, type CallState } from './call-state.ts';

const started_at = '2026-01-01T12:00:00.000Z';
const begun: CallState = { ...noCall, status: 'initiating', id: 'call_1', direction: 'outgoing' };

/** Every life of a call by the table: the news of each change, in order. */
function lives(status: CallStatus = 'initiating'): CallNews[][] {
  if (isOver(status)) return [[]];
  return callTransitions
    .filter(({ from }) => from.includes(status))
    .flatMap(({ to, reason }) => {
      const news = { status: to, reason, ...(to === 'active' && { started_at }) };
      return lives(to).map((rest) => [news, ...rest]);
    });
}

describe('News of a call', () => {
  it('in every order, and twice, leads to the outcome', () => {
    for (const life of lives())
      for (const order of orders(life)) {
        const end = [...order, ...order].reduce(withNews, begun);
        const { status, reason } = life.at(-1)!;
        assert.deepEqual(
          [end.status, end.reason, end.predicted],
          [status, reason, false],
          JSON.stringify(order),
        );
      }
  });

  it('of a call that goes on brings what was missing, and no reason', () => {
    const told = withNews(begun, { status: 'active', reason: 'answered_elsewhere' });
    assert.deepEqual([told.status, told.reason, told.startedAt], ['active', null, null]);
    const read = withNews(told, { status: 'active', reason: 'answered_elsewhere', started_at });
    assert.equal(read.startedAt?.toISOString(), started_at);
  });

  it('replaces an outcome that this device has predicted, once', () => {
    const cancelled = withAct(begun, 'end', 'me');
    assert.deepEqual([cancelled.status, cancelled.predicted], ['cancelled', true]);
    const ended = withNews(cancelled, { status: 'ended', reason: 'hung_up' });
    assert.deepEqual([ended.status, ended.predicted], ['ended', false]);
    assert.equal(withNews(ended, { status: 'missed', reason: 'no_answer' }), ended);
  });

  it('is none where there is no call, and an act that the table does not have changes nothing', () => {
    assert.equal(withNews(noCall, { status: 'ringing', reason: null }), noCall);
    assert.equal(withAct(begun, 'reject', 'me'), begun);
    assert.equal(withAct(noCall, 'end', 'me'), noCall);
  });
});
