import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { person } from '../../test/support/fakes/fake-transport.ts';
import { streaming } from '../../test/support/fakes/streaming.ts';
import type { Role } from '../protocol/role.ts';

const operations = [
  'goLive',
  'endLive',
  'preview',
  'requestStage',
  'cancelRequest',
  'leaveStage',
  'setMicrophone',
  'setCamera',
  'setScreenShare',
] as const;

/** Role → the refusal of each operation, in a stream that is live or not. */
const table: readonly (readonly [Role, live: boolean, refusals: readonly (string | null)[]])[] = [
  ['host', false, [null, 'not_found', null, 'already_on_stage', 'request_gone', 'target_protected', 'forbidden', 'forbidden', 'forbidden']],
  ['host', true, [null, null, null, 'already_on_stage', 'request_gone', 'target_protected', null, null, null]],
  ['guest', false, ['owner_only', 'owner_only', null, 'already_on_stage', 'request_gone', null, 'forbidden', 'forbidden', 'forbidden']],
  ['guest', true, ['owner_only', 'owner_only', null, 'already_on_stage', 'request_gone', null, null, null, null]],
  ['admin', true, ['owner_only', 'owner_only', 'forbidden_role', 'forbidden_role', 'request_gone', 'not_found', 'forbidden_role', 'forbidden_role', 'forbidden_role']],
  ['audience', true, ['owner_only', 'owner_only', null, null, 'request_gone', 'not_found', 'forbidden_role', 'forbidden_role', 'forbidden_role']],
]; // prettier-ignore

describe('The rules of a stage', () => {
  for (const [role, live, refusals] of table)
    it(`for a ${role} while the stream is ${live ? '' : 'not '}live`, async () => {
      const { edge, because } = await streaming(role);
      edge.goes(live);
      edge.tell();
      assert.deepEqual(
        Object.fromEntries(operations.map((each) => [each, because(each)])),
        Object.fromEntries(operations.map((each, index) => [each, refusals[index]])),
      );
    });

  for (const [role, expected] of [
    ['host', { inviteToStage: 'already_on_stage', removeFromStage: null, approveRequest: 'request_gone' }],
    ['admin', { inviteToStage: 'owner_only', removeFromStage: null, approveRequest: 'request_gone' }],
    [
      'guest',
      { inviteToStage: 'owner_only', removeFromStage: 'forbidden_role', approveRequest: 'forbidden_role' },
    ],
    [
      'audience',
      { inviteToStage: 'owner_only', removeFromStage: 'forbidden_role', approveRequest: 'forbidden_role' },
    ],
  ] as const)
    it(`of acts on a guest, for ${role === 'host' ? 'the' : 'a'} ${role}`, async () => {
      const { edge, because } = await streaming(role);
      edge.puts('ben');
      edge.tell();
      assert.deepEqual(
        Object.fromEntries(
          Object.keys(expected).map((each) => [each, because(each as 'inviteToStage', 'ben')]),
        ),
        expected,
      );
    });

  it('protect the host on stage, and keep an admin off it', async () => {
    const { edge, because } = await streaming('admin');
    assert.equal(because('removeFromStage', 'ada'), 'target_protected');
    const host = await streaming('host');
    host.edge.link.show(person('me', { role: 'host' }), person('mod', { role: 'admin' }));
    assert.deepEqual(
      [host.because('removeFromStage', 'me'), host.because('inviteToStage', 'mod')],
      ['target_protected', 'forbidden_role'],
    );
    assert.equal(edge.live, false);
  });

  it('say why nothing more is to be done: while on air, while a request waits, while a preview is on', async () => {
    const { edge, stream, because } = await streaming('host');
    await stream.stage.preview();
    assert.equal(because('preview'), null);
    edge.grantAll(true);
    await stream.stage.goLive();
    assert.deepEqual([because('goLive'), because('preview')], ['busy', 'busy']);
    const viewer = await streaming('audience');
    await viewer.stream.stage.request();
    assert.deepEqual(
      [viewer.because('requestStage'), viewer.because('cancelRequest')],
      ['already_requested', null],
    );
  });

  it('refuse the hundred-and-first request, and an invitation that is not there', async () => {
    const { edge, because } = await streaming('audience');
    for (let each = 0; each < 100; each++) edge.asks(`viewer-${each}`);
    edge.tell();
    assert.deepEqual(
      [because('requestStage'), because('acceptInvitation', 'i1'), because('declineInvitation', 'i1')],
      ['requests_full', 'invite_expired', 'invite_expired'],
    );
  });

  it('refuse everything but what gives something up in an outage', async () => {
    const { edge, because } = await streaming('guest');
    edge.goes(true);
    edge.tell();
    edge.link.listener!.reconnecting();
    assert.deepEqual(
      [because('leaveStage'), because('cancelRequest'), because('requestStage'), because('preview')],
      [null, 'request_gone', 'not_joined', 'not_joined'],
    );
  });
});
