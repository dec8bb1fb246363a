import { UTDStreamError } from '../errors/errors.ts';
import type { IdentityProvider } from '../model/options.ts';
import { browserDevices, type Devices } from './capture/devices.ts';
import {
  createEngineApi,
  type EndpointTable,
  type EngineAddress,
  type EngineApi,
} from './engine-http/engine-api.ts';
import { identityProviderFrom } from './engine-http/identity-provider.ts';
import { systemClock, type Clock } from './page/clock.ts';
import { browserPage, type Page } from './page/page.ts';
import { tabStorage, type TabStorage } from './page/tab-session.ts';
import { browserAudioPlayer, type AudioPlayer } from './playback/audio-player.ts';
import type { Transport } from './transport.ts';

/** The browser, the network and the clock, as a session reaches them. A test passes fakes. */
export interface Platform {
  readonly clock: Clock;
  readonly player: AudioPlayer;
  readonly page: Page;
  readonly storage: TabStorage;
  /** @param keeps whether a choice of device is stored */
  devices(keeps: () => boolean): Devices;
  /** @param endpoints those of the product, because the schemas of the others would be on every page */
  api(address: EngineAddress, endpoints: EndpointTable): EngineApi;
  /** Gets identity tokens from the page's own backend, at `url`. */
  identityProvider(url: string): IdentityProvider;
  /** Loads livekit-client, which is about 150 kB gzipped, so the first call comes with the join. */
  transport(rtcConfig?: RTCConfiguration): Promise<Transport>;
}

/** All sessions of a page share one storage, so that two sessions see each other. */
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
    if (typeof RTCPeerConnection === 'undefined')
      throw new UTDStreamError('unsupported', 'connect to the media server', {
        happened: 'this browser has no WebRTC, or a setting or an extension has switched it off',
        fix: 'Switch it on, or use a current browser.',
      });
    const { LiveKitTransport } = await import('./livekit/livekit-transport.ts');
    return new LiveKitTransport(rtcConfig);
  },
});
