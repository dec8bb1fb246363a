import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asking, AskingEdge } from '../support/fakes/asking.ts';
import { settled } from '../support/fakes/fake-clock.ts';
import { person } from '../support/fakes/fake-transport.ts';

const up = { identity: null, role: null };

/** What the engine tells everybody when it takes a seat away from its holder: the grid, before any permission. */
const ways: Readonly<Record<string, (edge: AskingEdge, holder: string) => object>> = {
  'is freed by a moderator': (edge) => edge.put(7, up),
  'is locked': (edge) => edge.put(7, { ...up, locked: true }),
  'vanishes because the room is set up smaller': (edge) => {
    edge.seats = edge.seats.slice(0, 4);
    return edge.put(0, {});
  },
  'is lost with a role': (edge, identity) => {
    const grid = edge.put(7, up);
    const { epoch, rev } = grid;
    edge.link.push({ type: '_role_change', epoch, rev, identity, role: 'listener', previous_role: 'admin' });
    return grid;
  },
  'is taken with the mode': (edge) => ({ ...edge.put(7, up), mode: 'free' }),
};

describe('A seat that is taken away', () => {
  for (const [way, take] of Object.entries(ways)) {
    it(`and ${way} closes its holder’s microphone at once`, async () => {
      const edge = new AskingEdge();
      const { room } = await asking('admin', {}, edge);
      edge.answers.takeSeat = () => edge.put(7, { identity: 'me', role: 'admin' });
      edge.link.grant(true);
      await room.seats.take(7);
      edge.link.show(person('me', { role: 'admin', microphone: true }));
      edge.link.listener!.activeSpeakersChanged(['me']);
      assert.deepEqual(room.participants.activeSpeakers.get(), ['me']);
      edge.link.push({ type: '_seat_update', ...take(edge, 'me') });
      assert.deepEqual(
        [room.media.micEnabled.get(), edge.tracks[0]?.readyState, room.participants.activeSpeakers.get()],
        [false, 'ended', []],
      );
      await settled();
      assert.equal(edge.link.published[0]?.ended, true);
    });

    it(`and ${way} silences its holder here, whatever the media server still forwards`, async () => {
      const edge = new AskingEdge();
      const { room } = await asking('listener', {}, edge);
      edge.push(7, { identity: 'ada' });
      edge.link.show(person('me'), person('ada', { role: 'admin', microphone: true }));
      edge.link.sound('ada');
      edge.link.listener!.activeSpeakersChanged(['ada']);
      await settled();
      assert.deepEqual(
        [[...edge.playing.keys()], room.participants.activeSpeakers.get()],
        [['ada'], ['ada']],
      );
      edge.link.push({ type: '_seat_update', ...take(edge, 'ada') });
      edge.link.listener!.activeSpeakersChanged(['ada']);
      assert.deepEqual([[...edge.playing.keys()], room.participants.activeSpeakers.get()], [[], []]);
    });
  }
});
