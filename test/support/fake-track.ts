import type { Source } from '../../src/edge/transport.ts';

/** A microphone, camera or screen that is open, as far as it is used. */
export class FakeTrack extends EventTarget {
  stopped = false;
  enabled = true;
  readyState = 'live';
  readonly id: string;
  readonly label: string;
  readonly source: Source;

  constructor(id: string, source: Source) {
    super();
    this.id = id;
    this.label = id;
    this.source = source;
  }

  stop = () => {
    this.stopped = true;
    this.readyState = 'ended';
  };

  /** Its device is pulled out, or the browser's own button pressed. */
  end(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}
