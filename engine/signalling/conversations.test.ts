import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { directConversation } from '../../src/protocol/signalling/conversation.ts';
import { calm, signalHouse, until, type SignalClient } from '../../test/support/engine/signal-client.ts';
import { replay } from '../../test/support/model/replay.ts';
import { developmentApp } from '../core/config.ts';

let ids = 0;
const freshId = () => `client-id-number-${++ids}`;
const send = (from: SignalClient, to: object, text = 'Hi', client_id = freshId()) =>
  from.ask('msg.send', { ...to, client_id, content: { text } });
const texts = (client: SignalClient) => client.got('msg').map(({ content }) => content.text);
const offsets = (client: SignalClient) => client.got('msg').map(({ offset }) => offset);
const refused = (code: string) => ({ code });
const dm = directConversation('ada', 'bob');

describe('a direct message', () => {
  it('reaches every device of both people but the one that sent it', async () => {
    const { connect, clock } = await signalHouse();
    const [ada, adas, bob, bobs] = [
      await connect('ada'),
      await connect('ada'),
      await connect('bob'),
      await connect('bob'),
    ];
    const cleo = await connect('cleo');
    const ack = await send(ada, { to: 'bob' }, 'Hello', 'client-id-of-hello');
    const at = new Date(clock.now()).toISOString();
    assert.deepEqual(ack, { conversation: dm, offset: 1, at });
    const message = {
      conversation: dm,
      offset: 1,
      client_id: 'client-id-of-hello',
      from: 'ada',
      content: { text: 'Hello' },
      at,
    };
    for (const device of [adas, bob, bobs]) assert.deepEqual(device.got('msg'), [message]);
    for (const device of [ada, cleo]) assert.deepEqual(device.got('msg'), []);
  });

  it('has the name that the backend has given', async () => {
    const { open, token, connect } = await signalHouse();
    const ada = open();
    await ada.ask('auth', { token: await token('ada', { name: 'Ada' }) });
    const bob = await connect('bob');
    await send(ada, { to: 'bob' });
    assert.equal(bob.got('msg')[0]!.name, 'Ada');
  });

  it('that is sent again has the first answer, and arrives once', async () => {
    const { connect } = await signalHouse();
    const [ada, bob] = [await connect('ada'), await connect('bob')];
    const first = await send(ada, { to: 'bob' }, 'Hi', 'the-same-client-id');
    const again = await Promise.all(
      [1, 2, 3].map(() => send(ada, { to: 'bob' }, 'Hi', 'the-same-client-id')),
    );
    for (const each of again) assert.deepEqual(each, first);
    assert.deepEqual(offsets(bob), [1]);
    // The same id of another person is another message.
    assert.equal((await send(bob, { to: 'ada' }, 'Hi', 'the-same-client-id')).offset, 2);
    await assert.rejects(send(ada, { to: 'cleo' }, 'Hi', 'the-same-client-id'), refused('invalid_request'));
  });

  it('is not sent to oneself', async () => {
    const { connect } = await signalHouse();
    await assert.rejects(send(await connect('ada'), { to: 'ada' }), refused('invalid_request'));
  });

  it('and all others of a conversation are counted without holes, in the order of the pushes', async () => {
    const { connect } = await signalHouse();
    const [ada, bob, bobs] = [await connect('ada'), await connect('bob'), await connect('bob')];
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        index % 2 ? send(ada, { to: 'bob' }) : send(bob, { to: 'ada' }),
      ),
    );
    assert.deepEqual(
      offsets(bobs),
      Array.from({ length: 30 }, (_, index) => index + 1),
    );
  });

  it('is read by its two people alone', async () => {
    const { connect } = await signalHouse();
    const [ada, eve] = [await connect('ada'), await connect('eve')];
    await send(ada, { to: 'bob' });
    const asked = { conversation: dm };
    assert.equal((await ada.ask('msg.history', asked)).messages.length, 1);
    await assert.rejects(eve.ask('msg.history', asked), refused('not_found'));
    await assert.rejects(eve.ask('receipt', { ...asked, offset: 1 }), refused('not_found'));
  });

  it('stays between the people of one app', async () => {
    const other = { ...developmentApp, id: '9876543210' };
    const { connect, engine, call, open } = await signalHouse({ apps: [developmentApp, other] });
    const bob = await connect('bob');
    const headers = { 'x-app-id': other.id, 'x-app-secret': other.secret };
    const { json } = await call('POST', '/signal/token', { body: { identity: 'ada' }, headers });
    const ada = open();
    await ada.ask('auth', { token: json.token });
    await send(ada, { to: 'bob' });
    assert.deepEqual(bob.got('msg'), []);
    assert.deepEqual((await bob.ask('conv.list')).conversations, []);
    await engine.close();
  });
});

