import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gate } from '../../test/support/fakes/chatting.ts';
import { settled } from '../../test/support/fakes/fake-clock.ts';
import { person } from '../../test/support/fakes/fake-transport.ts';
import { names } from '../../test/support/fakes/record.ts';
import { code, member, streaming } from '../../test/support/fakes/streaming.ts';
import { UTDStreamError } from '../errors/errors.ts';

/** Live as the host, with camera and microphone. */
async function onAir(more: object = {}) {
  const made = await streaming('host', more);
  made.edge.grantAll(true);
  await made.stream.stage.goLive();
  made.told.length = 0;
  made.edge.calls.length = 0;
  return made;
}

/** Each device that is named cannot be opened. */
function refuse(edge: Awaited<ReturnType<typeof streaming>>['edge'], ...kinds: string[]): void {
  if (kinds.includes('microphone')) edge.machine.microphones = [];
  if (kinds.includes('camera')) edge.machine.cameras = [];
}

describe('Going live', () => {
  it('asks the engine, then publishes microphone and camera, and tells each once', async () => {
    const { edge, stream, told, calls, published } = await streaming();
    edge.grantAll(true);
    await stream.stage.goLive();
    assert.deepEqual([calls(), published()], [['goLive'], ['microphone', 'camera']]);
    assert.equal(stream.stage.live.get(), true);
    assert.equal(stream.stage.liveStartedAt.get()?.toISOString(), '2026-01-01T12:00:00.000Z');
    assert.deepEqual(
      names(told).filter((name) => name !== 'devicesChanged' && name !== 'canPublishChanged'),
      ['liveChanged', 'micEnabledChanged', 'cameraEnabledChanged'],
    );
  });

  it('waits for the permission to publish', async () => {
    const { edge, stream, open, published } = await streaming();
    const going = stream.stage.goLive();
    await settled();
    assert.deepEqual(open(), []);
    edge.grantAll(true);
    await going;
    assert.deepEqual(published(), ['microphone', 'camera']);
  });

  for (const [missing, left] of [
    ['camera', 'microphone'],
    ['microphone', 'camera'],
  ] as const)
    it(`without a ${missing} is a stream by ${left} alone, told as an error event`, async () => {
      const { edge, stream, published, errors } = await streaming();
      refuse(edge, missing);
      edge.grantAll(true);
      await stream.stage.goLive();
      assert.deepEqual([published(), errors(), stream.stage.live.get()], [[left], ['media_device'], true]);
    });

  it('without either device rejects with the error of the microphone, and ends the live stream again', async () => {
    const { edge, stream, errors, calls } = await streaming();
    edge.grantAll(true);
    edge.machine.open = async (source) => {
      throw new UTDStreamError(source === 'microphone' ? 'media_permission' : 'media_device', 'open it');
    };
    await assert.rejects(stream.stage.goLive(), code('media_permission'));
    assert.deepEqual([calls(), errors(), stream.stage.live.get()], [['goLive', 'endLive'], [], false]);
  });

  it('is one however often it is asked for', async () => {
    const { edge, stream, calls, published } = await streaming();
    edge.grantAll(true);
    await Promise.all([stream.stage.goLive(), stream.stage.goLive()]);
    assert.deepEqual([calls(), published()], [['goLive'], ['microphone', 'camera']]);
  });

  it('after a reload opens both again, and ends nothing where they cannot be opened', async () => {
    const { edge, stream, calls, published } = await streaming();
    edge.goes(true);
    edge.tell();
    edge.grantAll(true);
    edge.machine.microphones = [];
    edge.machine.cameras = [];
    await assert.rejects(stream.stage.goLive(), code('media_device'));
    assert.deepEqual([calls(), stream.stage.live.get()], [['goLive'], true]);
    edge.machine.microphones = ['built-in'];
    edge.machine.cameras = ['front'];
    await stream.stage.goLive();
    assert.deepEqual(published(), ['microphone', 'camera']);
  });

  it('muted opens the camera alone', async () => {
    const { published } = await onAir({ muted: true });
    assert.deepEqual(published(), ['camera']);
  });

  it('with sources named opens those', async () => {
    const { edge, stream, published } = await streaming();
    edge.grantAll(true);
    await stream.stage.goLive({ camera: false });
    assert.deepEqual(published(), ['microphone']);
  });

  it('that the engine refuses opens nothing', async () => {
    const { edge, stream, open } = await streaming();
    edge.answers.goLive = () => Promise.reject(new UTDStreamError('owner_only', 'go live'));
    await assert.rejects(stream.stage.goLive(), code('owner_only'));
    assert.deepEqual(open(), []);
  });
});

