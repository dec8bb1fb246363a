import { AccessToken, RoomServiceClient, TrackSource } from 'livekit-server-sdk';
import type { Page } from 'playwright-core';
import type { Film } from './film-page.ts';
import type { Journey } from './journey.ts';
import { pageScript } from './page-script.ts';

declare global {
  interface Window {
    film: Film;
  }
}

export type Grant = 'microphone' | 'camera' | 'screen_share' | 'screen_share_audio';

const sources: Record<Grant, TrackSource> = {
  microphone: TrackSource.MICROPHONE,
  camera: TrackSource.CAMERA,
  screen_share: TrackSource.SCREEN_SHARE,
  screen_share_audio: TrackSource.SCREEN_SHARE_AUDIO,
};

/** A room of its own on the real media server, in which the test itself is the engine. */
export function filmHouse(house: Journey, room: string) {
  const { url, key, secret } = house.stack.livekit;
  const rooms = new RoomServiceClient(url.replace(/^ws/, 'http'), key, secret);
  const mint = async (identity: string) => {
    await rooms.createRoom({ name: room, emptyTimeout: 60 });
    const token = new AccessToken(key, secret, { identity, ttl: 60 });
    token.addGrant({ room, roomJoin: true, canPublish: false, canSubscribe: true, canPublishData: false });
    return { url, token: await token.toJwt() };
  };
  const open = async (): Promise<Page> => {
    house.stack.pages.put('/film-page.js', await pageScript('test/support/journey/film-page.ts'));
    const page = await house.open('<script type="module" src="/film-page.js"></script>');
    await page.exposeFunction('mint', mint);
    await page.waitForFunction(() => 'film' in window);
    return page;
  };
  return {
    /** The engine's leave to send this, and nothing else. */
    grant: (identity: string, ...granted: Grant[]) =>
      rooms.updateParticipant(room, identity, {
        permission: {
          canPublish: granted.length > 0,
          canPublishSources: granted.map((each) => sources[each]),
          canSubscribe: true,
          canPublishData: false,
        },
      }),
    async filmer(identity: string): Promise<Page> {
      const page = await open();
      await page.evaluate((who) => window.film.join(who), identity);
      return page;
    },
    async viewer(): Promise<Page> {
      const page = await open();
      await page.evaluate(() => window.film.watch());
      return page;
    },
  };
}
