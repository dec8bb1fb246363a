import type { BlockedBy } from '../../errors/errors.ts';
import type { ErrorCode } from '../../protocol/codes.ts';
import type { Device } from '../../model/device.ts';
import type { Source } from '../transport.ts';

/** The cause that keeps a source from being opened: its code, and the details beyond the words of that code. */
export type CaptureBlock = readonly [
  code: ErrorCode,
  blockedBy?: BlockedBy | undefined,
  happened?: string,
  fix?: string,
];

/** The same cause before the first attempt, when no permission prompt has been shown. */
type PreflightBlock = readonly [because: ErrorCode, happened?: string | undefined, fix?: string | undefined];

/** The sources that cannot be opened, as far as the browser tells without a permission prompt. */
export type CapturePreflight = Readonly<Partial<Record<Source, PreflightBlock>>>;

/** The name of each source in a message, and its feature in a Permissions Policy. */
const sources: Readonly<Record<Source, readonly [name: string, feature: string]>> = {
  microphone: ['microphone', 'microphone'],
  camera: ['camera', 'camera'],
  screen_share: ['screen', 'display-capture'],
};

export const sourceName = (source: Source): string => sources[source][0];

/** `navigator.mediaDevices`, which is missing in Node and in an insecure context. */
export const mediaDevices = () => globalThis.navigator?.mediaDevices;

/** Browsers of phones share no screens. */
const canShareScreen = () => !!mediaDevices()?.getDisplayMedia;

/** The Permissions Policy of the document, which Chromium alone shows; elsewhere it looks like a refusal by the person. */
const featurePolicy = () =>
  (globalThis.document as { featurePolicy?: { allowsFeature(name: string): boolean } } | undefined)
    ?.featurePolicy;

const inFrame = () => globalThis.window !== globalThis.window?.parent;

export const forbiddenByPolicy = (source: Source): CaptureBlock => [
  'media_permission',
  'policy',
  `this page is served with a policy that forbids the ${sourceName(source)}`,
  `Serve it with the header Permissions-Policy: ${sources[source][1]}=(self).`,
];

/** The block by the Permissions Policy of this page, or of the page around its frame. */
export function forbiddenSource(source: Source): CaptureBlock | undefined {
  const [name, feature] = sources[source];
  if (featurePolicy()?.allowsFeature(feature) !== false) return undefined;
  if (!inFrame()) return forbiddenByPolicy(source);
  return [
    'media_permission',
    'frame',
    `the page around this frame does not hand the ${name} on`,
    `Write <iframe allow="${feature}"> there, and let no Permissions-Policy header forbid it.`,
  ];
}

export const missingDevice = (source: Source): CaptureBlock => [
  'media_device',
  undefined,
  `there is no ${sourceName(source)}`,
];

/** The block of a browser that lacks the API of a source. */
export function unsupportedSource(source: Source): CaptureBlock | undefined {
  if (!mediaDevices())
    return [
      'unsupported',
      'insecure',
      `the browser gives a ${sourceName(source)} only to pages served by https or from localhost`,
      'Serve this page by https.',
    ];
  if (source === 'screen_share' && !canShareScreen())
    return ['unsupported', undefined, 'this browser shares no screens', 'Use one of a computer.'];
  return undefined;
}

/** The sources whose devices are listed, and which have a permission of their own. */
const kinds = { microphone: 'audioinput', camera: 'videoinput' } as const;
const listedSources = Object.keys(kinds) as (keyof typeof kinds)[];

type PendingStatus = Promise<PermissionStatus | undefined>;

/** One `PermissionStatus` for each permission of a page, because Chromium never frees a status with a listener. */
const statuses = new WeakMap<Permissions, Map<string, PendingStatus>>();

function permissionStatus(name: keyof typeof kinds): PendingStatus {
  const permissions = globalThis.navigator?.permissions;
  if (!permissions) return Promise.resolve(undefined);
  const known = statuses.get(permissions) ?? new Map<string, PendingStatus>();
  statuses.set(permissions, known);
  // Older browsers reject the names of these permissions.
  const status =
    known.get(name) ?? permissions.query({ name: name as PermissionName }).catch(() => undefined);
  known.set(name, status);
  return status;
}

async function preflightOf(source: Source, devices: readonly Device[]): Promise<CaptureBlock | undefined> {
  const known = unsupportedSource(source) ?? forbiddenSource(source);
  if (known || source === 'screen_share') return known;
  if ((await permissionStatus(source))?.state === 'denied') return ['media_permission', 'user'];
  // A frame without the permission lists no devices, and only Chromium tells that case from a missing device.
  const reliable = featurePolicy() || !inFrame();
  return reliable && !devices.some(({ kind }) => kind === kinds[source]) ? missingDevice(source) : undefined;
}

/** Checks every source without a permission prompt. @param devices the devices of the machine */
export async function capturePreflight(devices: readonly Device[]): Promise<CapturePreflight> {
  const blocked: Partial<Record<Source, PreflightBlock>> = {};
  for (const source of Object.keys(sources) as Source[]) {
    const block = await preflightOf(source, devices);
    if (block) blocked[source] = [block[0], block[2], block[3]];
  }
  return blocked;
}

/** Calls `fn` when the permission for the microphone or the camera has changed. */
export function onPermissionChange(fn: () => void, signal: AbortSignal): void {
  for (const name of listedSources)
    void permissionStatus(name).then((status) => status?.addEventListener('change', fn, { signal }));
}
