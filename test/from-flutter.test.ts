import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { tags } from '../src/define/tags.ts';
import * as library from '../src/index.ts';
import { domEventName } from '../src/reactive/dom-events.ts';
import { FakePlatform } from './support/fakes/fake-platform.ts';
import { FakeSignalPlatform } from './support/fakes/fake-signal-platform.ts';

/** The names that people of the Flutter SDK look for first. */
const names = `takeSeat requestToSpeak approveSpeaker inviteToSpeak moveSeat kickSeat lockSeat muteSeat goLive
  inviteToStage requestStage connectionState remoteParticipants UTDSeatGrid UTDStreamEventHandler UTDStreamException
  UTDBannedException isTakeoverCooldown UTDSignalCredentials`.split(/\s+/);

const page = readFileSync('docs/guide/from-flutter.md', 'utf8');

/** Name there → names here. */
const rows = [...page.matchAll(/^\| `(\w+)` +\| (.+?) +\|$/gm)].map(
  ([, there = '', here = '']) =>
    [there, [...here.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)] as const,
);

const options = { appId: '1234567890', roomName: 'lobby' };
const signal = new library.SignalController(null, { tokenUrl: '/signal-token' }, new FakeSignalPlatform());
await signal.connect();
const roots: Readonly<Record<string, object>> = {
  client: new library.UTDStreamClient({ appId: options.appId }),
  room: new library.AudioRoomController(null, options, new FakePlatform()),
  call: new library.CallController(null, { appId: options.appId }, new FakePlatform()),
  stream: new library.LiveStreamController(null, options, new FakePlatform()),
  signal,
  talk: signal.direct('ben'),
};

const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as {
  modules: { declarations: { events?: { name: string }[] }[] }[];
};
const events = new Set(
  modules.flatMap(({ declarations }) =>
    declarations.flatMap(({ events = [] }) => events.map(({ name }) => name)),
  ),
);

/** Names of exported types, which are not there at run time. */
const types = new Set(
  readdirSync(join('src', 'index')).flatMap((file) =>
    [...readFileSync(join('src', 'index', file), 'utf8').matchAll(/export type \{([^}]*)\}/g)].flatMap(
      ([, list = '']) => list.split(',').map((name) => name.trim()),
    ),
  ),
);

/** Whether a name of the table is one of the library. */
function exists(code: string): boolean {
  const [, tag] = /^<(.*)>$/.exec(code) ?? [];
  if (tag) return tags.includes(tag);
  const [, path = '', call, argument = ''] = /^([\w.]+)(\((.*)\))?$/.exec(code) ?? [];
  const [root = '', ...members] = path.split('.');
  const exported = (library as Readonly<Record<string, unknown>>)[root];
  if (!members.length) return exported !== undefined || types.has(root);
  const start = roots[root] ?? (exported as { prototype?: object } | undefined)?.prototype;
  let found: unknown = start;
  for (const [index, member] of members.entries()) {
    if (typeof found !== 'object' || found === null || !(member in found)) return false;
    // A getter of a class has no value without an instance.
    if (start !== roots[root] && index === members.length - 1) return true;
    found = Reflect.get(found, member);
  }
  const [, event] = /^'(\w+)'/.exec(argument) ?? [];
  const [, handler] = /^\{ on(\w+) \}$/.exec(argument) ?? [];
  const named = event ?? (handler && handler[0]!.toLowerCase() + handler.slice(1));
  if (named !== undefined && !events.has(domEventName(named))) return false;
  return call === undefined || typeof found === 'function';
}

describe('The guide for people of the Flutter SDK', () => {
  it('has the names that they look for first', () => {
    const known = rows.map(([there]) => there);
    assert.deepEqual(
      names.filter((name) => !known.includes(name)),
      [],
    );
    assert.equal(new Set(known).size, known.length);
  });

  for (const [there, here] of rows)
    it(`has a name here for ${there}`, () => {
      assert.notEqual(here.length, 0);
      assert.deepEqual(
        here.filter((code) => !exists(code)),
        [],
      );
    });

  it('would be wrong with a name that is not there', () => {
    const wrong = ['room.seats.sit(1)', 'room.seats.grid()', `room.on('seats')`, '<utd-lobby>', 'UTDSeat'];
    assert.deepEqual(wrong.filter(exists), []);
  });
});
