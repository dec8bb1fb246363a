import { createHash } from 'node:crypto';
import { mostMembers } from '../../src/protocol/constants.ts';
import { randomId } from '../../src/protocol/random-id.ts';
import type { AckOf, ClientData } from '../../src/protocol/signalling/client-frames.ts';
import { directConversation, groupId } from '../../src/protocol/signalling/conversation.ts';
import { frameText } from '../../src/protocol/signalling/server-frames.ts';
import { Refusal } from '../core/refusal.ts';
import type { ConversationRow } from '../model/conversation-row.ts';
import type { RoomTransaction } from '../room/commit.ts';
import type { StoreQueries } from '../store/queries/queries.ts';
import { notInside, type ConversationsDeps } from './conversations.ts';
import type { Caller } from './signal-deps.ts';

type GroupsDeps = Pick<ConversationsDeps, 'rooms' | 'bus' | 'clock'>;

/** The id of a group that a repeated frame finds again. The id cannot be guessed. */
const idOf = ({ app, identity }: Caller, clientId: string | undefined): string =>
  groupId(
    clientId === undefined
      ? randomId()
      : createHash('sha256')
          .update(JSON.stringify([app, identity, clientId]))
          .digest('hex')
          .slice(0, 32),
  );

function refuseCrowd(people: ReadonlySet<string>): void {
  if (people.size > mostMembers)
    throw new Refusal(
      'invalid_request',
      `Could not change the group: it would have ${people.size} people, and ${mostMembers} is the most.`,
      { field: 'members' },
    );
}

async function refuseBlockers(
  tx: StoreQueries,
  { app, identity }: Caller,
  added: readonly string[],
): Promise<void> {
  const [blocker] = await tx.blockersOf(app, identity, added);
  if (blocker !== undefined)
    throw new Refusal('forbidden', `Could not change the group: '${blocker}' cannot be added by you.`);
}

/** Makes groups, and says who is in them; and keeps blocks. */
export class Groups {
  readonly #deps: GroupsDeps;

  constructor(deps: GroupsDeps) {
    this.#deps = deps;
  }

  async create(
    caller: Caller,
    { name, members, client_id: clientId }: ClientData<'group.create'>,
  ): Promise<AckOf<'group.create'>> {
    const { app, identity } = caller;
    const people = new Set([identity, ...members]);
    refuseCrowd(people);
    const id = idOf(caller, clientId);
    await this.#deps.rooms.transaction({ app, room: id }, async (transaction) => {
      const { tx } = transaction;
      if (await tx.findConversation(app, id)) return;
      await refuseBlockers(tx, caller, members);
      const at = this.#deps.clock.now();
      const row: ConversationRow = { app, id, name, creator: identity, newest: 0, at };
      await tx.createConversation(row);
      await tx.addMembers(row, [...people]);
      this.#tell(transaction, caller, row, [...people], [...people]);
    });
    return { conversation: id };
  }

  /** The creator manages the group, and everybody can leave. Behind a creator who leaves, the next person manages. */
  async change(
    caller: Caller,
    { group, add, remove }: ClientData<'group.members'>,
  ): Promise<AckOf<'group.members'>> {
    const { app, identity } = caller;
    return this.#deps.rooms.transaction({ app, room: group }, async (transaction) => {
      const { tx } = transaction;
      const found = await tx.findConversation(app, group);
      const before = (await tx.membersOf(app, [group])).map((member) => member.identity);
      if (!found || !before.includes(identity)) throw notInside('change the group');
      const leaves = !add.length && remove.every((each) => each === identity);
      if (found.creator !== identity && !leaves)
        throw new Refusal('forbidden', 'Could not change the group: its creator does that. Ask them.');
      await refuseBlockers(tx, caller, add);
      const after = new Set([...before, ...add]);
      for (const each of remove) after.delete(each);
      refuseCrowd(after);
      await tx.addMembers(
        found,
        [...after].filter((each) => !before.includes(each)),
      );
      await tx.removeMembers(
        found,
        before.filter((each) => !after.has(each)),
      );
      const [next] = after;
      const creator = after.has(found.creator ?? '') ? found.creator : (next ?? null);
      if (creator !== null && creator !== found.creator) await tx.setCreator(found, creator);
      const now = { ...found, creator };
      this.#tell(transaction, caller, now, [...after], [...new Set([...before, ...after])]);
      return { members: [...after].sort() };
    });
  }

  /** A blocked person sends this person no direct message, and learns nothing of their presence. */
  async block(
    caller: Caller,
    { identity: blocked, on }: ClientData<'block.set'>,
  ): Promise<AckOf<'block.set'>> {
    const { app, identity } = caller;
    if (blocked === identity)
      throw new Refusal('invalid_request', 'Could not block: it is yourself. Name another person.', {
        field: 'identity',
      });
    // In the line of their conversation: no message that is sent later overtakes the block.
    const room = directConversation(identity, blocked);
    await this.#deps.rooms.transaction({ app, room }, async (transaction) => {
      await transaction.tx.setBlock(app, identity, blocked, on);
      transaction.afterCommit(() =>
        this.#deps.bus.publish({ app, identity: blocked, channel: 'devices' }, { review: true }),
      );
    });
    return {};
  }

  /** @param to the members, and the people who were */
  #tell(
    transaction: RoomTransaction,
    { device }: Caller,
    { app, id, name, creator }: ConversationRow,
    members: readonly string[],
    to: readonly string[],
  ): void {
    const frame = frameText('group', {
      conversation: id,
      name: name ?? '',
      creator: creator ?? '',
      members: [...members].sort(),
    });
    transaction.afterCommit(() => {
      for (const identity of to) {
        const address = { app, identity, channel: 'devices' } as const;
        this.#deps.bus.publish(address, { frame, except: device });
        if (!members.includes(identity)) this.#deps.bus.publish(address, { review: true });
      }
    });
  }
}
