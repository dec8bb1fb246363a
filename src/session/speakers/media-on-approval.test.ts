import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asking, AskingEdge, orders } from '../../../test/support/fakes/asking.ts';
import { settled } from '../../../test/support/fakes/fake-clock.ts';
import { UTDStreamError } from '../../errors/errors.ts';

type Set = Awaited<ReturnType<typeof asking>>;

/** I ask; the engine has taken it, and everybody knows. */
async function asked({ edge, room }: Set, ask: Parameters<typeof room.speakers.request>[0] = {}) {
  edge.answers.requestToSpeak = () => ({ request_id: 'r1' });
  await room.speakers.request(ask);
  edge.tell(edge.asks('r1', 'me'));
}

const errors = ({ told }: Set) => told.flatMap(([event, detail]) => (event === 'error' ? [detail] : []));

describe('An approval', () => {
  it('opens the microphone of who asked here, in whatever order answer, approval, seat and grant come', async () => {
    for (const order of orders(['answer', 'request', 'approval', 'seat', 'grant'])) {
      const { edge, room } = await asking();
      let answer = () => {};
      const gate = new Promise<void>((resolve) => (answer = resolve));
      edge.answers.requestToSpeak = () => gate.then(() => ({ request_id: 'r1' }));
      const requested = room.speakers.request();
      await settled();
      const request = edge.asks('r1', 'me');
      const approval = edge.approves('r1');
      const happens: Record<(typeof order)[number], () => unknown> = {
        answer: () => (answer(), requested),
        request: () => edge.link.push(request.message),
        approval: () => edge.link.push(approval.message),
        seat: () => edge.link.push(approval.grid),
        grant: () => edge.link.grant(true),
      };
      for (const each of order) await happens[each]!();
      await settled();
      assert.deepEqual([room.media.micEnabled.get(), edge.link.published.length], [true, 1], order.join());
    }
  });

  it('opens nothing after a reload: there the microphone waits for a click', async () => {
    const edge = new AskingEdge();
    edge.asks('r1', 'me');
    const { room } = await asking('listener', {}, edge);
    edge.tell(edge.approves('r1'));
    edge.link.grant(true);
    await settled();
    assert.equal(room.seats.mine.get()?.index, 0);
    assert.equal(edge.tracks.length, 0);
  });

  for (const [when, options, ask] of [
    ['asked for without', {}, { microphone: false }],
    ['of a session that sits down muted', { muted: true }, {}],
  ] as const)
    it(`opens no microphone that was ${when}`, async () => {
      const made = await asking('listener', options);
      await asked(made, ask);
      made.edge.tell(made.edge.approves('r1'));
      made.edge.link.grant(true);
      await settled();
      assert.equal(made.edge.tracks.length, 0);
    });

  it('of somebody else opens nothing here, nor does a seat without one', async () => {
    const made = await asking();
    await asked(made);
    made.edge.tell(made.edge.asks('r2', 'ada'));
    made.edge.tell(made.edge.approves('r2', 1));
    made.edge.tell(made.edge.rejects('r1'));
    made.edge.push(0, { identity: 'me' });
    made.edge.link.grant(true);
    await settled();
    assert.equal(made.edge.tracks.length, 0);
  });

  it('opens nothing for whom it was taken from again meanwhile, then and later', async () => {
    const made = await asking();
    await asked(made);
    const { message } = made.edge.approves('r1');
    made.edge.put(0, { identity: null });
    made.edge.link.push(message);
    made.edge.push(3, { locked: true });
    made.edge.push(0, { identity: 'me' });
    made.edge.link.grant(true);
    await settled();
    assert.equal(made.edge.tracks.length, 0);
  });

  it('that was told while nothing could be heard counts all the same', async () => {
    const made = await asking();
    await asked(made);
    made.edge.approves('r1');
    made.edge.link.grant(true);
    await made.room.connection.retry();
    await settled();
    assert.equal(made.room.media.micEnabled.get(), true);
  });

  it('whose microphone cannot be opened is an error, and the seat stays', async () => {
    const made = await asking();
    await asked(made);
    made.edge.tell(made.edge.approves('r1'));
    await made.edge.clock.pass(10_000);
    assert.deepEqual(
      errors(made).map(({ code }) => code),
      ['grant_timeout'],
    );
    assert.equal(made.room.seats.mine.get()?.index, 0);
  });
});

describe('Accepting an invitation', () => {
  async function invited() {
    const made = await asking();
    made.edge.link.push(made.edge.invitation(''));
    made.edge.answers.acceptInvitation = () => made.edge.put(2, { identity: 'me' });
    return made;
  }

  it('resolves when I am heard', async () => {
    const { edge, room } = await invited();
    const accepting = room.speakers.accept('i1');
    await settled();
    assert.deepEqual([room.seats.mine.get()?.index, edge.tracks.length], [2, 0]);
    edge.link.grant(true);
    await accepting;
    assert.equal(room.media.micEnabled.get(), true);
  });

  it('rejects where the microphone cannot be opened, and the seat stays', async () => {
    const { edge, room } = await invited();
    const refused = assert.rejects(
      room.speakers.accept('i1'),
      (error: unknown) => error instanceof UTDStreamError && error.code === 'grant_timeout',
    );
    await edge.clock.pass(10_000);
    await refused;
    assert.equal(room.seats.mine.get()?.index, 2);
  });
});

describe('A microphone that is switched off on the way to a seat stays off', () => {
  const closed = ({ room, edge }: Set) => {
    assert.equal(room.seats.mine.get()?.index, 0);
    assert.deepEqual([room.media.micEnabled.get(), edge.tracks.length], [false, 0]);
  };

  it('where a request is approved', async () => {
    const made = await asking();
    await asked(made);
    await made.room.media.setMicrophone(false);
    made.edge.tell(made.edge.approves('r1'));
    made.edge.link.grant(true);
    await settled();
    closed(made);
    assert.deepEqual(errors(made), []);
  });

  it('where the seat is taken, or an invitation accepted', async () => {
    for (const sit of [
      ({ room }: Set) => room.seats.take(0),
      ({ room }: Set) => room.speakers.accept('i1'),
    ]) {
      const made = await asking('host');
      const seated = () => {
        made.edge.put(0, { identity: 'me' });
        return made.edge.snapshot();
      };
      Object.assign(made.edge.answers, { takeSeat: seated, acceptInvitation: seated });
      const sitting = sit(made);
      await made.room.media.setMicrophone(false);
      await sitting;
      made.edge.link.grant(true);
      await settled();
      closed(made);
    }
  });
});
