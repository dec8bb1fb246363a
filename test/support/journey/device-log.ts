import type { Page } from 'playwright-core';

export type DeviceLog = Readonly<Record<'audio' | 'video', number>>;

/** Notes from now on when a track of each kind, which a device of the page gives, was last open. */
export const logDevices = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const opened: Record<'audio' | 'video', number> = { audio: 0, video: 0 };
    Object.assign(window, { opened });
    const { mediaDevices } = navigator;
    const real = mediaDevices.getUserMedia.bind(mediaDevices);
    const tracks: MediaStreamTrack[] = [];
    mediaDevices.getUserMedia = async (asked) => {
      const stream = await real(asked);
      tracks.push(...stream.getTracks());
      return stream;
    };
    setInterval(() => {
      for (const { kind, readyState } of tracks)
        if (readyState === 'live') opened[kind as 'audio' | 'video'] = Date.now();
    }, 10);
  });

/** When a track of each kind was last open; 0 where none was. */
export const devicesOf = (page: Page): Promise<DeviceLog> =>
  page.evaluate(() => (window as unknown as { opened: DeviceLog }).opened);
