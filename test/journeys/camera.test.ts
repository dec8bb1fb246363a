import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { filmHouse } from '../support/journey/film-house.ts';
import { eventually } from '../support/journey/heard.ts';
import { clickThrice } from '../support/journey/impatient.ts';
import { journey } from '../support/journey/journey.ts';

const camera = (page: Page, on: boolean) =>
  page.evaluate((wanted) => window.film.session!.media.setCamera(wanted), on);
const lit = (page: Page) => page.evaluate(() => window.film.lit());
const transceivers = (page: Page) => page.evaluate(() => window.film.transceivers());
const sees = (page: Page, source: string) =>
  eventually(() => page.evaluate((what) => window.film.moves(what), source));
const sends = (page: Page, ...sources: string[]) =>
  eventually(async () => {
    const sent = await page.evaluate(() => window.film.sent());
    return sent.join() === sources.join();
  });

describe('A camera', () => {
  const house = journey({ servers: 'own' });

  it('is seen moving, goes dark when off, and comes back on the same transceiver', async () => {
    const film = filmHouse(house, 'camera');
    const [anna, ben] = [await film.filmer('anna'), await film.viewer()];
    await film.grant('anna', 'camera');
    await camera(anna, true);
    assert(await sees(ben, 'camera'), 'ben sees nothing move');
    const before = await transceivers(anna);
    for (let turns = 0; turns < 5; turns++) {
      await camera(anna, false);
      assert.equal(await lit(anna), 0);
      assert(await sends(ben));
      await camera(anna, true);
      assert.equal(await lit(anna), 1);
      assert(await sends(ben, 'camera'));
    }
    assert(await sees(ben, 'camera'), 'ben sees nothing move any more');
    assert.equal(await transceivers(anna), before);
  });

  it('that is pressed on, off and on at once ends on, with one open, and the other way round off', async () => {
    const film = filmHouse(house, 'impatient');
    const [anna, ben] = [await film.filmer('anna'), await film.viewer()];
    await film.grant('anna', 'camera');
    await anna.evaluate(() => {
      const button = document.body.appendChild(document.createElement('button'));
      let wanted = false;
      button.addEventListener('click', () => {
        wanted = !wanted;
        void window.film.session!.media.setCamera(wanted);
      });
    });
    const press = () => clickThrice(anna.locator('button'));
    await press();
    assert(await sees(ben, 'camera'), 'ben sees nothing move');
    assert.deepEqual([await lit(anna), await ben.evaluate(() => window.film.sent())], [1, ['camera']]);
    await press();
    assert(await sends(ben));
    assert.equal(await lit(anna), 0);
  });

  it('can be turned off and on as before after livekit-client has connected anew', async () => {
    const film = filmHouse(house, 'reconnected');
    const [anna, ben] = [await film.filmer('anna'), await film.viewer()];
    await film.grant('anna', 'camera');
    await camera(anna, true);
    assert(await sees(ben, 'camera'));
    await anna.evaluate(() => window.film.reconnect());
    assert(await sees(ben, 'camera'), 'ben sees nothing move after a reconnection');
    // What the reason of a poor connection is read from is there, also of the new connection.
    const kinds = ['candidate-pair', 'outbound-rtp', 'remote-inbound-rtp'];
    const statistics = () => anna.evaluate(() => window.film.statistics());
    const all = async () => await statistics().then((types) => kinds.every((each) => types.includes(each)));
    assert(await eventually(all), (await statistics()).join());
    await camera(anna, false);
    assert(await sends(ben));
    await anna.evaluate(() => window.film.reconnect());
    assert.deepEqual([await lit(anna), await ben.evaluate(() => window.film.sent())], [0, []]);
    await camera(anna, true);
    assert(await sees(ben, 'camera'), 'ben sees nothing move after one that was dark');
  });

  it('goes dark by itself when the engine takes its grant away', async () => {
    const film = filmHouse(house, 'revoked');
    const [anna, ben] = [await film.filmer('anna'), await film.viewer()];
    await film.grant('anna', 'camera', 'microphone');
    await camera(anna, true);
    assert(await sees(ben, 'camera'));
    await film.grant('anna', 'microphone');
    assert(await sends(ben));
    assert(await eventually(async () => (await lit(anna)) === 0), 'the light is still on');
    assert.equal(await anna.evaluate(() => window.film.session!.media.cameraEnabled.get()), false);
  });

  it('is never sent otherwise than its processor made it', async () => {
    const film = filmHouse(house, 'processed');
    const [anna, ben] = [await film.filmer('anna'), await film.viewer()];
    await film.grant('anna', 'camera');
    await anna.evaluate(async () => {
      const { media } = window.film.session!;
      await media.setProcessor('camera', window.film.green);
      await media.setCamera(true);
    });
    const green = () => eventually(() => ben.evaluate(() => window.film.isGreen()));
    assert(await green(), 'ben sees no green');
    await ben.evaluate(() => window.film.ungreen()); // what a decoder shows before its first picture
    await camera(anna, false);
    await camera(anna, true);
    assert(await green());
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal(await ben.evaluate(() => window.film.ungreen()), 0);
    await anna.evaluate(() => window.film.session!.media.setProcessor('camera', null));
    assert(await sees(ben, 'camera'));
    assert((await ben.evaluate(() => window.film.ungreen())) > 0);
  });

  it('and whatever else was sent is sent again when the media server was killed and is back', async () => {
    const film = filmHouse(house, 'killed');
    const all = ['camera', 'microphone', 'screen_share'] as const;
    const [anna, ben] = [await film.filmer('anna'), await film.viewer()];
    await film.grant('anna', ...all);
    await anna.evaluate(async () => {
      const { media } = window.film.session!;
      await media.setProcessor('camera', window.film.green);
      await Promise.all([media.setCamera(true), media.setMicrophone(true), media.setScreenShare(true)]);
    });
    assert(await sends(ben, ...all));
    const open = await lit(anna);
    await ben.context().close();
    await house.stack.livekit.server?.child.stop('SIGKILL');
    await house.stack.livekit.server?.restart();
    const back = await film.viewer();
    const again = async () => {
      // The engine's part: a new connection begins without a grant.
      await film.grant('anna', ...all).catch(() => {});
      return back.evaluate(() => window.film.isGreen());
    };
    assert(await eventually(again, 40), 'the picture never came back');
    assert(await sends(back, ...all));
    assert.equal(await lit(anna), open);
  });
});