describe('the history', () => {
  it('is handed out page by page, the newest first, each oldest first', async () => {
    const { connect } = await signalHouse();
    const ada = await connect('ada');
    for (let index = 1; index <= 5; index++) await send(ada, { to: 'bob' });
    const page = async (more: object) => {
      const { messages, more: rest } = await ada.ask('msg.history', { conversation: dm, limit: 2, ...more });
      return [messages.map(({ offset }: { offset: number }) => offset), rest];
    };
    assert.deepEqual(await page({}), [[4, 5], true]);
    assert.deepEqual(await page({ before: 4 }), [[2, 3], true]);
    assert.deepEqual(await page({ before: 2 }), [[1], false]);
  });

  it('of two people who have written nothing is empty', async () => {
    const { connect } = await signalHouse();
    const ask = { conversation: dm };
    assert.deepEqual(await (await connect('ada')).ask('msg.history', ask), { messages: [], more: false });
  });
});

describe('the list of conversations', () => {
  it('has the newest first, with what is unread, page by page', async () => {
    const { connect, clock } = await signalHouse();
    const [ada, bob] = [await connect('ada'), await connect('bob')];
    for (const to of ['bob', 'cleo', 'bob']) {
      await clock.pass(1_000);
      await send(ada, { to });
    }
    await clock.pass(1_000);
    const { conversation: group } = await bob.ask('group.create', { name: 'Team', members: ['ada'] });
    const first = await ada.ask('conv.list', { limit: 2 });
    const rest = await ada.ask('conv.list', { limit: 2, before: first.next });
    assert.deepEqual(
      [...first.conversations, ...rest.conversations].map(({ conversation }) => conversation),
      [group, dm, directConversation('ada', 'cleo')],
    );
    assert.equal(rest.next, null);
    const { conversations } = await bob.ask('conv.list');
    const people = (adas: number) => [
      { identity: 'ada', offset: adas },
      { identity: 'bob', offset: 0 },
    ];
    const at = conversations.map((each: { at: string }) => each.at);
    assert.deepEqual(conversations, [
      {
        conversation: group,
        name: 'Team',
        creator: 'bob',
        members: people(0),
        offset: 0,
        unread: 0,
        last: null,
        at: at[0],
      },
      { conversation: dm, members: people(2), offset: 0, unread: 2, last: bob.got('msg').at(-1), at: at[1] },
    ]);
    await assert.rejects(ada.ask('conv.list', { before: 'yesterday' }), refused('invalid_request'));
  });
});

describe('a receipt', () => {
  it('is kept, and told to the others and to the other devices', async () => {
    const { connect } = await signalHouse();
    const [ada, bob, bobs] = [await connect('ada'), await connect('bob'), await connect('bob')];
    for (let index = 0; index < 3; index++) await send(ada, { to: 'bob' });
    await bob.ask('receipt', { conversation: dm, offset: 2 });
    await bob.ask('receipt', { conversation: dm, offset: 1 });
    await bob.ask('receipt', { conversation: dm, offset: 99 });
    const told = [2, 3].map((offset) => ({ conversation: dm, identity: 'bob', offset }));
    assert.deepEqual([ada.got('receipt'), bobs.got('receipt'), bob.got('receipt')], [told, told, []]);
    const [listed] = (await bobs.ask('conv.list')).conversations;
    assert.equal(listed!.unread, 0);
  });
});

