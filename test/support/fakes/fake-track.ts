import type { Source } from '../../../src/platform/transport.ts';

/** A microphone, camera or screen that is open, as far as it is used. */
export class FakeTrack extends EventTarget {
  stopped = false;
  enabled = true;
  muted = false;
  readyState = 'live';
  settings: MediaTrackSettings = {};
  readonly id: string;
  readonly label: string;
  readonly source: Source;

  constructor(id: string, source: Source) {
    super();
    this.id = id;
    this.label = id;
    this.source = source;
  }

  getSettings = () => this.settings;

  stop = () => {
    this.stopped = true;
    this.readyState = 'ended';
  };

  clone = () => Object.assign(new FakeTrack(this.id, this.source), { enabled: this.enabled });

  /** The system takes it for itself, or gives it back. */
  interrupt(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }

  /** Its device is pulled out, or the browser's own button pressed. */
  end(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}
