import type { Defect } from './altered.ts';
import type { Fault } from './fault.ts';
import { casts } from './cast.ts';
import { long, shortOf } from './faults.ts';

import type { Canary } from './trials.ts';

const short = shortOf(casts.speaker);

const named = (part: string): Fault => [...short, ...long].find(({ name }) => name.includes(part))!;

const canary = (name: string, caught: RegExp, part: string, ...defects: readonly Defect[]): Canary => ({
  name,
  caught,
  fault: named(part),
  defects,
});

/** One for each kind of check, at least. */
export const canaries: readonly Canary[] = [
  canary('whose microphone closes with its link', /^events: .*microphone off/, 'server-leave', {
    file: 'session/local-media/local-source.ts',
    from: 'this.#local.connectionEnded();',
    to: 'this.revoke();',
  }),
  canary(
    'that is told twice that it was ended',
    /^events: .*forced out: room_closed, forced out/,
    'room is closed',
    {
      file: 'session/connection/connection.ts',
      from: 'if (forceExit) scope.emit',
      to: "if (forceExit) scope.emit('forceExit', forceExit), scope.emit",
    },
  ),
  canary(
    'that keeps a right which was taken from it',
    /^snapshot: anna is shown .*"maySpeak":true/,
    'seat is taken',
    {
      file: 'session/local-media/local-source.ts',
      from: 'this.#permission.set(permitted);',
      to: 'if (permitted) this.#permission.set(permitted);',
    },
  ),
  canary('that does not send again what it sent', /^sound: ben does not hear anna$/, 'server-leave', {
    file: 'session/local-media/local-source.ts',
    from: 'this.#local.connectionOpened(mediaConnection)',
    to: 'Promise.resolve()',
  }),
  canary('that dawdles', /^time: it took \d\.\d s/, 'server-leave', {
    file: 'session/connection/reconnect.ts',
    from: 'await this.#read().catch(ignoreNotJoined);',
    to: 'await outage.wait(5000);',
  }),
  canary('that makes a Room for each link', /^room: there are \d Rooms$/, 'server-leave', {
    file: 'platform/livekit/livekit-transport.ts',
    from: 'const room = this.#room;',
    to: 'const room = (this.#room = window.noted(Room, { loggerName }));',
  }),
  // These take the minute of the window.
  canary('whose window is too long', /^window: the session ended [4-6]\.\d s after it$/, 'cut for 90 s', {
    file: 'session/connection/outage.ts',
    from: 'this.#beganAt + times.reconnectWindow',
    to: 'this.#beganAt + times.reconnectWindow + 5000',
  }),
  canary(
    'whose window never ends',
    /^events: anna is told reconnecting(?!.*forceExit)/,
    'cut for 90 s',
    { file: 'session/connection/outage.ts', from: 'this.#watch();', to: '' },
    {
      file: 'session/connection/reconnect.ts',
      from: "if (left <= 0) return { exit: 'reconnect_failed' };",
      to: '',
    },
  ),
];