describe('typing', () => {
  it('ends after 5 s by itself, and with a message', async () => {
    const { connect, clock } = await signalHouse();
    const [ada, bob] = [await connect('ada'), await connect('bob')];
    const told = () => bob.got('typing').map(({ on }) => on);
    await ada.ask('typing', { to: 'bob' });
    await clock.pass(4_000);
    await ada.ask('typing', { to: 'bob' });
    await clock.pass(4_999);
    assert.deepEqual(told(), [true, true]);
    await clock.pass(1);
    assert.deepEqual(told(), [true, true, false]);
    await ada.ask('ping');
    await bob.ask('ping');
    await ada.ask('typing', { to: 'bob' });
    await send(ada, { to: 'bob' });
    await ada.ask('typing', { to: 'bob' });
    await ada.ask('typing', { to: 'bob', on: false });
    await clock.pass(6_000);
    assert.deepEqual(told().slice(3), [true, false, true, false]);
    assert.deepEqual(ada.got('typing'), []);
  });
});

describe('a group', () => {
  const inGroup = async () => {
    const house = await signalHouse();
    const { connect } = house;
    const [ada, bob, cleo] = [await connect('ada'), await connect('bob'), await connect('cleo')];
    const { conversation: group } = await ada.ask('group.create', { name: 'Team', members: ['bob'] });
    return { ...house, ada, bob, cleo, group: group };
  };

  it('is told to its people, and its messages reach them alone', async () => {
    const { ada, bob, cleo, group } = await inGroup();
    assert.deepEqual(bob.got('group'), [
      { conversation: group, name: 'Team', creator: 'ada', members: ['ada', 'bob'] },
    ]);
    await send(ada, { group }, 'Hello');
    assert.deepEqual([texts(bob), texts(cleo)], [['Hello'], []]);
    for (const [t, d] of [
      ['msg.send', { group, client_id: freshId(), content: { text: 'Hi' } }],
      ['typing', { group }],
      ['msg.history', { conversation: group }],
      ['group.members', { group, add: ['cleo'] }],
    ] as const)
      await assert.rejects(cleo.ask(t, d), refused('not_found'));
  });

  it('is made once by a repeated frame', async () => {
    const { ada, bob } = await inGroup();
    const make = () =>
      ada.ask('group.create', { name: 'Two', members: ['bob'], client_id: 'id-of-the-group-1' });
    assert.deepEqual(await make(), await make());
    assert.equal(bob.got('group').length, 2);
  });

  it('is managed by its creator, and left by anybody', async () => {
    const { ada, bob, cleo, group } = await inGroup();
    await send(ada, { group }, 'Before');
    await assert.rejects(bob.ask('group.members', { group, add: ['cleo'] }), refused('forbidden'));
    await assert.rejects(bob.ask('group.members', { group, remove: ['ada'] }), refused('forbidden'));
    await ada.ask('group.members', { group, add: ['cleo'] });
    assert.deepEqual(cleo.got('group').at(-1)!.members, ['ada', 'bob', 'cleo']);
    // Nothing is unread for a person who comes later, and all can be read.
    const [listed] = (await cleo.ask('conv.list')).conversations;
    assert.equal(listed!.unread, 0);
    assert.equal((await cleo.ask('msg.history', { conversation: group })).messages.length, 1);
    await ada.ask('group.members', { group, remove: ['cleo'] });
    assert.deepEqual(cleo.got('group').at(-1)!.members, ['ada', 'bob']);
    await send(ada, { group }, 'After');
    assert.deepEqual(texts(cleo), []);
    await assert.rejects(cleo.ask('msg.history', { conversation: group }), refused('not_found'));
    await ada.ask('group.members', { group, remove: ['ada'] });
    assert.deepEqual([bob.got('group').at(-1)!.creator, bob.got('group').at(-1)!.members], ['bob', ['bob']]);
    await bob.ask('group.members', { group, add: ['cleo'] });
  });

  it('has at most 100 people', async () => {
    const { ada, group } = await inGroup();
    const people = Array.from({ length: 100 }, (_, index) => `p${index}`);
    await assert.rejects(
      ada.ask('group.create', { name: 'Crowd', members: people }),
      refused('invalid_request'),
    );
    await ada.ask('group.create', { name: 'Crowd', members: people.slice(1) });
    await assert.rejects(ada.ask('group.members', { group, add: people }), refused('invalid_request'));
  });
});

