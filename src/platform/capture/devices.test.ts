import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { UTDStreamError } from '../../errors/errors.ts';
import { browserDevices } from './devices.ts';

const devices = browserDevices(() => true);
const open = async () =>
  (await devices.open('microphone', { make: null }, new AbortController().signal)).track;

const real = Object.getOwnPropertyDescriptors(globalThis);

/** Defines the globals of a browser for a test. */
function browser(world: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(world))
    Object.defineProperty(globalThis, name, { value, configurable: true });
}

const named = (name: string, message = '') => Object.assign(new Error(message), { name });

const refusing = (error: Error) => ({ mediaDevices: { getUserMedia: () => Promise.reject(error) } });

const input = (deviceId: string, label = '') => ({ deviceId, label, kind: 'audioinput' });

async function failure(): Promise<UTDStreamError> {
  const error: unknown = await open().catch((error: unknown) => error);
  assert(error instanceof UTDStreamError);
  return error;
}

describe('the devices of a browser', () => {
  afterEach(() => {
    for (const name of ['navigator', 'document', 'window', 'localStorage'])
      if (real[name]) Object.defineProperty(globalThis, name, real[name]);
      else delete (globalThis as Record<string, unknown>)[name];
  });

  it('are listed by kind, the default chosen, and called something before they have names', async () => {
    const all = [input(''), { deviceId: 's', label: 'S', kind: 'audiooutput' }];
    browser({ navigator: { mediaDevices: { enumerateDevices: async () => all } } });
    assert.deepEqual(await devices.list(), [
      { id: '', label: 'Microphone 1', kind: 'audioinput', chosen: true },
    ]);
  });

  it('are none where the page is given none', async () => {
    browser({ navigator: {} });
    assert.deepEqual([devices.kinds, await devices.list()], [[], []]);
  });

  it('are chosen by their id and in the stored place, which need not work', async () => {
    const asked: unknown[] = [];
    let there = true;
    const track = {};
    browser({
      navigator: {
        mediaDevices: {
          enumerateDevices: async () => [input('a', 'A'), input('b', 'B')],
          getUserMedia: async ({ audio }: { audio: { deviceId?: unknown } }) => {
            asked.push(audio.deviceId);
            if (audio.deviceId && !there) throw named('OverconstrainedError');
            return { getAudioTracks: () => [track] };
          },
        },
      },
    });
    const takeBack = await devices.choose('audioinput', 'b');
    assert.deepEqual(
      (await devices.list()).map(({ chosen }) => chosen),
      [false, true],
    );
    await open();
    there = false;
    assert.equal(await open(), track);
    assert.deepEqual(asked, [{ exact: 'b' }, { exact: 'b' }, undefined]);
    takeBack();
    assert.equal((await devices.list())[0]!.chosen, true);
    await assert.rejects(devices.choose('audioinput', 'c'), /no audioinput has the id 'c'\. Take an id from/);
    await assert.rejects(devices.choose('smell' as never, 'c'), { code: 'unsupported' });
  });
});

describe('a microphone that does not open says what stands in the way', () => {
  afterEach(() => {
    for (const name of ['navigator', 'document', 'window'])
      if (real[name]) Object.defineProperty(globalThis, name, real[name]);
      else delete (globalThis as Record<string, unknown>)[name];
  });

  const allowed = { featurePolicy: { allowsFeature: () => true } };
  const forbidden = { featurePolicy: { allowsFeature: () => false } };
  const top: { parent?: unknown } = {};
  top.parent = top;
  const no = named('NotAllowedError', 'Permission denied');

  for (const [what, world, code, blockedBy, words] of [
    ['the person', { navigator: refusing(no), document: allowed }, 'media_permission', 'user', /address bar/],
    [
      'the person, in a browser that does not tell its policy',
      { navigator: refusing(no), document: {} },
      'media_permission',
      'user',
      /address bar/,
    ],
    [
      'the policy of the page',
      { navigator: refusing(no), document: forbidden, window: top },
      'media_permission',
      'policy',
      /Permissions-Policy: microphone=\(self\)/,
    ],
    [
      'the page around the frame',
      { navigator: refusing(no), document: forbidden, window: { parent: top } },
      'media_permission',
      'frame',
      /allow="microphone"/,
    ],
    [
      'the operating system',
      { navigator: refusing(named('NotAllowedError', 'Permission denied by system')), document: allowed },
      'media_permission',
      'system',
      /privacy settings of the system/,
    ],
    [
      'another program',
      { navigator: refusing(named('NotReadableError')) },
      'media_device',
      'system',
      /in use/,
    ],
    ['a page without https', { navigator: {} }, 'unsupported', 'insecure', /Serve this page by https\./],
    [
      'no microphone',
      { navigator: refusing(named('NotFoundError')) },
      'media_device',
      undefined,
      /there is no/,
    ],
  ] as const)
    it(`as ${what}`, async () => {
      browser(world);
      const error = await failure();
      assert.deepEqual([error.code, error.blockedBy], [code, blockedBy]);
      assert.match(error.message, words);
    });
});
