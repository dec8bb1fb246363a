import type { BlockedBy } from '../../errors/errors.ts';
import type { ErrorCode } from '../../protocol/codes.ts';
import type { Device } from '../../model/shapes.ts';
import type { Source } from '../transport.ts';

/** The code, and what there is to say beyond its own words. */
export type Failure = readonly [
  code: ErrorCode,
  blockedBy?: BlockedBy | undefined,
  happened?: string,
  fix?: string,
];

/** The same for somebody who has not attempted it yet. */
type Hindrance = readonly [because: ErrorCode, happened?: string | undefined, fix?: string | undefined];

/** Why opening a source would fail, as far as the browser tells before anybody asks. */
export type Hindrances = Readonly<Partial<Record<Source, Hindrance>>>;

/** What it is called, and the name of the feature that a policy can forbid. */
const sources: Readonly<Record<Source, readonly [called: string, feature: string]>> = {
  microphone: ['microphone', 'microphone'],
  camera: ['camera', 'camera'],
  screen_share: ['screen', 'display-capture'],
};

export const called = (source: Source): string => sources[source][0];

/** Absent in Node, and in pages that came without https. */
export const media = () => globalThis.navigator?.mediaDevices;

/** Whether there is a screen to be had: phones have none. */
const sharesScreens = () => !!media()?.getDisplayMedia;

/** Chromium alone tells; elsewhere a policy looks like a person's no. */
const policies = () =>
  (globalThis.document as { featurePolicy?: { allowsFeature(name: string): boolean } } | undefined)
    ?.featurePolicy;

const inFrame = () => globalThis.window !== globalThis.window?.parent;

export const policy = (source: Source): Failure => [
  'media_permission',
  'policy',
  `this page is served with a policy that forbids the ${called(source)}`,
  `Serve it with the header Permissions-Policy: ${sources[source][1]}=(self).`,
];

/** What forbids it to this page, whoever asks. */
export function forbidden(source: Source): Failure | undefined {
  const [called, feature] = sources[source];
  if (policies()?.allowsFeature(feature) !== false) return undefined;
  if (!inFrame()) return policy(source);
  return [
    'media_permission',
    'frame',
    `the page around this frame does not hand the ${called} on`,
    `Write <iframe allow="${feature}"> there, and let no Permissions-Policy header forbid it.`,
  ];
}

export const none = (source: Source): Failure => ['media_device', undefined, `there is no ${called(source)}`];

/** What there is not to ask at all. */
export function nothing(source: Source): Failure | undefined {
  if (!media())
    return [
      'unsupported',
      'insecure',
      `the browser gives a ${called(source)} only to pages served by https or from localhost`,
      'Serve this page by https.',
    ];
  if (source === 'screen_share' && !sharesScreens())
    return ['unsupported', undefined, 'this browser shares no screens', 'Use one of a computer.'];
  return undefined;
}

/** What can be listed, and what the person has let this page use or not. */
const kinds = { microphone: 'audioinput', camera: 'videoinput' } as const;
const listable = Object.keys(kinds) as (keyof typeof kinds)[];

type Kept = Promise<PermissionStatus | undefined>;

/** Each follows its permission for as long as the page, and Chromium lets go of none that was listened to. */
const statuses = new WeakMap<Permissions, Map<string, Kept>>();

/** The answer that the browser has kept. */
function kept(name: keyof typeof kinds): Kept {
  const permissions = globalThis.navigator?.permissions;
  if (!permissions) return Promise.resolve(undefined);
  const known = statuses.get(permissions) ?? new Map<string, Kept>();
  statuses.set(permissions, known);
  // Older browsers know no permission of that name.
  const status =
    known.get(name) ?? permissions.query({ name: name as PermissionName }).catch(() => undefined);
  known.set(name, status);
  return status;
}

async function hindrance(source: Source, plugged: readonly Device[]): Promise<Failure | undefined> {
  const known = nothing(source) ?? forbidden(source);
  if (known || source === 'screen_share') return known;
  if ((await kept(source))?.state === 'denied') return ['media_permission', 'user'];
  // A frame that gets none lists none, and only Chromium tells these two apart.
  const tells = policies() || !inFrame();
  return tells && !plugged.some(({ kind }) => kind === kinds[source]) ? none(source) : undefined;
}

export async function hindrances(plugged: readonly Device[]): Promise<Hindrances> {
  const found: Partial<Record<Source, Hindrance>> = {};
  for (const source of Object.keys(sources) as Source[]) {
    const failure = await hindrance(source, plugged);
    if (failure) found[source] = [failure[0], failure[2], failure[3]];
  }
  return found;
}

/** Calls `fn` when the person has changed their mind. */
export function onPermission(fn: () => void, signal: AbortSignal): void {
  for (const name of listable)
    void kept(name).then((status) => status?.addEventListener('change', fn, { signal }));
}