describe('A screen', () => {
  const house = journey();

  it('is seen, and goes off by the browser’s own button, over and over on the same transceiver', async () => {
    const film = filmHouse(house, 'screen');
    const [anna, ben] = [await film.filmer('anna'), await film.viewer()];
    await film.grant('anna', 'screen_share', 'screen_share_audio');
    const share = () => anna.evaluate(() => window.film.session!.media.setScreenShare(true));
    const sharing = () => anna.evaluate(() => window.film.session!.media.screenShareEnabled.get());
    await share();
    assert(await sends(ben, 'screen_share', 'screen_share_audio'));
    assert(await sees(ben, 'screen_share'), 'ben sees nothing move');
    const before = await transceivers(anna);
    for (let turns = 0; turns < 3; turns++) {
      await anna.evaluate(() => window.film.stopSharing());
      assert(await eventually(async () => !(await sharing())));
      assert(await sends(ben));
      assert.equal(await lit(anna), 0);
      await share();
      assert(await sends(ben, 'screen_share', 'screen_share_audio'));
    }
    assert(await sees(ben, 'screen_share'), 'ben sees nothing move any more');
    assert.equal(await transceivers(anna), before);

    await anna.evaluate(() => window.film.reconnect());
    await anna.evaluate(() => window.film.stopSharing());
    assert(await eventually(async () => !(await sharing())));
    assert(await sends(ben));
    await share();
    assert(await sends(ben, 'screen_share', 'screen_share_audio'));
    assert.deepEqual(await anna.evaluate(() => window.film.errors), []);
  });
});