describe('a block', () => {
  it('stops direct messages, typing and receipts, and is lifted again', async () => {
    const { connect } = await signalHouse();
    const [ada, bob] = [await connect('ada'), await connect('bob')];
    await send(bob, { to: 'ada' }, 'Hi', 'before-the-block-1');
    await ada.ask('block.set', { identity: 'bob', on: true });
    await assert.rejects(send(bob, { to: 'ada' }), refused('forbidden'));
    // A message that was accepted before is answered as before.
    await send(bob, { to: 'ada' }, 'Hi', 'before-the-block-1');
    await bob.ask('typing', { to: 'ada' });
    await ada.ask('typing', { to: 'bob' });
    await ada.ask('receipt', { conversation: dm, offset: 1 });
    assert.deepEqual([ada.got('typing'), bob.got('typing'), bob.got('receipt')], [[], [], []]);
    await assert.rejects(bob.ask('group.create', { name: 'Trap', members: ['ada'] }), refused('forbidden'));
    await send(ada, { to: 'bob' });
    await ada.ask('block.set', { identity: 'bob', on: false });
    await send(bob, { to: 'ada' });
    await assert.rejects(ada.ask('block.set', { identity: 'ada', on: true }), refused('invalid_request'));
  });

  it('hides the presence at once, and shows it again', async () => {
    const { connect } = await signalHouse();
    const [ada, bob] = [await connect('ada'), await connect('bob')];
    const told = () => bob.got('presence').map(({ status }) => status);
    await bob.ask('presence.subscribe', { identities: ['ada'] });
    await ada.ask('block.set', { identity: 'bob', on: true });
    await until('the presence was hidden', () => told().length === 2);
    await ada.ask('presence.set', { status: 'away' });
    await calm();
    assert.deepEqual(told(), ['online', 'offline']);
    assert.deepEqual(await bob.ask('presence.subscribe', { identities: ['ada'] }), { identities: [] });
    await ada.ask('block.set', { identity: 'bob', on: false });
    await until('the presence was shown', () => told().length === 3);
    assert.equal(told()[2], 'away');
  });
});

