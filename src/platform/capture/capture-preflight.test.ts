import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Device } from '../../model/device.ts';
import { capturePreflight, onPermissionChange } from './capture-preflight.ts';

const real = Object.getOwnPropertyDescriptors(globalThis);
const names = ['navigator', 'document', 'window'];

/** Defines the globals of a browser for a test. */
function browser(world: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(world))
    Object.defineProperty(globalThis, name, { value, configurable: true });
}

const device = (kind: Device['kind']): Device => ({ id: kind, label: kind, kind, chosen: true });
const plugged = [device('audioinput'), device('videoinput')];

const top: { parent?: unknown } = {};
top.parent = top;
const inFrame = { parent: top };

const mediaDevices = { getDisplayMedia: () => {} };
const answers = (state: PermissionState) => ({ query: async () => ({ state, addEventListener() {} }) });
const allowing = (...features: string[]) => ({
  featurePolicy: { allowsFeature: (name: string) => features.includes(name) },
});
const everything = allowing('microphone', 'camera', 'display-capture');

/** A browser that blocks no source. */
const free = {
  navigator: { mediaDevices, permissions: answers('prompt') },
  document: everything,
  window: top,
};

describe('what stands in the way of a device, before anybody asks', () => {
  afterEach(() => {
    for (const name of names)
      if (real[name]) Object.defineProperty(globalThis, name, real[name]);
      else delete (globalThis as Record<string, unknown>)[name];
  });

  it('is nothing, where the browser has yet to ask the person', async () => {
    browser(free);
    assert.deepEqual(await capturePreflight(plugged), {});
  });

  it('is each by itself', async () => {
    browser({ ...free, document: allowing('camera', 'display-capture') });
    assert.deepEqual(Object.keys(await capturePreflight(plugged)), ['microphone']);
  });

  for (const [what, world, there, code, words] of [
    ['a page without https', { navigator: {} }, [], 'unsupported', /only to pages served by https/],
    [
      'the policy of the page',
      { document: allowing() },
      plugged,
      'media_permission',
      /forbids the microphone/,
    ],
    [
      'the page around the frame',
      { document: allowing(), window: inFrame },
      [],
      'media_permission',
      /the page around this frame/,
    ],
    ['no microphone', {}, [device('videoinput')], 'media_device', /there is no microphone/],
    ['no microphone, in a frame that may have one', { window: inFrame }, [], 'media_device', /there is no/],
  ] as const)
    it(`is ${what}`, async () => {
      browser({ ...free, ...world });
      const [because, happened] = (await capturePreflight(there)).microphone!;
      assert.equal(because, code);
      assert.match(happened!, words);
    });

  it('is the person, who said no for good', async () => {
    browser({ ...free, navigator: { mediaDevices, permissions: answers('denied') } });
    const { microphone, camera, screen_share } = await capturePreflight(plugged);
    assert.deepEqual(
      [microphone![0], camera![0], screen_share],
      ['media_permission', 'media_permission', undefined],
    );
  });

  it('is a browser without screens to share', async () => {
    browser({ ...free, navigator: { mediaDevices: {}, permissions: answers('prompt') } });
    const { microphone, screen_share } = await capturePreflight(plugged);
    assert.deepEqual([microphone, screen_share![0]], [undefined, 'unsupported']);
  });

  it('is left to the click in a frame whose browser does not tell whether it may have one', async () => {
    browser({ ...free, document: {}, window: inFrame });
    assert.deepEqual(await capturePreflight([]), {});
  });

  it('is left to the click where the browser knows no such permission', async () => {
    const permissions = { query: () => Promise.reject(new TypeError()) };
    browser({ ...free, navigator: { mediaDevices, permissions } });
    assert.deepEqual(await capturePreflight(plugged), {});
    browser({ ...free, navigator: { mediaDevices } });
    assert.deepEqual(await capturePreflight(plugged), {});
  });

  it('is asked of the browser once, however often a session begins', async () => {
    let asked = 0;
    const permissions = { query: async () => (asked++, { state: 'prompt', addEventListener() {} }) };
    browser({ ...free, navigator: { mediaDevices, permissions } });
    for (let time = 0; time < 3; time++) {
      await capturePreflight(plugged);
      onPermissionChange(() => {}, new AbortController().signal);
    }
    assert.equal(asked, 2); // microphone and camera
  });

  it('may change by the person’s mind, which is heard for as long as somebody listens', async () => {
    const statuses = { microphone: new EventTarget(), camera: new EventTarget() };
    const query = async ({ name }: { name: keyof typeof statuses }) => statuses[name];
    browser({ ...free, navigator: { mediaDevices, permissions: { query } } });
    const listening = new AbortController();
    let heard = 0;
    onPermissionChange(() => heard++, listening.signal);
    await new Promise(setImmediate);
    for (const status of Object.values(statuses)) status.dispatchEvent(new Event('change'));
    assert.equal(heard, 2);
    listening.abort();
    statuses.microphone.dispatchEvent(new Event('change'));
    assert.equal(heard, 2);
  });
});
