import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TrackInfo, TrackSource, TrackType } from '@livekit/protocol';
import { RemoteTrackPublication, type Room, Track, TrackEvent } from 'livekit-client';
import { Subscriptions } from './subscriptions.ts';

const sources = {
  microphone: [TrackType.AUDIO, TrackSource.MICROPHONE, Track.Kind.Audio],
  camera: [TrackType.VIDEO, TrackSource.CAMERA, Track.Kind.Video],
  screen_share: [TrackType.VIDEO, TrackSource.SCREEN_SHARE, Track.Kind.Video],
  /** A picture that its sender calls a microphone. */
  lie: [TrackType.VIDEO, TrackSource.MICROPHONE, Track.Kind.Video],
} as const;

/** A room with ada in it, whose publications note what they send to the media server. */
function room() {
  const audio = new Map<string, RemoteTrackPublication>();
  const video = new Map<string, RemoteTrackPublication>();
  const ada = { identity: 'ada', audioTrackPublications: audio, videoTrackPublications: video };
  const sent: string[] = [];
  const subscriptions = new Subscriptions({ remoteParticipants: new Map([['ada', ada]]) } as unknown as Room);
  const publish = (sid: string, what: keyof typeof sources) => {
    const [type, source, kind] = sources[what];
    const info = new TrackInfo({ sid, type, source, width: 1280, height: 720 });
    const publication = new RemoteTrackPublication(kind, info as never, false); // the compiler finds two builds of one type
    (type === TrackType.AUDIO ? audio : video).set(sid, publication);
    publication.on(TrackEvent.UpdateSubscription, ({ subscribe }) => {
      sent.push(`${sid} ${subscribe ? 'subscribe' : 'unsubscribe'}`);
    });
    publication.on(TrackEvent.UpdateSettings, ({ disabled, width, height }) => {
      sent.push(`${sid} ${disabled ? 'disabled' : `${width}×${height}`}`);
    });
    return publication;
  };
  const arrive = (publication: RemoteTrackPublication) => {
    publication.track = { kind: 'video', isLocal: false, mediaStreamTrack: {} } as never; // what is read of it is there
    subscriptions.apply();
  };
  return { subscriptions, publish, arrive, video, sent };
}

const size = { width: 640, height: 360 };

describe('What is received of others', () => {
  it('is all sound, each once, and no picture that was not asked for', () => {
    const { subscriptions, publish, sent } = room();
    for (const what of ['microphone', 'camera', 'screen_share', 'lie'] as const) publish(what, what);
    subscriptions.apply();
    subscriptions.apply();
    assert.deepEqual(sent, ['microphone subscribe']);
    assert.deepEqual(
      subscriptions.videos().map(({ identity, source, width, track }) => [identity, source, width, track]),
      [
        ['ada', 'camera', 1280, undefined],
        ['ada', 'screen_share', 1280, undefined],
      ],
    );
  });

  it('is a picture at its size, as soon as its track is here, and the same request again sends nothing', () => {
    const { subscriptions, publish, arrive, sent } = room();
    const camera = publish('a', 'camera');
    subscriptions.receiveVideo('a', size);
    assert.deepEqual(sent.splice(0), ['a subscribe']);
    arrive(camera);
    assert.deepEqual(sent.splice(0), ['a 640×360', 'a 640×360']);
    subscriptions.receiveVideo('a', size);
    subscriptions.apply();
    assert.deepEqual(sent.splice(0), []);
    subscriptions.receiveVideo('a', 'paused');
    assert.deepEqual(sent.splice(0), ['a disabled']);
    subscriptions.receiveVideo('a', 'none');
    assert.deepEqual(sent, ['a unsubscribe']);
  });

  it('is the pause of a picture that was asked to pause before it arrived', () => {
    const { subscriptions, publish, arrive, sent } = room();
    const camera = publish('a', 'camera');
    subscriptions.receiveVideo('a', size);
    subscriptions.receiveVideo('a', 'paused');
    arrive(camera);
    assert.deepEqual(sent, ['a subscribe', 'a disabled']);
  });

  it('is the same picture again when a full reconnect has made its publication anew', () => {
    const { subscriptions, publish, arrive, video, sent } = room();
    arrive(publish('a', 'camera'));
    subscriptions.receiveVideo('a', size);
    video.clear();
    subscriptions.apply();
    sent.length = 0;
    const anew = publish('a', 'camera');
    subscriptions.apply();
    arrive(anew);
    assert.deepEqual(sent, ['a subscribe', 'a 640×360', 'a 640×360']);
  });

  it('is the later of two publications of one source', () => {
    const { subscriptions, publish } = room();
    publish('old', 'camera');
    publish('new', 'camera');
    assert.deepEqual(
      subscriptions.videos().map(({ id }) => id),
      ['new'],
    );
  });
});
