import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chatting } from '../../../test/support/fakes/chatting.ts';
import type { FakePlatform } from '../../../test/support/fakes/fake-platform.ts';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { names } from '../../../test/support/fakes/record.ts';
import { UTDStreamError } from '../../errors/errors.ts';

const at = '2026-01-01T12:00:00.000Z';

const push = ({ link }: FakePlatform, id: string, from: string | null = 'ada', data: unknown = id) =>
  link.push({ messageContent: { message: '', _msgId: id, _from: from, _at: at, data } });

const code = (expected: string) => (error: unknown) =>
  error instanceof UTDStreamError && error.code === expected;

describe('App messages', () => {
  it('that come within a frame are told together, in order', async () => {
    const { edge, told, join } = chatting();
    await join();
    push(edge, 'a', 'ada', { roll: 6 });
    await edge.clock.pass(15);
    push(edge, 'b', null);
    assert.deepEqual(names(told), []);
    await edge.clock.pass(1);
    assert.deepEqual(told, [
      ['appMessage', { id: 'a', from: 'ada', data: { roll: 6 }, at: new Date(at) }],
      ['appMessage', { id: 'b', from: null, data: 'b', at: new Date(at) }],
    ]);
    push(edge, 'c');
    await edge.clock.pass(16);
    assert.equal(told.length, 3);
  });

  it('are told once each, by the last 100 ids of each sender', async () => {
    const { edge, told, join } = chatting();
    await join();
    for (const from of ['ada', 'ben', null, 'ada', 'ben', null]) push(edge, 'same', from);
    for (let index = 1; index <= 100; index++) push(edge, `n${index}`);
    push(edge, 'n1');
    push(edge, 'same');
    await edge.clock.pass(16);
    const ids = told.flatMap(([event, detail]) =>
      event === 'appMessage' && detail.id === 'same' ? [detail.from] : [],
    );
    assert.deepEqual(ids, ['ada', 'ben', null, 'ada']);
    assert.equal(told.length, 104);
  });

  it('that came right before the end are told no more, nor to the next session', async () => {
    const { room, edge, told, join } = chatting();
    await join();
    push(edge, 'late');
    await room.leave();
    await join();
    await edge.clock.pass(20);
    assert.deepEqual(names(told), []);
    push(edge, 'late');
    await edge.clock.pass(16);
    assert.deepEqual(names(told), ['appMessage']);
  });

  it('go to everybody, or to those who are named', async () => {
    const { room, edge, join } = chatting();
    await join();
    edge.answers.sendData = () => undefined;
    await room.data.send({ roll: 6 });
    await room.data.send(null, { to: ['ada', 'ben'] });
    const bodies = edge.calls
      .filter(({ name }) => name === 'sendData')
      .map(({ request }) => request.body as { message_id: string });
    assert.deepEqual(
      bodies.map((body) => ({ ...body, message_id: undefined })),
      [
        { message_id: undefined, data: { roll: 6 } },
        { message_id: undefined, data: null, destination_identities: ['ada', 'ben'] },
      ],
    );
    assert.equal(new Set(bodies.map(({ message_id }) => message_id)).size, 2);
    assert(bodies.every(({ message_id }) => /^[0-9a-f]{32}$/.test(message_id)));
  });

  it('are refused before they are sent where they are too much, or go to nobody that can be', async () => {
    const { room, edge, join } = chatting();
    await assert.rejects(room.data.send(1), code('not_joined'));
    await join();
    let deep: unknown = 1;
    for (let level = 0; level < 9; level++) deep = [deep];
    for (const [data, to, field] of [
      ['x'.repeat(9000), undefined, 'data'],
      [deep, undefined, 'data'],
      [1, ['..'], 'to'],
      [1, [], 'to'],
    ] as const)
      await assert.rejects(room.data.send(data, to && { to }), (error: UTDStreamError) => {
        assert.deepEqual([error.code, error.field], ['invalid_request', field]);
        return true;
      });
    assert(!edge.calls.some(({ name }) => name === 'sendData'));
  });

  it('that do not arrive are not sent again', async () => {
    const { room, edge, join } = chatting();
    await join();
    const { waiting } = edge.clock;
    edge.answers.sendData = () => Promise.reject(new UTDStreamError('network', 'send data'));
    await assert.rejects(room.data.send(1), code('network'));
    await settled();
    assert.equal(edge.calls.filter(({ name }) => name === 'sendData').length, 1);
    assert.equal(edge.clock.waiting, waiting);
  });
});
