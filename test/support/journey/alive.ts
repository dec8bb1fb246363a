/** What a page holds open that somebody could hear, see or pay for, noted from before anything opens it. */

const connections = new Set<RTCPeerConnection>();
const sockets = new Set<WebSocket>();
const contexts = new Set<AudioContext>();
const tracks = new Set<MediaStreamTrack>();
const timers = new Map<number, string>();

function noting<T extends new (...args: never[]) => object>(name: string, kept: Set<InstanceType<T>>): void {
  const page = window as unknown as Record<string, T>;
  page[name] = new Proxy(page[name]!, {
    construct(target, args, as) {
      const made = Reflect.construct(target, args, as) as InstanceType<T>;
      kept.add(made);
      return made;
    },
  });
}

noting('RTCPeerConnection', connections);
noting('WebSocket', sockets);
noting('AudioContext', contexts);

const media = navigator.mediaDevices;
const open = media.getUserMedia.bind(media);
media.getUserMedia = async (asked) => {
  const stream = await open(asked);
  for (const track of stream.getTracks()) tracks.add(track);
  return stream;
};

/** The page's own, which are counted by nobody. */
export const later = window.setTimeout.bind(window);

for (const [set, clear, once] of [
  ['setTimeout', 'clearTimeout', true],
  ['setInterval', 'clearInterval', false],
] as const) {
  const [start, stop] = [window[set].bind(window), window[clear].bind(window)];
  Object.assign(window, {
    [set](work: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) {
      const id = start(() => {
        if (once) timers.delete(id);
        work(...args);
      }, delay);
      timers.set(id, `a timer of ${new Error().stack?.split('\n')[3]?.trim().split(' ')[1]}`);
      return id;
    },
    [clear](id: number) {
      timers.delete(id);
      stop(id);
    },
  });
}

const some = <T>(kept: Set<T>, what: string, lives: (thing: T) => boolean): string[] => {
  for (const thing of kept) if (!lives(thing)) kept.delete(thing);
  return kept.size ? [`${kept.size} ${what}`] : [];
};

/** What lives now, in words; none is the answer hoped for. */
export const alive = (): string[] => [
  ...some(connections, 'peer connections', ({ connectionState }) => connectionState !== 'closed'),
  ...some(sockets, 'sockets', ({ readyState }) => readyState !== WebSocket.CLOSED),
  ...some(contexts, 'audio contexts', ({ state }) => state !== 'closed'),
  ...some(tracks, 'open devices', ({ readyState }) => readyState === 'live'),
  ...timers.values(),
  ...[...document.querySelectorAll('audio')].map(({ dataset }) => `the sound of ${dataset['utdAudio']}`),
];
