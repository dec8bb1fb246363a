import type { Keeping, Processing } from '../../model/options.ts';
import { captureError, captureFailure, processorFailure } from './capture-errors.ts';
import type { CaptureAsk, Captured } from './captured.ts';
import { facing, found, remembered } from './device-memory.ts';
import { media, nothing } from './capture-preflight.ts';
import { processed } from './track-processor.ts';
import type { Source } from '../transport.ts';

/** LiveKit's own measure of a camera. */
const picture = { width: { ideal: 1280 }, height: { ideal: 720 } };

const sound = ({ echoCancellation = true, noiseSuppression = true, autoGainControl = true }: Processing) => ({
  echoCancellation,
  noiseSuppression,
  autoGainControl,
});

/** The names of rejections that say: no such device. */
const gone = (error: unknown) =>
  error instanceof Error && /^(OverconstrainedError|NotFoundError)$/.test(error.name);

/** Opens the first of these devices that is there. */
async function first(
  ways: readonly MediaTrackConstraints[],
  open: (device: MediaTrackConstraints) => Promise<MediaStream>,
): Promise<MediaStream> {
  const [way, ...others] = ways;
  try {
    return await open(way!);
  } catch (error) {
    if (others.length && gone(error)) return first(others, open);
    throw error;
  }
}

const chosenOf = (kind: MediaDeviceKind, { rememberDevices = true }: Keeping): MediaTrackConstraints[] => {
  const id = remembered(kind, rememberDevices);
  return id ? [{ deviceId: { exact: id } }, {}] : [{}];
};

const openers: Readonly<Record<Source, (ask: CaptureAsk) => Promise<MediaStream>>> = {
  microphone: (ask) =>
    first(chosenOf('audioinput', ask), (device) =>
      media().getUserMedia({ audio: { ...sound(ask), ...device } }),
    ),
  camera: async (ask) => {
    const look = facing();
    const ways = [...(look ? [{ facingMode: { exact: look } }] : []), ...chosenOf('videoinput', ask)];
    const stream = await first(ways, (device) => media().getUserMedia({ video: { ...picture, ...device } }));
    found(stream.getVideoTracks()[0]!, ask.rememberDevices ?? true);
    return stream;
  },
  screen_share: () => media().getDisplayMedia({ video: true, audio: true }),
};

export async function openSource(source: Source, ask: CaptureAsk, signal: AbortSignal): Promise<Captured> {
  const missing = nothing(source);
  if (missing) throw captureError(source, missing);
  const stream = await openers[source](ask).catch((cause: unknown) => {
    throw captureFailure(source, cause);
  });
  const stop = () => stream.getTracks().forEach((track) => track.stop());
  const [raw] = source === 'microphone' ? stream.getAudioTracks() : stream.getVideoTracks();
  // A processor may load for long, and meanwhile its device is open.
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  signal.throwIfAborted();
  const changed = ask.make
    ? await processed(raw!, ask.make).catch((cause: unknown) => {
        stop();
        throw processorFailure(source, cause);
      })
    : undefined;
  return {
    track: changed?.track ?? raw!,
    sound: source === 'screen_share' ? stream.getAudioTracks()[0] : undefined,
    label: raw!.label,
    onEnded: (fn, until) => raw!.addEventListener('ended', fn, { signal: until }),
    stop() {
      stop();
      changed?.stop();
    },
  };
}