describe('presence', () => {
  it('is told of the people of a subscription, on a change alone', async () => {
    const { connect, clock } = await signalHouse();
    const bob = await connect('bob');
    await clock.pass(14_000);
    await bob.ask('ping');
    await clock.pass(500);
    const ask = (identities: string[]) => bob.ask('presence.subscribe', { identities });
    assert.deepEqual(await ask(['ada', 'cleo', 'ada']), { identities: ['ada', 'cleo'] });
    const ada = await connect('ada', { status: 'away' });
    await ada.ask('presence.set', { status: 'away' });
    await ada.ask('presence.set', { status: 'online' });
    const cleo = await connect('cleo');
    await ask(['ada']);
    cleo.close(1000);
    ada.close(1000);
    assert.deepEqual(
      bob.got('presence').map(({ identity, status }) => `${identity} ${status}`),
      ['ada offline', 'cleo offline', 'ada away', 'ada online', 'cleo online', 'ada offline'],
    );
  });

  it('is told late of people who may come back after a start of the engine', async () => {
    const { connect, clock } = await signalHouse();
    const bob = await connect('bob');
    await bob.ask('presence.subscribe', { identities: ['ada', 'cleo'] });
    await connect('ada');
    await clock.pass(8_000);
    await bob.ask('ping');
    assert.deepEqual(
      bob.got('presence').map(({ identity, status }) => `${identity} ${status}`),
      ['ada online'],
    );
    await clock.pass(6_500);
    const told = bob.got('presence').map(({ identity, status }) => `${identity} ${status}`);
    assert.deepEqual(told.sort(), ['ada offline', 'ada online', 'cleo offline']);
  });

  it('is of people who share a room or a conversation, where the app says so', async () => {
    const app = { ...developmentApp, presence: 'shared' } as const;
    const { connect, join } = await signalHouse({ apps: [app] });
    const [ada] = [await connect('ada'), await connect('bob'), await connect('cleo')];
    const ask = async () =>
      (await ada.ask('presence.subscribe', { identities: ['ada', 'bob', 'cleo', 'dan'] })).identities;
    assert.deepEqual(await ask(), ['ada']);
    await send(ada, { to: 'bob' });
    assert.deepEqual(await ask(), ['ada', 'bob']);
    await join('ada');
    const dan = await join('dan');
    assert.deepEqual(await ask(), ['ada', 'bob', 'dan']);
    await dan.as('POST', '/leave');
    assert.deepEqual(await ask(), ['ada', 'bob']);
  });
});

describe('a resume', () => {
  it('delivers what was missed, in order, and what comes meanwhile, once', async () => {
    const { connect } = await signalHouse();
    const [ada, bob] = [await connect('ada'), await connect('bob')];
    for (let index = 0; index < 3; index++) await send(ada, { to: 'bob' });
    bob.close(1006);
    for (let index = 0; index < 120; index++) await send(ada, { to: 'bob' });
    const sending = Array.from({ length: 20 }, () => send(ada, { to: 'bob' }));
    const back = await connect('bob', { resume: { [dm]: 3 } });
    await Promise.all(sending);
    const last = await send(ada, { to: 'bob' });
    assert.deepEqual(
      offsets(back),
      Array.from({ length: last.offset - 3 }, (_, index) => index + 4),
    );
    assert.deepEqual(back.got('gap'), []);
  });

  it('tells of a gap where more than 500 were missed', async () => {
    const { connect, store } = await signalHouse();
    const ada = await connect('ada');
    await send(ada, { to: 'bob' });
    for (let offset = 2; offset <= 600; offset++)
      await store.transaction(null, async (tx) => {
        const row = (await tx.findConversation(developmentApp.id, dm))!;
        const message = {
          clientId: `m-${offset}`,
          sender: 'ada',
          name: null,
          content: { data: offset },
          at: 0,
        };
        await tx.appendMessage(row, { offset, ...message });
      });
    const bob = await connect('bob', { resume: { [dm]: 20 } });
    assert.deepEqual(bob.got('gap'), [{ conversation: dm, from: 21, to: 100 }]);
    assert.deepEqual([offsets(bob)[0], offsets(bob).length, offsets(bob).at(-1)], [101, 500, 600]);
  });

  it('tells of a gap in a conversation that the client does not know', async () => {
    const { connect } = await signalHouse();
    const ada = await connect('ada');
    await send(ada, { to: 'bob' });
    await send(ada, { to: 'bob' });
    const bob = await connect('bob', { resume: {} });
    assert.deepEqual([bob.got('gap'), bob.got('msg')], [[{ conversation: dm, from: 1, to: 2 }], []]);
    const plain = await connect('bob');
    assert.deepEqual(plain.got('gap'), []);
  });

  it('delivers nothing of a conversation of other people', async () => {
    const { connect } = await signalHouse();
    await send(await connect('ada'), { to: 'bob' });
    const eve = await connect('eve', { resume: { [dm]: 0 } });
    assert.deepEqual([eve.got('gap'), eve.got('msg')], [[], []]);
  });

  it('waits for a slow connection', async () => {
    const { connect, open, token } = await signalHouse();
    const ada = await connect('ada');
    for (let index = 0; index < 60; index++) await send(ada, { to: 'bob' });
    const bob = open();
    bob.socket.stall();
    bob.raw(JSON.stringify({ t: 'auth', id: 'a', d: { token: await token('bob'), resume: { [dm]: 0 } } }));
    await until('the first message came', () => bob.got('msg').length > 0);
    await send(ada, { to: 'bob' });
    await calm();
    assert.equal(bob.got('msg').length, 1);
    bob.socket.read();
    await until('all messages came', () => bob.got('msg').length === 61);
    assert.deepEqual(
      offsets(bob),
      Array.from({ length: 61 }, (_, index) => index + 1),
    );
  });
});