describe('In the middle of a reconnection', () => {
  const house = journey();

  it('a microphone that is muted, or heard again, is so for the others too', async () => {
    const film = filmHouse(house, 'muted-between');
    const [anna, ben] = [await film.filmer('anna'), await film.viewer()];
    await film.grant('anna', 'microphone');
    const microphone = (on: boolean) =>
      anna.evaluate(async (wanted) => {
        const { media } = window.film.session!;
        await window.film.reconnect(['microphone'], () => media.setMicrophone(wanted));
      }, on);
    await anna.evaluate(() => window.film.session!.media.setMicrophone(true));
    for (let turns = 0; turns < 2; turns++) {
      await microphone(false);
      assert(await sends(ben), 'ben is told of an open microphone');
      await microphone(true);
      assert(await sends(ben, 'microphone'), 'ben is told of a muted microphone');
    }
  });

  it('a camera that is turned off, or on again, is so for the others too', async () => {
    const film = filmHouse(house, 'dark-between');
    const [anna, ben] = [await film.filmer('anna'), await film.viewer()];
    await film.grant('anna', 'camera');
    const turn = (on: boolean) =>
      anna.evaluate(async (wanted) => {
        const { media } = window.film.session!;
        await window.film.reconnect(['camera'], () => media.setCamera(wanted));
      }, on);
    await camera(anna, true);
    for (let turns = 0; turns < 2; turns++) {
      await turn(false);
      assert(await sends(ben), 'ben is told of an open camera');
      await turn(true);
      assert(await sends(ben, 'camera'), 'ben is told of a closed camera');
      assert(await sees(ben, 'camera'), 'ben sees nothing move');
    }
  });

  it('a screen that goes off by the browser’s own button is off for the others, and can be shared again', async () => {
    const film = filmHouse(house, 'screen-between');
    const [anna, ben] = [await film.filmer('anna'), await film.viewer()];
    await film.grant('anna', 'screen_share', 'screen_share_audio');
    const share = () => anna.evaluate(() => window.film.session!.media.setScreenShare(true));
    await share();
    for (let turns = 0; turns < 2; turns++) {
      await anna.evaluate(() =>
        window.film.reconnect(['screen_share', 'screen_share_audio'], () => window.film.stopSharing()),
      );
      assert(await sends(ben), 'ben is told of a screen');
      assert.equal(await lit(anna), 0);
      await share();
      assert(await sends(ben, 'screen_share', 'screen_share_audio'));
      assert(await sees(ben, 'screen_share'), 'ben sees nothing move');
    }
  });

  it('a source whose permission ends is not published', async () => {
    const film = filmHouse(house, 'ended-between');
    const [anna, ben] = [await film.filmer('anna'), await film.viewer()];
    await film.grant('anna', 'microphone', 'camera');
    await anna.evaluate(async () => {
      const { media } = window.film.session!;
      await Promise.all([media.setCamera(true), media.setMicrophone(true)]);
    });
    await anna.evaluate(() =>
      window.film.reconnect(['microphone', 'camera'], () =>
        window.film.session!.refuse('microphone', 'camera'),
      ),
    );
    assert(await sends(ben), 'ben is told of a source');
    assert.equal(await lit(anna), 0);
    assert.equal(await anna.evaluate(() => window.film.publications()), 0);
  });

  it('sources are sent again where the connection is lost once more', async () => {
    const film = filmHouse(house, 'lost-between');
    const all = ['camera', 'microphone', 'screen_share', 'screen_share_audio'] as const;
    const [anna, ben] = [await film.filmer('anna'), await film.viewer()];
    await film.grant('anna', ...all);
    await anna.evaluate(async () => {
      const { media } = window.film.session!;
      await Promise.all([media.setCamera(true), media.setMicrophone(true), media.setScreenShare(true)]);
      await media.setMicrophone(false);
    });
    const heard = ['camera', 'screen_share', 'screen_share_audio'];
    assert(await sends(ben, ...heard));
    await anna.evaluate((sources) => window.film.reconnect(sources, () => window.film.reconnect()), [...all]);
    // livekit-client waits for 15 s until it gives the first of these connections up, and again for a publish.
    const told = () => ben.evaluate(() => window.film.sent());
    // The engine's part: the session connects anew, and a new connection begins without a grant.
    const granted = async () => {
      await film.grant('anna', ...all).catch(() => {});
      return (await told()).join() === heard.join();
    };
    assert(await eventually(granted, 40), (await told()).join());
    assert(await sees(ben, 'camera'), 'ben sees no camera');
    assert(await sees(ben, 'screen_share'), 'ben sees no screen');
    await anna.evaluate(() => window.film.session!.media.setMicrophone(true));
    assert(await sends(ben, ...all), 'ben is told of no microphone');
    await anna.evaluate(async () => {
      const { media } = window.film.session!;
      await Promise.all([media.setCamera(false), media.setMicrophone(false), media.setScreenShare(false)]);
    });
    assert(await sends(ben), (await told()).join());
    assert.deepEqual(await anna.evaluate(() => window.film.errors), []);
  });
});

describe('A muted microphone', () => {
  const house = journey();
  const mute = async (film: ReturnType<typeof filmHouse>, anna: Page, ben: Page) => {
    await film.grant('anna', 'microphone');
    await anna.evaluate(() => window.film.session!.media.setMicrophone(true));
    assert(await sends(ben, 'microphone'));
    await anna.evaluate(() => window.film.session!.media.setMicrophone(false));
    assert(await sends(ben));
    await anna.evaluate(() => window.film.exposed());
    await ben.evaluate(() => void window.film.told.splice(0));
  };
  const opens = async (anna: Page, ben: Page) => {
    assert.equal(
      await anna.evaluate(() => window.film.exposed()),
      0,
      'its voice was given to the connection',
    );
    assert.deepEqual(await ben.evaluate(() => window.film.told), [], 'ben was told of an open microphone');
    await anna.evaluate(() => window.film.session!.media.setMicrophone(true));
    assert(await sends(ben, 'microphone'), 'ben is told of no microphone');
  };

  it('is muted from the first packet on in the connection that follows a lost one', async () => {
    const film = filmHouse(house, 'muted-relink');
    const [anna, ben] = [await film.filmer('anna'), await film.viewer()];
    await mute(film, anna, ben);
    await anna.evaluate(() => window.film.drop());
    const published = async () => {
      // The engine's part: a new connection begins without a grant.
      await film.grant('anna', 'microphone').catch(() => {});
      return anna.evaluate(
        () => window.film.session!.connection.connected.get() && window.film.publications() === 1,
      );
    };
    assert(await eventually(published), 'anna is not connected again');
    await opens(anna, ben);
  });

  it('is muted from the first packet on where another one takes its place, be it in a reconnection', async () => {
    const film = filmHouse(house, 'muted-change');
    const [anna, ben] = [await film.filmer('anna'), await film.viewer()];
    await mute(film, anna, ben);
    await anna.evaluate(async () => {
      const { media } = window.film.session!;
      const microphones = media.devices.get().filter(({ kind }) => kind === 'audioinput');
      const next = () => media.use('audioinput', microphones.find(({ chosen }) => !chosen)!.id);
      await next();
      await window.film.reconnect(['microphone'], next);
    });
    await opens(anna, ben);
  });
});