describe('Ending a live stream', () => {
  it('closes camera and microphone at once, before the engine has answered', async () => {
    const { edge, stream, open } = await onAir();
    const { promise, open: answer } = gate();
    edge.answers.endLive = async () => (await promise, edge.goes(false));
    const ending = stream.stage.endLive();
    assert.deepEqual(open(), []);
    answer();
    await ending;
    assert.equal(stream.stage.live.get(), false);
  });

  it('wins over going live, whose request is answered first', async () => {
    const { edge, stream, calls, open } = await streaming();
    const { promise, open: answer } = gate();
    edge.answers.goLive = async () => (await promise, edge.goes(true));
    const going = assert.rejects(stream.stage.goLive(), code('cancelled'));
    await settled();
    const ending = stream.stage.endLive();
    await settled();
    assert.deepEqual(calls(), ['goLive']);
    edge.grantAll(true);
    answer();
    await Promise.all([going, ending]);
    assert.deepEqual([calls(), open(), stream.stage.live.get()], [['goLive', 'endLive'], [], false]);
  });

  it('wins over a prompt for the camera that is answered late', async () => {
    const { edge, stream, open, published } = await streaming();
    edge.grantAll(true);
    const { promise, open: answer } = gate();
    edge.machine.prompt = () => promise;
    const going = assert.rejects(stream.stage.goLive(), code('cancelled'));
    await settled();
    await stream.stage.endLive();
    answer();
    await going;
    await settled();
    assert.deepEqual([open(), published(), stream.stage.live.get()], [[], [], false]);
  });

  it('is possible in an outage, and repeated until the engine has answered', async () => {
    const { edge, stream, open, calls, because } = await onAir();
    edge.link.listener!.reconnecting();
    assert.equal(because('endLive'), null);
    const { endLive } = edge.answers;
    edge.answers.endLive = () => Promise.reject(new UTDStreamError('network', 'end'));
    const ending = stream.stage.endLive();
    assert.deepEqual(open(), []);
    await settled();
    edge.answers.endLive = endLive!;
    await edge.clock.pass(1000);
    await ending;
    assert.deepEqual(calls(), ['endLive', 'endLive']);
  });

  it('by the engine closes all, and is told once with its reason', async () => {
    const { edge, stream, told, open } = await onAir();
    await stream.media.setScreenShare(true);
    told.length = 0;
    edge.goes(false);
    edge.tell();
    edge.link.push({ type: '_live_ended', epoch: 1, rev: edge.rev, reason: 'host_away' });
    assert.deepEqual(open(), []);
    const ends = told.filter(([event]) => event === 'liveEnded' || event === 'liveChanged');
    assert.deepEqual(ends, [
      ['liveChanged', false],
      ['liveEnded', { reason: 'host_away' }],
    ]);
    assert.equal(stream.stage.liveStartedAt.get(), null);
  });

  it('by leaving the session while going live leaves nothing open', async () => {
    const { edge, stream, open } = await streaming();
    edge.grantAll(true);
    const { promise, open: answer } = gate();
    edge.machine.prompt = () => promise;
    const going = assert.rejects(stream.stage.goLive(), code('cancelled'));
    await settled();
    await stream.leave();
    answer();
    await going;
    await settled();
    assert.deepEqual(open(), []);
    assert.equal(stream.stage.live.get(), false);
  });
});

describe('An end that the engine refuses', () => {
  for (const [role, act] of [
    ['host', 'leave'],
    ['guest', 'endLive'],
  ] as const)
    it(`by ${act} of a ${role} leaves camera and microphone as they are`, async () => {
      const { edge, stream, open } = await streaming(role);
      edge.goes(true);
      edge.tell();
      edge.grantAll(true);
      await stream.media.setCamera(true);
      edge.answers.leaveStage = () => Promise.reject(new UTDStreamError('target_protected', 'leave'));
      edge.answers.endLive = () => Promise.reject(new UTDStreamError('owner_only', 'end it'));
      await assert.rejects(stream.stage[act](), UTDStreamError);
      assert.deepEqual(open(), ['camera']);
    });
});