describe('any history of messages and connections', () => {
  const names = ['ada', 'bob', 'cleo'];
  const message = fc.record({
    act: fc.constantFrom('send' as const, 'again' as const),
    by: fc.nat(2),
    /** 0 is the group, and the others are the other people. */
    to: fc.nat(2),
  });
  const drop = fc.record({ act: fc.constant('drop' as const), by: fc.nat(2) });
  const act = fc.oneof({ weight: 4, arbitrary: message }, { weight: 1, arbitrary: drop });

  it('delivers each message that was accepted to each person once, in order', () =>
    fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
        const { connect, engine } = await signalHouse();
        const clients = await Promise.all(names.map((name) => connect(name)));
        const { conversation: group } = await clients[0]!.ask('group.create', {
          name: 'All',
          members: names,
        });
        const conversationsOf = (name: string): string[] => [
          group,
          ...names.filter((each) => each !== name).map((each) => directConversation(name, each)),
        ];
        // The offsets of each conversation that each person has got, in the order in which they came.
        const seen = names.map((name) => new Map(conversationsOf(name).map((id) => [id, [] as number[]])));
        const acked: { conversation: string; offset: number; by: number }[] = [];
        const last = new Map<number, { to: object; id: string }>();
        const reconnect = async (who: number) => {
          const mine = seen[who]!;
          const take = () => {
            for (const { conversation, offset } of clients[who]!.got('msg'))
              mine.get(conversation)!.push(offset);
          };
          take();
          clients[who]!.close(1006);
          const resume = Object.fromEntries([...mine].map(([id, offsets]) => [id, offsets.at(-1) ?? 0]));
          clients[who] = await connect(names[who]!, { resume });
        };
        for (const each of acts) {
          const { by } = each;
          if (each.act === 'drop') {
            await reconnect(by);
            continue;
          }
          const fresh = { to: each.to ? { to: names[(by + each.to) % 3]! } : { group }, id: freshId() };
          const what = (each.act === 'again' && last.get(by)) || fresh;
          last.set(by, what);
          const { conversation, offset } = await send(clients[by]!, what.to, 'Hi', what.id);
          acked.push({ conversation, offset, by });
        }
        for (const [who, mine] of seen.entries()) {
          await reconnect(who);
          await reconnect(who);
          for (const [id, got] of mine) {
            assert.deepEqual(
              got,
              [...new Set(got)].toSorted((a, b) => a - b),
              'once, in order',
            );
            const others = acked.filter(({ conversation, by }) => conversation === id && by !== who);
            for (const { offset } of others)
              assert.ok(got.includes(offset), `${names[who]} has ${offset} of ${id}`);
          }
        }
        await engine.close();
      }),
      { ...replay, numRuns: 25 },
    ));
});
