/**
 * A live stream beside raw livekit-client, on one server.
 *
 * Going live: from the call that goes live to the first frame at a viewer, interleaved. The camera is open before, as in
 * a preview. By hand: `live/start` by `fetch`, wait for the permission, publish both tracks with livekit-client's usual
 * options; the viewer attaches on `TrackSubscribed`. The first frame is that of `requestVideoFrameCallback`. Both pages
 * run on one machine and share its clock. The bar: p50 ≤ 1.1 × raw.
 *
 * Twelve on stage: twelve participants, in one page, each publish a moving canvas of 640 × 360. One viewer of ours shows
 * four of them at 320 × 180, and a raw client in the same stream subscribes to everything, as livekit-client does by
 * default. The figure is the number of bytes that each receives in ten seconds, by WebRTC's statistics. The bar: ≤ 0.4 ×
 * raw.
 */
import type { Page } from 'playwright-core';
import { compare, keepConnections, measure } from './house.ts';

const rounds = 10;
const warmUp = 2;
const onStage = 12;
const shown = 4;
/** Milliseconds for which bytes are counted. */
const counted = 10_000;

interface Minted {
  readonly url: string;
  readonly token: string;
  readonly user_token: string;
}

type Prepared = Window & {
  call(path: string, body?: object, bearer?: string): Promise<Minted & { invitation_id: string }>;
  mint(room: string, identity: string, role?: 'host'): Promise<Minted>;
  /** Shows a track, and answers the time of its first frame. */
  firstFrame(track: MediaStreamTrack): Promise<number>;
  tracks: MediaStreamTrack[];
  session: InstanceType<typeof window.measured.LiveStreamController>;
  raw: InstanceType<typeof window.measured.Room>;
  bearer: string;
  connections: RTCPeerConnection[];
};