describe('A preview', () => {
  it('opens both for the local participant alone, and going live publishes the open devices', async () => {
    const { edge, stream, told, open, published } = await streaming();
    await stream.stage.preview();
    assert.deepEqual([open(), published()], [['microphone', 'camera'], []]);
    assert.equal(stream.stage.previewing.get(), true);
    assert.equal(stream.media.cameraEnabled.get(), false);
    assert.equal(
      stream.media.track('camera').get(),
      edge.tracks.find(({ source }) => source === 'camera'),
    );
    edge.grantAll(true);
    await stream.stage.goLive();
    assert.equal(edge.tracks.length, 2, 'a device was opened again');
    assert.deepEqual(published(), ['microphone', 'camera']);
    assert.equal(stream.stage.previewing.get(), false);
    assert.deepEqual(
      told.filter(([event]) => event === 'previewChanged'),
      [
        ['previewChanged', true],
        ['previewChanged', false],
      ],
    );
  });

  it('ends by preview(false), with the session, and by becoming an admin; later nothing is open', async () => {
    for (const end of [
      ({ stream }) => stream.stage.preview(false),
      ({ stream }) => stream.leave(),
      async ({ edge }) => edge.link.show(person('me', { role: 'admin' })),
    ] satisfies ((made: Awaited<ReturnType<typeof streaming>>) => Promise<void>)[]) {
      const made = await streaming('audience');
      await made.stream.stage.preview();
      await end(made);
      assert.deepEqual([made.open(), made.stream.stage.previewing.get()], [[], false]);
    }
  });

  it('that ends before the prompt is answered opens nothing', async () => {
    const { edge, stream, open } = await streaming();
    const { promise, open: answer } = gate();
    edge.machine.prompt = () => promise;
    const preview = assert.rejects(stream.stage.preview(), code('cancelled'));
    await settled();
    await stream.stage.preview(false);
    answer();
    await preview;
    await settled();
    assert.deepEqual(open(), []);
  });

  it('goes over to another device at once', async () => {
    const { edge, stream, open, published } = await streaming();
    await stream.stage.preview();
    await stream.media.use('videoinput', 'back');
    await stream.media.use('audioinput', 'headset');
    assert.deepEqual(
      edge.tracks.filter(({ stopped }) => !stopped).map(({ label }) => label),
      ['back', 'headset'],
    );
    assert.deepEqual([open().length, published()], [2, []]);
    edge.grantAll(true);
    await stream.stage.goLive();
    assert.deepEqual(
      edge.link.published.map(({ track }) => track.label),
      ['headset', 'back'],
    );
  });

  it('without a camera is one of the microphone, which alone is published', async () => {
    const { edge, stream, errors, published } = await streaming();
    edge.machine.cameras = [];
    await stream.stage.preview();
    edge.machine.cameras = ['front'];
    assert.deepEqual(errors(), ['media_device']);
    edge.grantAll(true);
    await stream.stage.goLive();
    assert.deepEqual(published(), ['microphone']);
  });

  it('survives a reconnect, and says nothing of speaking into a muted microphone', async () => {
    const { edge, stream, open, told, errors } = await streaming();
    await stream.stage.preview();
    edge.machine.loudness = 1;
    edge.link.listener!.disconnected(undefined);
    await edge.clock.pass(1000);
    await settled();
    assert.equal(stream.connection.state.get(), 'connected');
    await edge.clock.pass(12_000);
    assert.deepEqual([open(), errors()], [['microphone', 'camera'], []]);
    assert(!names(told).includes('mutedSpeaking'));
  });

  it('pressed together with going live opens each device once', async () => {
    const { edge, stream, published } = await streaming();
    edge.grantAll(true);
    await Promise.all([stream.stage.preview(), stream.stage.goLive()]);
    assert.deepEqual(
      [edge.tracks.length, published(), stream.stage.previewing.get()],
      [2, ['microphone', 'camera'], false],
    );
  });

  it('whose camera still waits for its prompt is published with it', async () => {
    const { edge, stream, published, open } = await streaming();
    const { promise, open: answer } = gate();
    const prompts = [Promise.resolve(), promise];
    edge.machine.prompt = () => prompts.shift()!;
    const preview = stream.stage.preview();
    await settled();
    assert.deepEqual([open(), stream.stage.previewing.get()], [['microphone'], true]);
    edge.grantAll(true);
    const going = stream.stage.goLive();
    await settled();
    answer();
    await Promise.all([preview, going]);
    assert.deepEqual(published(), ['microphone', 'camera']);
    assert.deepEqual([edge.tracks.length, stream.stage.previewing.get()], [2, false]);
  });
});

