import type { IdentityProvider } from '../model/options.ts';
import { browserDevices, type Devices } from './capture/devices.ts';
import { createEngineApi, type EngineAddress, type EngineApi } from './engine-http/engine-api.ts';
import { identityProviderFrom } from './engine-http/identity-provider.ts';
import { systemClock, type Clock } from './page/clock.ts';
import { browserPage, type Page } from './page/page.ts';
import { tabStorage, type TabStorage } from './page/tab-session.ts';
import { browserAudioPlayer, type AudioPlayer } from './playback/audio-player.ts';
import type { Transport } from './transport.ts';

/** Everything outside of a session: the browser and the network. Tests give another one. */
export interface Platform {
  readonly clock: Clock;
  readonly player: AudioPlayer;
  readonly page: Page;
  readonly storage: TabStorage;
  /** @param keeps whether a choice of device is stored */
  devices(keeps: () => boolean): Devices;
  api(address: EngineAddress): EngineApi;
  /** Asks the page's own backend, at `url`, for identity tokens. */
  identityProvider(url: string): IdentityProvider;
  /** Loads livekit-client, which is about 150 kB gzipped, so a join calls it and nothing else. */
  transport(rtcConfig?: RTCConfiguration): Promise<Transport>;
}

const storage = tabStorage();

export const browserPlatform = (): Platform => ({
  clock: systemClock,
  player: browserAudioPlayer,
  page: browserPage,
  storage,
  devices: browserDevices,
  api: createEngineApi,
  identityProvider: identityProviderFrom,
  async transport(rtcConfig) {
    const { LiveKitTransport } = await import('./livekit/livekit-transport.ts');
    return new LiveKitTransport(rtcConfig);
  },
});
