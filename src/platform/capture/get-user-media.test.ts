import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { UTDStreamError } from '../../errors/errors.ts';
import type { Processor } from '../../model/options.ts';
import type { CaptureOptions } from './get-user-media.ts';
import { browserDevices } from './devices.ts';
import type { Source } from '../transport.ts';

const devices = browserDevices(() => true);
const real = Object.getOwnPropertyDescriptors(globalThis);
const worlds = ['navigator', 'document', 'window', 'localStorage', 'MediaStream'];

function browser(world: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(world))
    Object.defineProperty(globalThis, name, { value, configurable: true });
}

class Track extends EventTarget {
  stopped = false;
  readonly label = 'A device';
  readonly kind: string;
  readonly settings: MediaTrackSettings;
  constructor(kind: string, settings: MediaTrackSettings = {}) {
    super();
    this.kind = kind;
    this.settings = settings;
  }
  stop = () => (this.stopped = true);
  getSettings = () => this.settings;
}

const streamOf = (...tracks: Track[]) => ({
  getTracks: () => tracks,
  getAudioTracks: () => tracks.filter(({ kind }) => kind === 'audio'),
  getVideoTracks: () => tracks.filter(({ kind }) => kind === 'video'),
});

const named = (name: string, message = '') => Object.assign(new Error(message), { name });

const open = (
  source: Source,
  ask: Partial<CaptureOptions> = {},
  signal: AbortSignal = new AbortController().signal,
) => devices.open(source, { make: null, ...ask }, signal);

async function failure(source: Source): Promise<UTDStreamError> {
  const error: unknown = await open(source).catch((error: unknown) => error);
  assert(error instanceof UTDStreamError);
  return error;
}

/** Defines a browser that captures these tracks. @returns the constraints of each call */
function giving(...tracks: Track[]) {
  const asked: (MediaStreamConstraints | undefined)[] = [];
  const give = async (what?: MediaStreamConstraints) => {
    asked.push(what);
    return streamOf(...tracks);
  };
  const element = { play: async () => {} };
  browser({
    navigator: { mediaDevices: { getUserMedia: give, getDisplayMedia: give } },
    document: { createElement: () => element },
    MediaStream: class extends EventTarget {},
  });
  return asked;
}

function unplugAll(): void {
  for (const name of worlds)
    if (real[name]) Object.defineProperty(globalThis, name, real[name]);
    else delete (globalThis as Record<string, unknown>)[name];
}

