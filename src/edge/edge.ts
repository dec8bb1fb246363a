import { browserSink, type AudioSink } from './audio-sink.ts';
import { systemClock, type Clock } from './clock.ts';
import { browserDevices, type Devices } from './devices.ts';
import { fetchApi, type Address, type EngineApi } from './engine-api.ts';
import { browserPage, type Page } from './page.ts';
import { tabStorage, type Storage } from './storage.ts';
import type { Transport } from './transport.ts';

/** The world, as a session reaches it. Tests hand in another one. */
export interface Edge {
  readonly clock: Clock;
  readonly devices: Devices;
  readonly sink: AudioSink;
  readonly page: Page;
  readonly storage: Storage;
  api(address: Address): EngineApi;
  /** Loads livekit-client, so it is called on join and never before. */
  transport(rtcConfig?: RTCConfiguration): Promise<Transport>;
}

const storage = tabStorage();

/** The real one. */
export const openEdge = (): Edge => ({
  clock: systemClock,
  devices: browserDevices,
  sink: browserSink,
  page: browserPage,
  storage,
  api: fetchApi,
  async transport(rtcConfig) {
    const { LiveKitTransport } = await import('./livekit-transport.ts');
    return new LiveKitTransport(rtcConfig);
  },
});