describe('A camera that is switched off on the way to being seen stays off', () => {
  it('where the host goes live', async () => {
    const { edge, stream, open, published } = await streaming();
    edge.grantAll(true);
    const going = stream.stage.goLive();
    await stream.media.setCamera(false);
    await going;
    assert.deepEqual([open(), published()], [['microphone'], ['microphone']]);
    await stream.stage.endLive();
    await stream.stage.goLive();
    assert.deepEqual(published(), ['microphone', 'camera']);
  });

  it('where a guest waits for the host to go live', async () => {
    const { edge, stream, open, published } = await streaming('audience');
    edge.invites();
    await stream.stage.accept('i1');
    await stream.media.setCamera(false);
    edge.grantAll(true);
    edge.goes(true);
    edge.tell();
    await settled();
    assert.deepEqual([open(), published()], [['microphone'], ['microphone']]);
  });

  it('where a request for the stage is approved', async () => {
    const { edge, stream, open, published } = await streaming('audience');
    edge.goes(true);
    edge.tell();
    await stream.stage.request();
    await stream.media.setCamera(false);
    edge.grantAll(true);
    edge.settles('me');
    edge.puts('me');
    edge.tell();
    edge.tellRequest('_approved', 'me');
    await settled();
    assert.deepEqual([open(), published()], [['microphone'], ['microphone']]);
  });
});

describe('The way to the stage', () => {
  it('by a request opens camera and microphone once it is approved, in whatever order the news come', async () => {
    for (const order of [
      ['tell', 'approve', 'grant'],
      ['grant', 'approve', 'tell'],
      ['approve', 'grant', 'tell'],
    ]) {
      const { edge, stream, published, open } = await streaming('audience');
      edge.goes(true);
      edge.tell();
      await stream.stage.request();
      edge.tell();
      assert.equal(stream.stage.mine.get()?.position, 1);
      assert.deepEqual(open(), []);
      edge.settles('me');
      edge.puts('me');
      const does = {
        tell: () => edge.tell(),
        approve: () => edge.tellRequest('_approved', 'me'),
        grant: () => edge.grantAll(true),
      };
      for (const step of order) does[step as keyof typeof does]();
      await settled();
      assert.deepEqual(published(), ['microphone', 'camera'], order.join());
      assert.equal(stream.stage.mine.get(), null);
    }
  });

  it('by a request that is taken back opens nothing', async () => {
    const { edge, stream, open, calls } = await streaming('audience');
    edge.goes(true);
    edge.tell();
    edge.grantAll(true);
    await stream.stage.request();
    await stream.stage.cancel();
    edge.puts('me');
    edge.tell();
    edge.tellRequest('_approved', 'me');
    await settled();
    assert.deepEqual([open(), calls()], [[], ['requestStage', 'cancelStageRequest']]);
  });

  it('by an invitation opens both when it is accepted', async () => {
    const { edge, stream, published } = await streaming('audience');
    edge.goes(true);
    edge.tell();
    edge.grantAll(true);
    edge.invites();
    assert.deepEqual(
      stream.stage.invitations.get().map(({ inviter, name }) => [inviter, name]),
      [['ada', 'ADA']],
    );
    await stream.stage.accept('i1');
    assert.deepEqual(published(), ['microphone', 'camera']);
    assert.deepEqual(stream.stage.invitations.get(), []);
  });

  it('ends with a stream that ends before the permission to publish has come', async () => {
    const { edge, stream, open } = await streaming('audience');
    edge.goes(true);
    edge.tell();
    edge.invites();
    const coming = assert.rejects(stream.stage.accept('i1'), code('cancelled'));
    await settled();
    edge.goes(false);
    edge.tell();
    await coming;
    edge.grantAll(true);
    await settled();
    assert.deepEqual(open(), []);
  });

  it('before the stream is live resolves at once, and opens both when the host goes live', async () => {
    const { edge, stream, open, published } = await streaming('audience');
    edge.invites();
    await stream.stage.accept('i1');
    assert.deepEqual(open(), []);
    edge.grantAll(true);
    edge.goes(true);
    edge.tell();
    await settled();
    assert.deepEqual(published(), ['microphone', 'camera']);
  });

  it('before the stream is live opens nothing for a guest who has left again, or whose page was loaded again', async () => {
    const { edge, stream, open } = await streaming('audience');
    edge.invites();
    await stream.stage.accept('i1');
    await stream.stage.leave();
    edge.grantAll(true);
    edge.puts('me');
    edge.goes(true);
    edge.tell();
    await settled();
    assert.deepEqual(open(), []);
  });

  it('shows requests to host and admins, who answer them by identity', async () => {
    const { edge, stream, calls } = await streaming('admin');
    edge.asks('eve');
    edge.tell();
    edge.tellRequest('', 'eve');
    assert.deepEqual(
      stream.stage.requests.get().map(({ identity }) => identity),
      ['eve'],
    );
    await stream.stage.approve('eve');
    assert.deepEqual(
      stream.stage.members.get().map(({ identity }) => identity),
      ['ada', 'eve'],
    );
    await stream.stage.remove('eve');
    assert.deepEqual(calls(), ['approveStageRequest', 'removeFromStage']);
  });

  it('refuses an identity that is a path before anything is sent', async () => {
    const { stream, calls } = await streaming();
    for (const act of ['invite', 'remove', 'approve', 'reject'] as const)
      await assert.rejects(stream.stage[act]('..'), code('invalid_request'));
    assert.deepEqual(calls(), []);
  });
});

