import type { Controls } from './page.ts';

/** Whose the system's controls are: one session of a page has them at a time, the latest. */
let owner: AbortSignal | undefined;

/** A browser may know neither it nor the action. */
function handle(action: string, handler: (() => void) | null): void {
  try {
    navigator.mediaSession.setActionHandler(action as MediaSessionAction, handler); // some browsers know less of them than the type does
  } catch {
    // A control that is not shown is pressed by nobody.
  }
}

/** The Media Session of the page: what a lock screen, a headset or a picture-in-picture window shows and can press. */
export function systemControls({ title, onHangUp, onMicrophone }: Controls, signal: AbortSignal) {
  if (typeof navigator === 'undefined' || !('mediaSession' in navigator)) return () => {};
  const { mediaSession } = navigator;
  owner = signal;
  mediaSession.metadata = new MediaMetadata({ title });
  handle('hangup', onHangUp);
  handle('togglemicrophone', onMicrophone);
  signal.addEventListener(
    'abort',
    () => {
      if (owner !== signal) return;
      mediaSession.metadata = null;
      handle('hangup', null);
      handle('togglemicrophone', null);
    },
    { once: true },
  );
  return (microphone: boolean) => {
    if (owner === signal && !signal.aborted) void mediaSession.setMicrophoneActive?.(microphone);
  };
}
