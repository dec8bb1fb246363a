/** The content and the actions of the system's controls: a lock screen, a headset, a picture-in-picture window. */
export interface MediaSessionControls {
  readonly title: string;
  onHangUp(): void;
  onMicrophone(): void;
}

/** The signal of the session that owns the Media Session of the page: the latest. */
let owner: AbortSignal | undefined;

/** A browser may lack the Media Session or a single action. */
function setActionHandler(action: string, handler: (() => void) | null): void {
  try {
    navigator.mediaSession.setActionHandler(action as MediaSessionAction, handler); // some browsers know fewer actions than the type does
  } catch {
    // A browser that rejects an action shows no control for it.
  }
}

/**
 * Takes over the Media Session of the page until `signal` aborts.
 *
 * @returns shows whether the microphone is on
 */
export function showMediaSession(
  { title, onHangUp, onMicrophone }: MediaSessionControls,
  signal: AbortSignal,
): (microphone: boolean) => void {
  if (typeof navigator === 'undefined' || !('mediaSession' in navigator)) return () => {};
  const { mediaSession } = navigator;
  owner = signal;
  mediaSession.metadata = new MediaMetadata({ title });
  setActionHandler('hangup', onHangUp);
  setActionHandler('togglemicrophone', onMicrophone);
  signal.addEventListener(
    'abort',
    () => {
      if (owner !== signal) return;
      mediaSession.metadata = null;
      setActionHandler('hangup', null);
      setActionHandler('togglemicrophone', null);
    },
    { once: true },
  );
  return (microphone: boolean) => {
    if (owner === signal && !signal.aborted) void mediaSession.setMicrophoneActive?.(microphone);
  };
}
