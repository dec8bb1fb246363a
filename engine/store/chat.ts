import { keptMessages } from '../../src/protocol/constants.ts';
import type { ChatRow } from '../model/chat-row.ts';
import type { Connection } from './database.ts';
import type { Store } from './store.ts';

type Chat = Pick<Store, 'sentBefore' | 'chatMessage' | 'saveMessage' | 'chat' | 'chatState'>;

const parsed = (found: { row: string } | null): ChatRow | null => (found ? JSON.parse(found.row) : null);

/** What was written in rooms. It ends with the room. */
export const chat = ({ run, one, all }: Connection): Chat => ({
  sentBefore: ({ app, name }, sender, messageId) =>
    parsed(
      one(
        'select row from chat where app = ? and room = ? and sender = ? and message = ?',
        app,
        name,
        sender,
        messageId,
      ),
    ),
  chatMessage: ({ app, name }, id) =>
    parsed(one('select row from chat where app = ? and room = ? and id = ?', app, name, id)),
  saveMessage({ app, name }, row) {
    run(
      'insert or replace into chat (app, room, seq, id, sender, message, removed, row) values (?, ?, ?, ?, ?, ?, ?, ?)',
      app,
      name,
      row.seq,
      row.id,
      row.sender,
      row.messageId,
      Number(row.removedBy !== undefined),
      JSON.stringify(row),
    );
    run('delete from chat where app = ? and room = ? and seq <= ?', app, name, row.seq - keptMessages);
  },
  chat({ app, name }, { before = Number.MAX_SAFE_INTEGER, after, limit }) {
    const rows = all<{ row: string }>(
      after === undefined
        ? 'select row from chat where app = ? and room = ? and seq < ? order by seq desc limit ?'
        : 'select row from chat where app = ? and room = ? and seq > ? order by seq limit ?',
      app,
      name,
      after ?? before,
      limit,
    ).map((each) => parsed(each)!);
    return after === undefined ? rows.reverse() : rows;
  },
  chatState: ({ app, name }) => ({
    seq:
      one<{ seq: number | null }>('select max(seq) as seq from chat where app = ? and room = ?', app, name)
        ?.seq ?? 0,
    removed: all<{ id: string }>(
      'select id from chat where app = ? and room = ? and removed = 1',
      app,
      name,
    ).map(({ id }) => id),
  }),
});