describe('opening', () => {
  afterEach(unplugAll);

  it('a microphone lets the browser clean its sound, but for what the page declined', async () => {
    const asked = giving(new Track('audio'));
    await open('microphone');
    await open('microphone', { echoCancellation: false, noiseSuppression: false });
    assert.deepEqual(
      asked.map((each) => each!.audio),
      [
        { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
        { echoCancellation: false, noiseSuppression: false, autoGainControl: true },
      ],
    );
  });

  it('a screen takes its sound along, where the browser gives it', async () => {
    const [picture, sound] = [new Track('video'), new Track('audio')];
    giving(picture, sound);
    const captured = await open('screen_share');
    assert.deepEqual([captured.track, captured.sound], [picture, sound]);
    captured.stop();
    assert.deepEqual([picture.stopped, sound.stopped], [true, true]);
  });

  it('gives back what comes after it was called off', async () => {
    const camera = new Track('video');
    giving(camera);
    await assert.rejects(open('camera', {}, AbortSignal.abort(new Error('too late'))), /too late/);
    assert.equal(camera.stopped, true);
  });
});

describe('a processor of a capture', () => {
  afterEach(unplugAll);

  const changed = new Track('video');
  function processor(init: () => Promise<void> = async () => {}) {
    const seen = { destroyed: 0 };
    const made: Processor = {
      name: 'blur',
      init,
      destroy: async () => void seen.destroyed++,
      processedTrack: changed as unknown as MediaStreamTrack, // the fake has all members that are used
    };
    return { make: () => made, seen };
  }

  it('gives what is sent, and ends with the capture', async () => {
    const camera = new Track('video');
    giving(camera);
    const { make, seen } = processor();
    const captured = await open('camera', { make });
    assert.equal(captured.track, changed);
    captured.stop();
    assert.deepEqual([camera.stopped, seen.destroyed], [true, 1]);
  });

  it('that does not start closes the device again, and is named', async () => {
    const camera = new Track('video');
    giving(camera);
    const { make, seen } = processor(() => Promise.reject(new Error('no WebGL')));
    await assert.rejects(open('camera', { make }), /Could not open the camera: its processor did not start/);
    assert.deepEqual([camera.stopped, seen.destroyed], [true, 1]);
  });

  it('that cannot even be made closes the device again', async () => {
    const camera = new Track('video');
    giving(camera);
    const make = () => {
      throw new Error('not loaded');
    };
    await assert.rejects(open('camera', { make }), { code: 'unsupported' });
    assert.equal(camera.stopped, true);
  });

  it('that loads for long does not keep a device open that nobody wants', async () => {
    const camera = new Track('video');
    giving(camera);
    const controller = new AbortController();
    const { make } = processor(() => new Promise(() => {}));
    void open('camera', { make }, controller.signal);
    await new Promise((resolve) => setTimeout(resolve));
    controller.abort();
    assert.equal(camera.stopped, true);
  });
});

describe('the other camera', () => {
  afterEach(unplugAll);

  /** Defines a browser with cameras. @param looks the facing mode of each, by id */
  function cameras(looks: Record<string, string | undefined>) {
    const asked: unknown[] = [];
    const settings = (deviceId: string) =>
      new Track('video', { deviceId, ...(looks[deviceId] && { facingMode: looks[deviceId] }) });
    browser({
      navigator: {
        mediaDevices: {
          enumerateDevices: async () =>
            Object.keys(looks).map((deviceId) => ({ deviceId, label: deviceId, kind: 'videoinput' })),
          getUserMedia: async ({ video }: { video: Record<string, { exact?: string }> }) => {
            const [facing, id] = [video['facingMode']?.exact, video['deviceId']?.exact];
            asked.push(facing ?? id);
            const found = Object.keys(looks).find((each) =>
              facing ? looks[each] === facing : !id || each === id,
            );
            if (!found) throw named('OverconstrainedError');
            return streamOf(settings(found));
          },
        },
      },
    });
    const chosen = async () =>
      (await devices.list()).find((each) => each.chosen && each.kind === 'videoinput')?.id;
    return { asked, chosen };
  }

  it('is the one that looks the other way, which is the chosen one from then on', async () => {
    const { asked, chosen } = cameras({ wide: 'environment', self: 'user', tele: 'environment' });
    const undo = await devices.choose('videoinput', 'self');
    const { track } = await open('camera');
    await devices.chooseOther(track);
    await open('camera');
    assert.deepEqual([asked.at(-1), await chosen()], ['environment', 'wide']);
    undo();
  });

  it('is the next in the list where cameras do not tell, or none looks the other way', async () => {
    for (const look of [undefined, 'user']) {
      const { asked, chosen } = cameras({ a: look, b: look });
      await devices.choose('videoinput', 'b');
      const { track } = await open('camera');
      const undo = await devices.chooseOther(track);
      await open('camera');
      assert.deepEqual([asked.at(-1), await chosen()], ['a', 'a']);
      undo();
      assert.equal(await chosen(), 'b');
    }
  });

  it('is unsupported where there is but one', async () => {
    cameras({ only: undefined });
    await assert.rejects(devices.chooseOther(undefined), { code: 'unsupported' });
  });
});

describe('what does not open says what stands in the way', () => {
  afterEach(unplugAll);

  const allowing = { featurePolicy: { allowsFeature: () => true } };
  const forbidding = { featurePolicy: { allowsFeature: (name: string) => name === 'microphone' } };
  const page: { parent?: unknown } = {};
  page.parent = page;
  const media = (error: Error) => {
    const reject = () => Promise.reject(error);
    return { mediaDevices: { getUserMedia: reject, getDisplayMedia: reject } };
  };
  const no = named('NotAllowedError', 'Permission denied');

  for (const [what, source, world, code, blockedBy, sentence] of [
    [
      'a person’s no',
      'camera',
      { navigator: media(no), document: allowing },
      'media_permission',
      'user',
      /open the camera/,
    ],
    [
      'a picker that was closed',
      'screen_share',
      { navigator: media(no), document: allowing },
      'media_permission',
      'user',
      /share the screen: none was picked/,
    ],
    [
      'a policy',
      'camera',
      { navigator: media(no), document: forbidding, window: page },
      'media_permission',
      'policy',
      /Permissions-Policy: camera=\(self\)/,
    ],
    [
      'a frame',
      'screen_share',
      { navigator: media(no), document: forbidding, window: { parent: page } },
      'media_permission',
      'frame',
      /allow="display-capture"/,
    ],
    [
      'another program',
      'camera',
      { navigator: media(named('NotReadableError')) },
      'media_device',
      'system',
      /the camera is in use/,
    ],
    [
      'no camera',
      'camera',
      { navigator: media(named('NotFoundError')) },
      'media_device',
      undefined,
      /there is no camera/,
    ],
    [
      'no such camera',
      'camera',
      { navigator: media(named('OverconstrainedError')) },
      'media_device',
      undefined,
      /no camera is of the kind/,
    ],
    [
      'no click',
      'screen_share',
      { navigator: media(named('InvalidStateError')) },
      'media_permission',
      undefined,
      /Call it from a click/,
    ],
    [
      'a page without https',
      'screen_share',
      { navigator: {} },
      'unsupported',
      'insecure',
      /Serve this page by https\./,
    ],
    [
      'a phone',
      'screen_share',
      { navigator: { mediaDevices: {} } },
      'unsupported',
      undefined,
      /shares no screens/,
    ],
  ] as const)
    it(`as ${what} for the ${source}`, async () => {
      browser(world);
      const error = await failure(source);
      assert.deepEqual([error.code, error.blockedBy], [code, blockedBy]);
      assert.match(error.message, sentence);
    });
});
