import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asking } from '../../../test/support/fakes/asking.ts';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { FakePlatform } from '../../../test/support/fakes/fake-platform.ts';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import { FilmController } from '../../../test/support/fakes/film-controller.ts';

const ada = { identity: 'ada', name: 'Ada', avatar: null, role: 'listener', attributes: {} } as const;
const me = { ...ada, identity: 'me', name: 'Me' };

describe('The list of people that the engine keeps', () => {
  it('has everybody, those of a role, or a page of either, and says which is me', async () => {
    const { edge, room } = await asking();
    edge.answers.listParticipants = () => ({ participants: [me, ada] });
    edge.answers.listByRole = () => ({ participants: [ada], page: 1, per_page: 50, total: 1 });
    assert.deepEqual(
      [...(await room.participants.list())],
      [
        { ...me, mine: true },
        { ...ada, mine: false },
      ],
    );
    await room.participants.list({ page: 2 });
    await room.participants.list({ role: 'listener' });
    await room.participants.list({ role: 'listener', page: 3 });
    assert.deepEqual(
      edge.calls.map(({ name, request: { query } }) => [name, query?.['role'], query?.['page']]),
      [
        ['listParticipants', undefined, undefined],
        ['listParticipants', undefined, 2],
        ['listByRole', 'listener', undefined],
        ['listByRole', 'listener', 3],
      ],
    );
  });
});

describe('Who speaks', () => {
  async function speaking() {
    const edge = new FakePlatform();
    const film = new FilmController({}, edge);
    await film.join();
    await settled();
    const ada = person('ada', { microphone: true });
    edge.link.show(person('me'), ada);
    edge.link.listener!.activeSpeakersChanged(['ada']);
    const speaks = film.participants.speaking('ada');
    assert.equal(speaks.get(), true);
    return { edge, film, speaks, ada };
  }

  it('speaks no more in an outage, nor behind it until the media server says so', async () => {
    const { edge, speaks } = await speaking();
    edge.link.listener!.reconnecting();
    assert.equal(speaks.get(), false);
    edge.link.listener!.reconnected();
    await settled();
    assert.equal(speaks.get(), false);
    edge.link.listener!.activeSpeakersChanged(['ada']);
    assert.equal(speaks.get(), true);
  });

  it('speaks no more in the next connection until the media server says so', async () => {
    const { edge, speaks, film } = await speaking();
    edge.link.listener!.disconnected(undefined);
    await edge.clock.pass(0);
    await settled();
    assert.deepEqual([film.connection.state.get(), speaks.get()], ['connected', false]);
  });

  it('who left, or was muted, is silent until they speak again', async () => {
    for (const between of [[], [person('ada')]]) {
      const { edge, speaks, ada } = await speaking();
      edge.link.show(person('me'), ...between);
      edge.link.show(person('me'), ada);
      assert.equal(speaks.get(), false);
      edge.link.listener!.activeSpeakersChanged(['ada']);
      assert.equal(speaks.get(), true);
    }
  });
});
