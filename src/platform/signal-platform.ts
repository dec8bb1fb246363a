import type { CredentialsProvider } from '../model/signalling.ts';
import { credentialsProviderFrom } from './engine-http/credentials-provider.ts';
import { systemClock, type Clock } from './page/clock.ts';
import { browserPage, type Page } from './page/page.ts';
import { openBrowserSocket, type OpenSocket } from './signalling-socket/signalling-socket.ts';

/** The browser, the network and the clock, as the signalling plane reaches them. A test passes fakes. */
export interface SignalPlatform {
  readonly clock: Clock;
  readonly page: Pick<Page, 'onReturn'>;
  readonly openSocket: OpenSocket;
  /** Gets signal tokens from the page's own backend, at `url`. */
  credentialsProvider(url: string): CredentialsProvider;
}

export const browserSignalPlatform = (): SignalPlatform => ({
  clock: systemClock,
  page: browserPage,
  openSocket: openBrowserSocket,
  credentialsProvider: credentialsProviderFrom,
});
