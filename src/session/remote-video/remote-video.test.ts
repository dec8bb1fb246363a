import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { FakePlatform } from '../../../test/support/fakes/fake-platform.ts';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import { FilmController } from '../../../test/support/fakes/film-controller.ts';
import { UTDStreamError } from '../../errors/errors.ts';

const sending = (identity: string, more: { camera?: boolean; screen_share?: boolean } = {}) =>
  person(identity, {
    publishing: { microphone: false, camera: false, screen_share: false, ...more },
  });

const tile = { width: 640, height: 360 };

/** A room in which ada sends her camera. */
async function watching() {
  const edge = new FakePlatform();
  const session = new FilmController({}, edge);
  await session.join();
  const { participants } = session;
  edge.link.show(person('me'), sending('ada', { camera: true }));
  const id = edge.link.picture('ada');
  const view = participants.video('ada', 'camera');
  const shown = () => {
    const { muted, lost, subscribed, live } = view.get();
    return [muted, lost && 'lost', subscribed && 'subscribed', live && 'live'].filter(Boolean).join(' ');
  };
  return { edge, link: edge.link, session, participants, id, view, shown };
}

describe('The picture of another participant', () => {
  it('is received only once it is asked for, and is live when its track is here', async () => {
    const { link, participants, id, shown, view } = await watching();
    assert.deepEqual([link.receptions.get(id), shown()], ['none', '']);
    participants.watchVideo('ada', 'camera', tile);
    assert.deepEqual(link.receptions.get(id), tile);
    assert.equal(shown(), '');
    await settled();
    assert.equal(shown(), 'subscribed live');
    const { track, width, height, mine } = view.get();
    assert.deepEqual([track, width, height, mine], [link.videos[0]!.track, 1280, 720, false]);
  });

  it('is received when it is published after the watch began', async () => {
    const { link, participants } = await watching();
    participants.watchVideo('ben', 'camera', tile);
    link.show(person('me'), sending('ben', { camera: true }));
    assert.deepEqual(link.receptions.get(link.picture('ben')), tile);
  });

  it('is received on when it is published again under another id', async () => {
    const { link, participants, shown } = await watching();
    participants.watchVideo('ada', 'screen_share', tile);
    link.show(person('me'), sending('ada', { camera: true, screen_share: true }));
    for (const times of [1, 2]) {
      link.picture('ada', 'screen_share');
      await settled();
      assert.equal(participants.video('ada', 'screen_share').get().live, true, `share ${times}`);
      link.picture('ada', 'screen_share', false);
      assert.equal(participants.video('ada', 'screen_share').get().live, false);
    }
    assert.equal(shown(), '');
  });

  it('is asked for at the largest of the sizes at which it is shown', async () => {
    const { link, participants, id } = await watching();
    participants.watchVideo('ada', 'camera', tile);
    const release = participants.watchVideo('ada', 'camera', { width: 320.5, height: 1000 });
    assert.deepEqual(link.receptions.get(id), { width: 640, height: 1000 });
    release();
    assert.deepEqual(link.receptions.get(id), tile);
    release();
    assert.deepEqual(link.receptions.get(id), tile);
  });

  it('of a screen is asked for at twice its box, as text is read in it', async () => {
    const { link, participants } = await watching();
    participants.watchVideo('ada', 'screen_share', tile);
    assert.deepEqual(link.receptions.get(link.picture('ada', 'screen_share')), { width: 1280, height: 720 });
  });

  it('stops at once without a watch, is back without a negotiation, and is unsubscribed after half a minute', async () => {
    const { edge, link, participants, id, shown } = await watching();
    const release = participants.watchVideo('ada', 'camera', tile);
    await settled();
    release();
    assert.deepEqual([link.receptions.get(id), shown()], ['paused', 'subscribed']);
    await edge.clock.pass(29_000);
    const again = participants.watchVideo('ada', 'camera', tile);
    assert.equal(shown(), 'subscribed live');
    await edge.clock.pass(5_000);
    assert.deepEqual(link.receptions.get(id), tile);
    again();
    await edge.clock.pass(30_000);
    assert.equal(link.receptions.get(id), 'none');
    await settled();
    assert.equal(shown(), '');
  });

  it('is the one of the last of twenty toggles', async () => {
    const { link, participants, id, shown } = await watching();
    for (let toggles = 0; toggles < 20; toggles++) participants.watchVideo('ada', 'camera', tile)();
    participants.watchVideo('ada', 'camera', tile);
    await settled();
    assert.deepEqual([link.receptions.get(id), shown()], [tile, 'subscribed live']);
  });

  it('is not live while the camera is off, and moves on when it is on again', async () => {
    const { link, participants, shown } = await watching();
    participants.watchVideo('ada', 'camera', tile);
    await settled();
    link.show(person('me'), sending('ada'));
    assert.equal(shown(), 'self subscribed');
    link.show(person('me'), sending('ada', { camera: true }));
    assert.equal(shown(), 'subscribed live');
  });

  it('is not live and not received from the moment in which its participant may not be seen, whatever is forwarded', async () => {
    const { link, session, participants, id, shown, view } = await watching();
    participants.watchVideo('ada', 'camera', tile);
    await settled();
    session.hide('ada');
    assert.deepEqual([shown(), view.get().track, link.receptions.get(id)], ['self', undefined, 'none']);
    session.hide();
    await settled();
    assert.equal(shown(), 'subscribed live');
  });

  it('tells that a moderator took it away', async () => {
    const { session, shown } = await watching();
    session.muteVideo('ada');
    assert.equal(shown(), 'moderator');
  });

  it('is not live while either connection is lost', async () => {
    const { link, participants, shown } = await watching();
    participants.watchVideo('ada', 'camera', tile);
    await settled();
    for (const [event, expected] of [
      [() => link.listener!.connectionQualityChanged('ada', 'lost'), 'lost subscribed'],
      [() => link.listener!.connectionQualityChanged('ada', 'good'), 'subscribed live'],
      [() => link.listener!.reconnecting(), 'lost subscribed'],
      [() => link.listener!.reconnected(), 'subscribed live'],
    ] as const) {
      event();
      assert.equal(shown(), expected);
    }
  });

  it('is gone with its participant, and with the session', async () => {
    const { link, session, participants, shown, view } = await watching();
    participants.watchVideo('ada', 'camera', tile);
    await settled();
    link.show(person('me'));
    assert.equal(shown(), 'self lost subscribed');
    link.show(person('me'), sending('ada', { camera: true }));
    await session.leave();
    assert.deepEqual([shown(), view.get().track], ['self lost', undefined]);
  });

  it('is watched on in the next session', async () => {
    const { link, session, participants, id, shown } = await watching();
    const release = participants.watchVideo('ada', 'camera', tile);
    await session.leave();
    link.receptions.clear();
    await session.join();
    await settled();
    assert.deepEqual([link.receptions.get(id), shown()], [tile, 'subscribed live']);
    await session.leave();
    release();
    link.receptions.clear();
    await session.join();
    assert.equal(link.receptions.get(id), 'none');
  });

  it('has one signal for each source, for as long as any code holds it', async () => {
    const { participants, view } = await watching();
    assert.equal(participants.video('ada', 'camera'), view);
    assert.notEqual(participants.video('ada', 'screen_share'), view);
  });

  it('is watched at a size above 0 only', async () => {
    const { participants } = await watching();
    for (const [size, field] of [
      [{ width: 0, height: 1 }, 'width'],
      [{ width: 1, height: NaN }, 'height'],
    ] as const)
      assert.throws(
        () => participants.watchVideo('ada', 'camera', size),
        (error) =>
          error instanceof UTDStreamError && error.code === 'invalid_request' && error.field === field,
      );
  });
});

describe('My own picture', () => {
  it('is that of my camera, as long as it is open', async () => {
    const { edge, session, participants } = await watching();
    const view = participants.video('me', 'camera');
    const { mine, muted, live } = view.get();
    assert.deepEqual([mine, muted, live], [true, 'self', false]);
    edge.link.grant(true, 'camera');
    await session.media.setCamera(true);
    Object.assign(edge.tracks[0]!.settings, { width: 640, height: 480 });
    assert.deepEqual(view.get(), {
      mine: true,
      muted: null,
      lost: false,
      subscribed: true,
      live: true,
      track: edge.tracks[0],
      width: 640,
      height: 480,
    });
    await session.media.setCamera(false);
    assert.equal(view.get().live, false);
  });
});
