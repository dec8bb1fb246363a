import type { Keeping, MakeProcessor, Processing } from '../../model/options.ts';
import type { Source } from '../transport.ts';
import { blockedError, getUserMediaError, processorError } from './capture-errors.ts';
import { mediaDevices, unsupportedSource } from './capture-preflight.ts';
import { rememberedDevice, rememberOpenedCamera, wantedFacingMode } from './device-memory.ts';
import { processTrack } from './track-processor.ts';

/** An open device, ready to be published. */
export interface CapturedSource {
  /** The track of the device, or the track that a processor makes of it. */
  readonly track: MediaStreamTrack;
  /** The audio of a screen, where the browser captures it. */
  readonly sound?: MediaStreamTrack | undefined;
  /** The label of the device. */
  readonly label: string;
  /** Calls `fn` when the device is gone, or the person has stopped the capture in the browser's own controls. */
  onEnded(fn: () => void, signal: AbortSignal): void;
  /** Closes the device; its light goes out. */
  stop(): void;
}

export interface CaptureOptions extends Processing, Keeping {
  /** Makes the processor of the track. */
  readonly make: MakeProcessor | null;
}

/** The default resolution of livekit-client. */
const resolution = { width: { ideal: 1280 }, height: { ideal: 720 } };

const audioConstraints = ({
  echoCancellation = true,
  noiseSuppression = true,
  autoGainControl = true,
}: Processing) => ({
  echoCancellation,
  noiseSuppression,
  autoGainControl,
});

/** Whether a rejection says that no device fits the constraints. */
const isMissing = (error: unknown) =>
  error instanceof Error && /^(OverconstrainedError|NotFoundError)$/.test(error.name);

/** Opens a device by the first constraints that a device fits. */
async function openFirst(
  candidates: readonly MediaTrackConstraints[],
  open: (device: MediaTrackConstraints) => Promise<MediaStream>,
): Promise<MediaStream> {
  const [candidate, ...others] = candidates;
  try {
    return await open(candidate!);
  } catch (error) {
    if (others.length && isMissing(error)) return openFirst(others, open);
    throw error;
  }
}

/** The constraints of the remembered device, then of any device. */
const candidatesOf = (
  kind: MediaDeviceKind,
  { rememberDevices = true }: Keeping,
): MediaTrackConstraints[] => {
  const id = rememberedDevice(kind, rememberDevices);
  return id ? [{ deviceId: { exact: id } }, {}] : [{}];
};

const openers: Readonly<Record<Source, (options: CaptureOptions) => Promise<MediaStream>>> = {
  microphone: (options) =>
    openFirst(candidatesOf('audioinput', options), (device) =>
      mediaDevices().getUserMedia({ audio: { ...audioConstraints(options), ...device } }),
    ),
  camera: async (options) => {
    const facingMode = wantedFacingMode();
    const candidates = [
      ...(facingMode ? [{ facingMode: { exact: facingMode } }] : []),
      ...candidatesOf('videoinput', options),
    ];
    const stream = await openFirst(candidates, (device) =>
      mediaDevices().getUserMedia({ video: { ...resolution, ...device } }),
    );
    rememberOpenedCamera(stream.getVideoTracks()[0]!, options.rememberDevices ?? true);
    return stream;
  },
  screen_share: () => mediaDevices().getDisplayMedia({ video: true, audio: true }),
};

/** Opens a source by `getUserMedia` or `getDisplayMedia`, and starts its processor. */
export async function captureSource(
  source: Source,
  options: CaptureOptions,
  signal: AbortSignal,
): Promise<CapturedSource> {
  const blocked = unsupportedSource(source);
  if (blocked) throw blockedError(source, blocked);
  const stream = await openers[source](options).catch((cause: unknown) => {
    throw getUserMediaError(source, cause);
  });
  const stop = () => stream.getTracks().forEach((track) => track.stop());
  const [raw] = source === 'microphone' ? stream.getAudioTracks() : stream.getVideoTracks();
  // The device is open while a processor loads, which may take long.
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  signal.throwIfAborted();
  const processed = options.make
    ? await processTrack(raw!, options.make).catch((cause: unknown) => {
        stop();
        throw processorError(source, cause);
      })
    : undefined;
  return {
    track: processed?.track ?? raw!,
    sound: source === 'screen_share' ? stream.getAudioTracks()[0] : undefined,
    label: raw!.label,
    onEnded: (fn, until) => raw!.addEventListener('ended', fn, { signal: until }),
    stop() {
      stop();
      processed?.stop();
    },
  };
}
