import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../../test/support/fake-clock.ts';
import { FakePlatform } from '../../../test/support/fake-edge.ts';
import { person } from '../../../test/support/fake-transport.ts';
import { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { ConnectionQuality } from '../../model/session-state.ts';

async function joined() {
  const edge = new FakePlatform();
  const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
  await room.join();
  edge.link.show(person('me'), person('ada'));
  return { edge, room, ada: room.participants.quality('ada') };
}

describe('how well somebody is connected', () => {
  it('is unknown until it was measured, and again once the link has ended', async () => {
    const { edge, room, ada } = await joined();
    assert.equal(ada.get(), 'unknown');
    edge.link.listener!.connectionQualityChanged('ada', 'poor');
    assert.equal(ada.get(), 'poor');
    await room.leave();
    assert.equal(ada.get(), 'unknown');
  });

  it('disturbs nobody who follows another person', async () => {
    const { edge, room, ada } = await joined();
    let seen = 0;
    const stop = room.watch(() => {
      ada.get();
      seen++;
    });
    edge.link.listener!.connectionQualityChanged('me', 'poor');
    await settled();
    assert.equal(seen, 1);
    edge.link.listener!.connectionQualityChanged('ada', 'lost');
    await settled();
    assert.equal(seen, 2);
    stop();
  });

  it('has a reason for me while it is poor or lost, and none else', async () => {
    const { edge, room } = await joined();
    const reasons: unknown[] = [];
    const note = async (quality: 'poor' | 'good') => {
      edge.link.listener!.connectionQualityChanged('me', quality);
      await settled();
      reasons.push(room.connection.qualityReason.get());
    };
    await note('poor');
    edge.link.troubled = 'loss';
    await note('good');
    await note('poor');
    for (const online of [true, false]) {
      edge.page.network = online;
      edge.link.listener!.reconnecting();
      await settled();
      reasons.push(room.connection.qualityReason.get());
      edge.link.listener!.reconnected();
      await settled();
    }
    await note('good');
    assert.deepEqual(reasons, ['unknown', null, 'loss', 'unreachable', 'offline', null]);
  });

  it('has me for its reason where I am badly connected too, else them', async () => {
    const { edge, room } = await joined();
    const reason = room.participants.qualityReason('ada');
    const heard = (ada: ConnectionQuality, me: ConnectionQuality) => {
      edge.link.listener!.connectionQualityChanged('ada', ada);
      edge.link.listener!.connectionQualityChanged('me', me);
      return reason.get();
    };
    const all = [
      heard('good', 'poor'),
      heard('poor', 'excellent'),
      heard('lost', 'unknown'),
      heard('lost', 'poor'),
      heard('poor', 'lost'),
      heard('unknown', 'lost'),
      heard('poor', 'good'),
    ];
    assert.deepEqual(all, [null, 'theirs', 'theirs', 'mine', 'mine', null, 'theirs']);
    edge.link.listener!.reconnecting();
    assert.equal(reason.get(), 'mine');
    await room.leave();
    assert.equal(reason.get(), null);
  });

  it('is lost for me in an outage, and what was measured when it is over', async () => {
    const { edge, room } = await joined();
    const { quality } = room.connection;
    edge.link.listener!.connectionQualityChanged('me', 'good');
    assert.equal(quality.get(), 'good');
    edge.link.listener!.reconnecting();
    assert.equal(quality.get(), 'lost');
    edge.link.listener!.reconnected();
    assert.equal(quality.get(), 'good');
  });
});
