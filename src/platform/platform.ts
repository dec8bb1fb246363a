import { browserAudioPlayer, type AudioPlayer } from './playback/audio-player.ts';
import { systemClock, type Clock } from './page/clock.ts';
import type { Devices } from './capture/devices.ts';
import type { Address, EngineApi } from './engine-http/engine-api.ts';
import { UTDStreamError } from '../errors/errors.ts';
import type { IdentityProvider } from '../model/options.ts';
import { browserPage, type Page } from './page/page.ts';
import { tabStorage, type Storage } from './page/tab-session.ts';
import type { Transport } from './transport.ts';

/** The world, as a session reaches it. Tests hand in another one. */
export interface Platform {
  readonly clock: Clock;
  readonly sink: AudioPlayer;
  readonly page: Page;
  readonly storage: Storage;
  /** Loads what reaches the devices, so it is called on join and never before. @param keeps whether a choice is stored */
  devices(keeps: () => boolean): Promise<Devices>;
  api(address: Address): EngineApi;
  /** Begins to load what asks the engine, for whoever will soon need it. */
  warm(): void;
  /** Asks the page's own backend, at `url`, who I am. */
  proofFrom(url: string): IdentityProvider;
  /** Loads livekit-client, so it is called on join and never before. */
  transport(rtcConfig?: RTCConfiguration): Promise<Transport>;
}

const storage = tabStorage();

/** Once it is loaded nothing is awaited: the last word of a page must go out in its last task. */
let engine: typeof import('./engine-http/engine-api.ts') | undefined;

const loadEngine = async () => (engine ??= await import('./engine-http/engine-api.ts'));

const engineApi = (address: Address): EngineApi => ({
  async call(name, request) {
    engine ??= await loadEngine().catch((cause: unknown) => {
      throw new UTDStreamError('network', request.attempted, { cause });
    });
    return engine.fetchApi(address).call(name, request);
  },
});

/** The real one. */
export const browserPlatform = (): Platform => ({
  clock: systemClock,
  sink: browserAudioPlayer,
  page: browserPage,
  storage,
  api: engineApi,
  // The call itself tells where it does not load.
  warm: () => void loadEngine().catch(() => {}),
  // These get the class of errors from here: what two files share becomes a third one, and a page waits for it.
  devices: async (keeps) => (await import('./capture/devices.ts')).browserDevices(keeps, UTDStreamError),
  proofFrom: (url) => async (asked) =>
    (await import('./engine-http/identity-token.ts')).proofFrom(url, UTDStreamError)(asked),
  async transport(rtcConfig) {
    const { LiveKitTransport } = await import('./livekit/livekit-transport.ts');
    return new LiveKitTransport(rtcConfig);
  },
});
