import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { FakePlatform } from '../../../test/support/fakes/fake-platform.ts';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import { FilmController } from '../../../test/support/fakes/film-controller.ts';
import { names, record } from '../../../test/support/fakes/record.ts';
import { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import { PublishUnanswered, type Source } from '../../platform/transport.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { Processing } from '../../model/options.ts';

const code = (expected: string) => (error: unknown) =>
  error instanceof UTDStreamError && error.code === expected;

const refusing = (why: 'media_permission' | 'media_device' = 'media_permission') =>
  Promise.reject(new UTDStreamError(why, 'open it', { blockedBy: 'user' }));

async function joined({ granted = true, ...options }: { granted?: boolean } & Processing = {}) {
  const edge = new FakePlatform();
  const film = new FilmController(options, edge);
  await film.join();
  await settled();
  if (granted)
    for (const source of ['microphone', 'camera', 'screen_share'] as const) edge.link.grant(true, source);
  const told = record(film);
  const live = () => edge.tracks.filter(({ readyState }) => readyState === 'live').map(({ label }) => label);
  return { edge, film, media: film.media, told, live, published: edge.link.published };
}

async function filming() {
  const made = await joined();
  await made.media.setCamera(true);
  made.told.length = 0;
  return made;
}

/** LiveKit gives up, and the session gets another link. */
async function relink(edge: FakePlatform): Promise<void> {
  edge.link.listener!.disconnected(undefined);
  await edge.clock.pass(0);
  await settled();
}

/** A prompt that is answered when the test says so. */
function prompt(edge: FakePlatform): () => void {
  let answer = () => {};
  edge.machine.prompt = () => new Promise((resolve) => (answer = resolve));
  return () => {
    edge.machine.prompt = async () => {};
    answer();
  };
}

describe('a source that the media server does not answer', () => {
  const unanswered = async () => {
    throw new PublishUnanswered(new Error('no response from server'));
  };

  it('stays wanted, and is sent as soon as there is an answer', async () => {
    const { edge, media, told, live } = await joined();
    edge.link.publishing = unanswered;
    const opening = media.setMicrophone(true);
    await settled();
    await edge.clock.pass(10_000);
    assert.deepEqual([live().length, media.micEnabled.get()], [1, false]);
    edge.link.publishing = async () => {};
    await edge.clock.pass(4_000);
    await opening;
    assert.equal(media.micEnabled.get(), true);
    assert.deepEqual(names(told), ['micEnabledChanged']);
  });

  it('is sent by the next connection, where the first one was lost before the answer', async () => {
    const { edge, media, published } = await joined();
    edge.link.publishing = () => new Promise(() => {});
    const opening = media.setMicrophone(true);
    await settled();
    edge.link.publishing = async () => {};
    await relink(edge);
    edge.link.grant(true, 'microphone');
    await opening;
    assert.equal(media.micEnabled.get(), true);
    assert.equal(published.length, 1);
  });

  it('is an error after a minute of connection', async () => {
    const { edge, media, live } = await joined();
    edge.link.publishing = unanswered;
    const refused = assert.rejects(media.setMicrophone(true), code('timeout'));
    await settled();
    await edge.clock.pass(60_000);
    await refused;
    assert.deepEqual(live(), []);
    assert.equal(edge.clock.waiting, 0);
  });

  it('is closed where the person does not want it any more', async () => {
    const { edge, media, live } = await joined();
    edge.link.publishing = unanswered;
    const opening = media.setCamera(true);
    await settled();
    await edge.clock.pass(1_000);
    await media.setCamera(false);
    await opening;
    assert.deepEqual([live(), media.cameraEnabled.get()], [[], false]);
  });
});

describe('a camera', () => {
  it('is opened, sent and told', async () => {
    const { media, told, live, published } = await joined();
    await media.setCamera(true);
    assert.deepEqual([live(), published.map(({ source }) => source)], [['front'], ['camera']]);
    assert.deepEqual(names(told), ['cameraEnabledChanged']);
    assert.equal((media.track('camera').get() as { label?: string }).label, 'front');
  });

  it('waits for its own grant, not for that of the microphone', async () => {
    const { edge, media, live } = await joined({ granted: false });
    edge.link.grant(true, 'microphone');
    const opening = media.setCamera(true);
    await settled();
    assert.deepEqual(live(), []);
    edge.link.grant(true, 'camera');
    await opening;
    assert.deepEqual(live(), ['front']);
  });

  it('that is switched off puts its light out at once, and stays published', async () => {
    const { media, live, published } = await filming();
    const closing = media.setCamera(false);
    assert.deepEqual(live(), []);
    await closing;
    assert.deepEqual([media.cameraEnabled.get(), media.track('camera').get()], [false, undefined]);
    assert.deepEqual([published[0]!.muted, published[0]!.ended], [true, false]);
  });

  it('that is switched on again is opened anew, into the same publication', async () => {
    const { media, live, published } = await filming();
    const [before] = published.map(({ track }) => track);
    await media.setCamera(false);
    await media.setCamera(true);
    assert.deepEqual([live(), published.length, published[0]!.muted], [['front'], 1, false]);
    assert.notEqual(published[0]!.track, before);
  });

  for (const first of ['off', 'on'] as const)
    it(`ends on, with one open, after on, off and on at once from ${first}`, async () => {
      const { media, live, published } = await joined();
      if (first === 'on') {
        await media.setCamera(true);
        await media.setCamera(false);
      }
      await Promise.allSettled([media.setCamera(true), media.setCamera(false), media.setCamera(true)]);
      assert.deepEqual([live(), media.cameraEnabled.get()], [['front'], true]);
      assert.equal(published.filter(({ ended, muted }) => !ended && !muted).length, 1);
    });

  it('that is switched off while the browser asks is given back when it is answered', async () => {
    for (const again of [false, true]) {
      const { edge, media, live } = await joined();
      if (again) {
        await media.setCamera(true);
        await media.setCamera(false);
      }
      const answer = prompt(edge);
      const opening = media.setCamera(true);
      await settled();
      await media.setCamera(false);
      await opening;
      answer();
      await settled();
      assert.deepEqual([live(), media.cameraEnabled.get()], [[], false]);
    }
  });

  it('closes at once when its grant is taken away, and the microphone stays', async () => {
    const { edge, media, live, published } = await filming();
    await media.setMicrophone(true);
    edge.link.grant(false, 'camera');
    assert.deepEqual([live(), media.cameraEnabled.get()], [['built-in'], false]);
    assert.deepEqual(
      published.map(({ source, ended }) => [source, ended]),
      [
        ['camera', true],
        ['microphone', false],
      ],
    );
  });

  it('closes at once when the room takes it no more', async () => {
    const { film, live } = await filming();
    film.refuse('camera');
    assert.deepEqual(live(), []);
  });

  it('closes with the session', async () => {
    const { film, live } = await filming();
    await film.leave();
    assert.deepEqual(live(), []);
  });

  it('that the person refuses can be opened later, into what is published', async () => {
    const { edge, media, live, published } = await filming();
    await media.setCamera(false);
    edge.machine.prompt = refusing;
    await assert.rejects(media.setCamera(true), code('media_permission'));
    assert.deepEqual([media.cameraEnabled.get(), live()], [false, []]);
    edge.machine.prompt = async () => {};
    await media.setCamera(true);
    assert.deepEqual([live(), published.length], [['front'], 1]);
  });

  it('that is unplugged is told, and the default takes its place', async () => {
    const { edge, media, live, told, published } = await filming();
    edge.machine.plugCameras('back');
    await settled();
    assert.deepEqual([live(), published.length, media.cameraEnabled.get()], [['back'], 1, true]);
    assert.deepEqual(
      told.filter(([event]) => event === 'deviceLost'),
      [['deviceLost', { kind: 'videoinput', label: 'front' }]],
    );
  });

  it('that is unplugged, with no other, goes off', async () => {
    const { edge, media, live } = await filming();
    edge.machine.plugCameras();
    await settled();
    assert.deepEqual([live(), media.cameraEnabled.get()], [[], false]);
  });
});

describe('choosing a camera', () => {
  it('takes the open one over to it, by the same publication', async () => {
    const { media, live, published } = await filming();
    await media.use('videoinput', 'back');
    assert.deepEqual([live(), published.length, published[0]!.muted], [['back'], 1, false]);
  });

  it('by switching goes over to the other one and back, and is remembered', async () => {
    const { edge, media, live } = await filming();
    await media.switchCamera();
    assert.deepEqual([live(), edge.machine.chosenCamera], [['back'], 'back']);
    await media.switchCamera();
    assert.deepEqual(live(), ['front']);
  });

  it('opens none that is off', async () => {
    const { media, live } = await filming();
    await media.setCamera(false);
    await media.switchCamera();
    assert.deepEqual(live(), []);
    await media.setCamera(true);
    assert.deepEqual(live(), ['back']);
  });

  it('stays chosen where the camera is switched off meanwhile', async () => {
    const { edge, media, live } = await filming();
    const answer = prompt(edge);
    const switching = media.switchCamera();
    await settled();
    await media.setCamera(false);
    await switching;
    answer();
    await settled();
    assert.deepEqual([live(), edge.machine.chosenCamera], [[], 'back']);
    await media.setCamera(true);
    assert.deepEqual(live(), ['back']);
  });

  it('is unsupported where there is no other', async () => {
    const { edge, media, live } = await filming();
    edge.machine.plugCameras('front');
    await assert.rejects(media.switchCamera(), code('unsupported'));
    assert.deepEqual(live(), ['front']);
  });

  it('that does not open leaves the one before on', async () => {
    const { edge, media, live, published } = await filming();
    let prompts = 0;
    edge.machine.prompt = () => (prompts++ ? Promise.resolve() : refusing('media_device'));
    await assert.rejects(media.use('videoinput', 'back'), code('media_device'));
    assert.deepEqual([live(), media.cameraEnabled.get(), published.length], [['front'], true, 1]);
  });

  it('that does not open, where the one before does not either, goes off', async () => {
    const { edge, media, live } = await filming();
    edge.machine.prompt = () => refusing('media_device');
    await assert.rejects(media.use('videoinput', 'back'), code('media_device'));
    assert.deepEqual([live(), media.cameraEnabled.get()], [[], false]);
  });
});

describe('a screen', () => {
  it('is shared and told', async () => {
    const { media, told, published } = await joined();
    await media.setScreenShare(true);
    assert.equal(published[0]!.source, 'screen_share');
    assert.deepEqual(names(told), ['screenShareEnabledChanged']);
  });

  it('that the person stops by the browser’s own button goes off, and that is all', async () => {
    const { edge, media, told, live, published } = await joined();
    await media.setScreenShare(true);
    told.length = 0;
    edge.tracks[0]!.end();
    await settled();
    assert.deepEqual(told, [['screenShareEnabledChanged', false]]);
    assert.deepEqual([live(), published[0]!.muted, published[0]!.ended], [[], true, false]);
    await media.setScreenShare(true);
    assert.deepEqual([live().length, published.length, published[0]!.muted], [1, 1, false]);
  });

  it('of which none was picked rejects, and tells no error', async () => {
    const { edge, media, told } = await joined();
    edge.machine.prompt = refusing;
    await assert.rejects(media.setScreenShare(true), code('media_permission'));
    assert.deepEqual([media.screenShareEnabled.get(), names(told)], [false, []]);
  });
});

describe('what the browser keeps back', () => {
  const attempts = {
    microphone: ['setMicrophone'],
    camera: ['setCamera', 'switchCamera'],
    screen_share: ['setScreenShare'],
  } as const;

  for (const [source, operations] of Object.entries(attempts))
    it(`is known before anybody attempts it: ${source}`, async () => {
      const { edge, film } = await joined();
      const because = () => operations.map((each) => film.allowed(each).get().because);
      assert.deepEqual(
        because(),
        operations.map(() => null),
      );
      edge.machine.hinder({ [source]: ['media_device', 'there is none'] });
      await settled();
      assert.deepEqual(
        because(),
        operations.map(() => 'media_device'),
      );
      edge.machine.hinder({});
      await settled();
      assert.deepEqual(
        because(),
        operations.map(() => null),
      );
    });

  it('says so in its own words, and in those of its code where it has none', async () => {
    const { edge, film } = await joined();
    edge.machine.hinder({ camera: ['media_device', 'there is no camera'] });
    await settled();
    const { reason, fix } = film.allowed('setCamera').get();
    assert.equal(reason, 'there is no camera');
    assert.match(fix, /^Plug one in/);
  });

  it('comes before the seat that is missing, and after what the room takes from nobody', async () => {
    const edge = new FakePlatform();
    const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
    await room.join();
    const because = () =>
      (['setMicrophone', 'setCamera'] as const).map((each) => room.allowed(each).get().because);
    await settled();
    assert.deepEqual(because(), ['not_seated', 'forbidden_role']);
    edge.machine.hinder({ microphone: ['media_permission'], camera: ['media_permission'] });
    await settled();
    assert.deepEqual(because(), ['media_permission', 'forbidden_role']);
  });

  it('does not keep back what is open already, which can be closed', async () => {
    const { edge, film, media } = await joined();
    await media.setCamera(true);
    edge.machine.hinder({ camera: ['media_permission'] });
    await settled();
    assert.equal(film.allowed('setCamera').get().allowed, true);
  });

  it('is attempted all the same by a script, which gets the browser’s own answer', async () => {
    const { edge, media } = await joined();
    edge.machine.hinder({ camera: ['media_permission'] });
    await settled();
    await media.setCamera(true);
    assert.equal(media.cameraEnabled.get(), true);
  });
});

/** Loses the link, and answers what brings the next one. */
function lose(edge: FakePlatform): () => void {
  let connect = () => {};
  edge.link.nextConnect = () => new Promise((resolve) => (connect = resolve));
  edge.link.listener!.disconnected(undefined);
  return () => connect();
}

describe('another link', () => {
  it('gets what was sent on the one before: microphone, camera and screen', async () => {
    const { edge, media, live, published } = await filming();
    await media.setMicrophone(true);
    await media.setScreenShare(true);
    const open = live();
    await relink(edge);
    assert.deepEqual(live(), open);
    assert.deepEqual(
      published.slice(3).map(({ source, muted }) => [source, muted]),
      [
        ['microphone', false],
        ['camera', false],
        ['screen_share', false],
      ],
    );
    assert.deepEqual(
      [media.micEnabled, media.cameraEnabled, media.screenShareEnabled].map((each) => each.get()),
      [true, true, true],
    );
  });

  it('that takes longer to come than a grant may finds everything still open', async () => {
    const { edge, media, live, told, published } = await filming();
    edge.link.nextConnect = () => new Promise(() => {});
    edge.link.listener!.disconnected(undefined);
    await edge.clock.pass(20_000);
    assert.deepEqual([live(), media.cameraEnabled.get(), published.length], [['front'], true, 2]);
    assert.deepEqual(
      told.filter(([event]) => event === 'error'),
      [],
    );
  });

  it('sends a microphone that was switched on on the way, first opened or muted until then, once its grant is there', async () => {
    for (const before of ['never opened', 'muted']) {
      const { edge, media, live, told, published } = await joined();
      if (before === 'muted') for (const on of [true, false]) await media.setMicrophone(on);
      const sent = published.length;
      edge.link.grant(false);
      const connect = lose(edge);
      told.length = 0;
      const opening = media.setMicrophone(true);
      await edge.clock.pass(12_000);
      connect();
      await settled();
      assert.deepEqual(
        [media.micEnabled.get(), published.length],
        [false, sent],
        `sent too early: ${before}`,
      );
      edge.link.grant(true);
      await opening;
      assert.deepEqual([live(), published.length, published.at(-1)!.muted], [['built-in'], sent + 1, false]);
      assert.ok(!names(told).includes('error'));
    }
  });

  it('that is lost again while a grant is waited for has a whole new time to bring it', async () => {
    const { edge, media, live } = await joined();
    edge.link.grant(false);
    const first = lose(edge);
    const opening = media.setMicrophone(true);
    await edge.clock.pass(3_000);
    first();
    await edge.clock.pass(2_000);
    const second = lose(edge);
    await edge.clock.pass(12_000);
    second();
    await settled();
    edge.link.grant(true);
    await opening;
    assert.deepEqual([live(), media.micEnabled.get()], [['built-in'], true]);
  });

  it('leaves what was off off, and it can be opened there', async () => {
    const { edge, media, live, published } = await filming();
    await media.setCamera(false);
    await relink(edge);
    assert.deepEqual([live(), published.length], [[], 1]);
    await media.setCamera(true);
    assert.deepEqual([live(), published.length, published[1]!.muted], [['front'], 2, false]);
  });

  it('opens a camera anew that a freezing page had stopped; a screen goes off', async () => {
    const { edge, media, live } = await filming();
    await media.setScreenShare(true);
    for (const track of edge.tracks) track.stop();
    await relink(edge);
    assert.deepEqual(live(), ['front']);
    assert.deepEqual([media.cameraEnabled.get(), media.screenShareEnabled.get()], [true, false]);
  });
});

describe('a processor', () => {
  const make = () => ({ name: 'blur', async init() {}, async destroy() {} });

  it('is made afresh each time its device is opened', async () => {
    const { edge, media, published } = await joined();
    await media.setProcessor('camera', make);
    assert.equal(edge.machine.processors.length, 0);
    await media.setCamera(true);
    await media.setCamera(false);
    await media.setCamera(true);
    await media.switchCamera();
    assert.equal(new Set(edge.machine.processors).size, 3);
    await media.setMicrophone(true);
    assert.equal(edge.machine.processors.length, 3);
    assert.equal(published.length, 2);
  });

  it('takes over what is open, and is taken off, by the same publication', async () => {
    const { edge, media, published, live } = await filming();
    await media.setProcessor('camera', make);
    assert.deepEqual([edge.machine.processors.length, live().length], [1, 1]);
    await media.setProcessor('camera', null);
    assert.deepEqual([edge.machine.processors.length, live().length, published.length], [1, 1, 1]);
    assert.equal(edge.machine.asked.at(-1)!.make, null);
  });

  it('that does not start leaves what was before', async () => {
    const { media, live } = await filming();
    const broken = () => {
      throw new UTDStreamError('unsupported', 'open the camera');
    };
    await assert.rejects(media.setProcessor('camera', broken), code('unsupported'));
    assert.deepEqual([live(), media.cameraEnabled.get()], [['front'], true]);
  });

  it('of a camera is refused, and taken off, once the engine switches video effects off', async () => {
    const { edge, media } = await filming();
    await media.setProcessor('camera', make);
    assert.equal(media.videoEffects.get(), true);
    edge.link.show(person('me', { metadata: { role: 'host', videoEffects: false } }));
    await settled();
    assert.deepEqual([media.videoEffects.get(), edge.machine.asked.at(-1)!.make === null], [false, true]);
    await assert.rejects(
      media.setProcessor('camera', make),
      /Could not process the camera: this is switched off for the app/,
    );
    await media.setProcessor('microphone', make);
  });
});

describe('what the browser does to a microphone', () => {
  it('is what the session was told, at each opening', async () => {
    const { edge, media } = await joined({ noiseSuppression: false });
    await media.setMicrophone(true);
    assert.equal(edge.machine.asked[0]!.noiseSuppression, false);
  });
});

describe('an audio room', () => {
  it('refuses cameras and screens before anybody is asked, and says why', async () => {
    const edge = new FakePlatform();
    const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
    await room.join();
    for (const source of ['microphone', 'camera', 'screen_share'] satisfies Source[])
      edge.link.grant(true, source);
    await room.seats.take(0, { microphone: false });
    const sentence = /Could not .*: an audio room carries sound only\. Use another kind of room/;
    await assert.rejects(room.media.setCamera(true), code('forbidden_role'));
    await assert.rejects(room.media.setCamera(true), sentence);
    await assert.rejects(room.media.setScreenShare(true), sentence);
    for (const operation of ['setCamera', 'setScreenShare', 'switchCamera'] as const) {
      const { because, reason } = room.allowed(operation).get();
      assert.deepEqual([because, reason], ['forbidden_role', 'an audio room carries sound only']);
    }
    assert.equal(edge.machine.asked.length, 0);
  });
});

describe('a source that is published again after an outage', () => {
  async function reconnect(edge: FakePlatform): Promise<void> {
    edge.link.listener!.reconnecting();
    edge.link.listener!.reconnected();
    await settled();
  }

  it('is published by another connection where livekit-client has lost it, muted as it was', async () => {
    const { edge, media, published, told } = await joined();
    await media.setMicrophone(true);
    await media.setMicrophone(false);
    edge.link.lost = true;
    await reconnect(edge);
    edge.link.lost = false;
    await edge.clock.pass(0);
    edge.link.grant(true);
    await settled();
    assert.equal(edge.link.connects.length, 2);
    assert.deepEqual(
      published.map(({ muted }) => muted),
      [true, true],
    );
    await media.setMicrophone(true);
    assert.equal(published[1]!.muted, false);
    assert(!names(told).includes('error'));
  });

  it('and is switched off and on meanwhile opens again, without an error', async () => {
    const { edge, media, told, live } = await joined();
    await media.setMicrophone(true);
    edge.link.publishing = () => new Promise(() => {});
    await relink(edge);
    edge.link.grant(true);
    await settled();
    told.length = 0;
    void media.setMicrophone(false);
    edge.link.publishing = async () => {};
    await media.setMicrophone(true);
    await settled();
    assert.deepEqual([media.micEnabled.get(), live().length], [true, 1]);
    assert(!names(told).includes('error'));
  });
});