const prepare = async (page: Page, engineUrl: string) => {
  await page.waitForFunction(() => 'measured' in window);
  await keepConnections(page);
  await page.evaluate((engineUrl) => {
    const call = async (path: string, body: object = {}, bearer?: string) => {
      const response = await fetch(`${engineUrl}/api/v1${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-app-id': '1234567890',
          ...(bearer && { authorization: `Bearer ${bearer}` }),
        },
        body: JSON.stringify(body),
      });
      return response.json();
    };
    const mint = (room: string, identity: string, role?: 'host') =>
      call('/token', {
        identity,
        room_name: room,
        session_id: crypto.randomUUID(),
        type: 'live_stream',
        ...(role && { role }),
      });
    const firstFrame = async (track: MediaStreamTrack) => {
      const video = document.createElement('video');
      Object.assign(video, { muted: true, playsInline: true, srcObject: new MediaStream([track]) });
      document.body.append(video);
      const shown = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
      await video.play();
      await shown;
      const at = Date.now();
      video.remove();
      return at;
    };
    Object.assign(window, { call, mint, firstFrame });
  }, engineUrl);
};

await measure(async ({ engineUrl, open }) => {
  const pages = await Promise.all([open('page'), open('page'), open('page')]);
  for (const page of pages) await prepare(page, engineUrl);
  const [host, viewer, stage] = pages as [Page, Page, Page];

  async function ours(round: number): Promise<number> {
    const options = { appId: '1234567890', baseUrl: engineUrl, roomName: `ours${round}` };
    for (const [page, more] of [
      [host, { identity: 'host', asHost: true }],
      [viewer, { identity: 'viewer' }],
    ] as const)
      await page.evaluate(
        async (options) => {
          const session = new window.measured.LiveStreamController(null, options);
          await session.join();
          Object.assign(window, { session });
        },
        { ...options, ...more },
      );
    await host.evaluate(() => (window as unknown as Prepared).session.stage.preview());
    const shown = viewer.evaluate(async () => {
      const { session, firstFrame } = window as unknown as Prepared;
      const { participants } = session;
      const release = participants.watchVideo('host', 'camera', { width: 640, height: 360 });
      const view = participants.video('host', 'camera');
      const track = await new Promise<MediaStreamTrack>((resolve) => {
        const stop = session.watch(() => {
          const { track } = view.get();
          if (!track) return;
          resolve(track);
          queueMicrotask(() => stop());
        });
      });
      const at = await firstFrame(track);
      release();
      return at;
    });
    const begun = await host.evaluate(() => {
      const begun = Date.now();
      void (window as unknown as Prepared).session.stage.goLive();
      return begun;
    });
    const took = (await shown) - begun;
    for (const page of [host, viewer])
      await page.evaluate(() => (window as unknown as Prepared).session.leave());
    return took;
  }

  async function raw(round: number): Promise<number> {
    const room = `raw${round}`;
    for (const [page, identity, role] of [
      [host, 'host', 'host'],
      [viewer, 'viewer', undefined],
    ] as const)
      await page.evaluate(
        async ({ room, identity, role }) => {
          const { mint } = window as unknown as Prepared;
          const { url, token, user_token } = await mint(room, identity, role);
          const raw = new window.measured.Room();
          await raw.connect(url, token);
          Object.assign(window, { raw, bearer: user_token });
        },
        { room, identity, role },
      );
    await host.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: true,
        video: { width: 1280, height: 720 },
      });
      Object.assign(window, { tracks: stream.getTracks() });
    });
    const shown = viewer.evaluate(async () => {
      const { raw, firstFrame } = window as unknown as Prepared;
      const { RoomEvent, Track } = window.measured;
      const track = await new Promise<MediaStreamTrack>((resolve) =>
        raw.on(RoomEvent.TrackSubscribed, (subscribed) => {
          if (subscribed.source === Track.Source.Camera) resolve(subscribed.mediaStreamTrack);
        }),
      );
      return firstFrame(track);
    });
    const begun = await host.evaluate(async (room) => {
      const { raw, bearer, call, tracks } = window as unknown as Prepared;
      const { RoomEvent, Track } = window.measured;
      const begun = Date.now();
      const permitted = new Promise((resolve) => raw.once(RoomEvent.ParticipantPermissionsChanged, resolve));
      await call(`/rooms/${room}/live/start`, {}, bearer);
      if (!raw.localParticipant.permissions?.canPublish) await permitted;
      for (const track of tracks)
        void raw.localParticipant.publishTrack(track, {
          source: track.kind === 'video' ? Track.Source.Camera : Track.Source.Microphone,
        });
      return begun;
    }, room);
    const took = (await shown) - begun;
    for (const page of [host, viewer])
      await page.evaluate(() => (window as unknown as Prepared).raw.disconnect());
    return took;
  }

  const times = { ours: [] as number[], raw: [] as number[] };
  for (let round = 0; round < rounds + warmUp; round++) {
    const order = round % 2 ? (['raw', 'ours'] as const) : (['ours', 'raw'] as const);
    for (const which of order) {
      const took = await { ours, raw }[which](round);
      if (round >= warmUp) times[which].push(took);
    }
  }
  console.log('live-stream');
  compare('go live to the first frame at a viewer', times.ours, times.raw);

  await stage.evaluate(
    async ({ onStage }) => {
      const { call, mint } = window as unknown as Prepared;
      const { Room, RoomEvent, Track } = window.measured;
      const moving = (hue: number) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
        const context = canvas.getContext('2d')!;
        let at = 0;
        setInterval(() => {
          context.fillStyle = `hsl(${hue + at} 70% 50%)`;
          context.fillRect(0, 0, 640, 360);
          context.fillStyle = '#fff';
          for (let dot = 0; dot < 40; dot++)
            context.fillRect((dot * 97 + at * 7) % 640, (dot * 53 + at * 3) % 360, 12, 12);
          at++;
        }, 100);
        return canvas.captureStream(10).getVideoTracks()[0]!;
      };
      const host = await mint('twelve', 'p0', 'host');
      await call('/rooms/twelve/live/start', {}, host.user_token);
      for (let index = 0; index < onStage; index++) {
        const minted = index ? await mint('twelve', `p${index}`) : host;
        const room = new Room();
        const permitted = new Promise((resolve) =>
          room.once(RoomEvent.ParticipantPermissionsChanged, resolve),
        );
        await room.connect(minted.url, minted.token, { autoSubscribe: false });
        if (index) {
          const { invitation_id } = await call(`/rooms/twelve/stage/p${index}`, {}, host.user_token);
          await call(`/rooms/twelve/stage/invitations/${invitation_id}/accept`, {}, minted.user_token);
        }
        if (!room.localParticipant.permissions?.canPublish) await permitted;
        await room.localParticipant.publishTrack(moving(index * 30), {
          source: Track.Source.Camera,
          simulcast: false,
        });
      }
    },
    { onStage },
  );
  await viewer.evaluate(
    async ({ engineUrl, shown }) => {
      const session = new window.measured.LiveStreamController(null, {
        appId: '1234567890',
        baseUrl: engineUrl,
        roomName: 'twelve',
        identity: 'viewer',
      });
      (window as unknown as Prepared).connections.length = 0;
      await session.join();
      for (let index = 0; index < shown; index++)
        session.participants.watchVideo(`p${index}`, 'camera', { width: 320, height: 180 });
    },
    { engineUrl, shown },
  );
  await host.evaluate(async () => {
    const prepared = window as unknown as Prepared;
    const { url, token } = await prepared.mint('twelve', 'raw');
    prepared.connections.length = 0;
    const room = new window.measured.Room();
    room.on(window.measured.RoomEvent.TrackSubscribed, (track) => document.body.append(track.attach()));
    await room.connect(url, token);
  });
  const received = (page: Page) =>
    page.evaluate(async () => {
      let bytes = 0;
      let tracks = 0;
      for (const connection of (window as unknown as Prepared).connections)
        for (const stat of (await connection.getStats()).values())
          if (stat.type === 'inbound-rtp' && stat.kind === 'video') {
            bytes += stat.bytesReceived;
            tracks += Number(stat.bytesReceived > 0);
          }
      return { bytes, tracks };
    });
  await viewer.waitForTimeout(3_000);
  const before = await Promise.all([received(viewer), received(host)]);
  await viewer.waitForTimeout(counted);
  const after = await Promise.all([received(viewer), received(host)]);
  const [mine, theirs] = after.map(({ bytes }, index) => bytes - before[index]!.bytes) as [number, number];
  console.log(
    `  ${onStage} on stage, ${shown} shown, ${counted / 1000} s: ours ${(mine / 1000).toFixed(0)} kB of ${after[0]!.tracks} tracks, ` +
      `raw ${(theirs / 1000).toFixed(0)} kB of ${after[1]!.tracks}, ratio ${(mine / theirs).toFixed(3)}`,
  );
});