describe('A guest', () => {
  async function guest() {
    const made = await streaming('guest');
    made.edge.goes(true);
    made.edge.tell();
    made.edge.grantAll(true);
    await made.stream.media.setMicrophone(true);
    await made.stream.media.setCamera(true);
    return made;
  }

  it('who leaves is silent and dark at once, in an outage too', async () => {
    const { edge, stream, open, because } = await guest();
    edge.link.listener!.reconnecting();
    assert.equal(because('leaveStage'), null);
    const { promise, open: answer } = gate();
    edge.answers.leaveStage = async () => (await promise, edge.takes('me'));
    const leaving = stream.stage.leave();
    assert.deepEqual(open(), []);
    answer();
    await leaving;
    assert.deepEqual(
      stream.stage.members.get().map(({ identity }) => identity),
      ['ada'],
    );
  });

  it('who is taken off the stage is silent and dark in the same call', async () => {
    const { edge, stream, open } = await guest();
    edge.takes('me');
    edge.tell();
    assert.deepEqual(open(), []);
    await assert.rejects(stream.media.setCamera(true), code('forbidden_role'));
  });

  it('whose sound or picture a moderator takes away closes that source alone', async () => {
    const { edge, stream, open } = await guest();
    edge.puts('me', 'guest', { muted: true });
    edge.tell();
    assert.deepEqual(open(), ['camera']);
    await assert.rejects(stream.media.setMicrophone(true), code('forbidden'));
    edge.puts('me', 'guest', { video_muted: true });
    edge.tell();
    assert.deepEqual(open(), []);
    await stream.media.setMicrophone(true);
    assert.deepEqual(open(), ['microphone']);
  });
});

describe('The members of a stage', () => {
  it('are those of the engine, with what the media server knows of them', async () => {
    const { edge, stream } = await streaming('audience');
    edge.puts('ben', 'guest', { away: true });
    edge.tell();
    edge.link.show(
      person('me', { role: 'audience' }),
      person('ada', { role: 'host', microphone: true }),
      person('stranger', { role: 'guest' }),
    );
    assert.deepEqual(
      stream.stage.members
        .get()
        .map(({ identity, role, microphone, muted, away, mine }) => [
          identity,
          role,
          microphone,
          muted,
          away,
          mine,
        ]),
      [
        ['ada', 'host', true, false, false, false],
        ['ben', 'guest', false, true, true, false],
      ],
    );
  });

  it('are those of the newest message, in whatever order the messages come', async () => {
    const { edge, stream } = await streaming('audience');
    edge.puts('ben');
    const older = { type: '_stage_update', ...edge.stage() };
    edge.puts('eve');
    edge.goes(true);
    edge.tell();
    edge.link.push(older);
    assert.deepEqual(
      stream.stage.members.get().map(({ identity }) => identity),
      ['ada', 'ben', 'eve'],
    );
    assert.equal(stream.stage.live.get(), true);
  });

  it('may be seen and heard while the stream is live, and by no other way', async () => {
    const { edge, stream } = await streaming('audience');
    edge.members = [member('ada', 'host'), member('ben', 'guest', { muted: true })];
    edge.goes(false);
    edge.tell();
    const ada = person('ada', { role: 'host', microphone: true });
    edge.link.show(person('me', { role: 'audience' }), ada, person('ben', { role: 'guest' }), person('eve'));
    for (const identity of ['ada', 'ben', 'eve']) edge.link.sound(identity);
    await settled();
    assert.deepEqual([...edge.playing.keys()], []);
    edge.goes(true);
    edge.tell();
    await settled();
    assert.deepEqual([...edge.playing.keys()], ['ada']);
    edge.takes('ada');
    edge.tell();
    assert.deepEqual([...edge.playing.keys()], []);
    assert.equal(stream.stage.live.get(), true);
  });
});
