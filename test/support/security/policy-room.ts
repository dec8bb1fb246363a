import type { Role } from '../../../src/protocol/role.ts';
import { startEngine } from '../journey/engine.ts';

export type Scene = 'request' | 'asked' | 'invited' | 'locked' | 'written';
type People = Awaited<ReturnType<typeof policyRoom>>;

/** Host at 0, speaker at 1, another at 2, a second admin at 3; one more who only listens. */
export async function policyRoom() {
  const { join } = await startEngine();
  const host = await join('host', { role: 'host' });
  const [speaker, other, listener] = [await join('speaker'), await join('other'), await join('listener')];
  const [admin, second, idle] = [await join('admin'), await join('second'), await join('idle')];
  for (const promoted of ['admin', 'second'])
    await host.as('PUT', `/participants/${promoted}/role`, { role: 'admin' });
  await host.as('POST', '/seats/0/take');
  await speaker.as('POST', '/seats/1/take');
  await other.as('POST', '/seats/2/take');
  await second.as('POST', '/seats/3/take');
  return { host, admin, speaker, listener, other, second, idle };
}

/** What has to be there first: done by somebody who may, and named in the path afterwards. */
export const scenes: Record<Scene, (people: People, role: Role) => Promise<Record<string, string>>> = {
  async request({ host }) {
    await host.as('POST', '/seats/setup', { seat_count: 8, seat_mode: 'request' });
    return {};
  },
  async asked(people, role) {
    await scenes.request(people, role);
    const { json } = await people.idle.as('POST', '/speakers/request');
    return { request: json.request_id };
  },
  async invited({ host, ...people }, role) {
    // The seated are invited by nobody, so that each gets up first.
    if (role !== 'host') await people[role].as('POST', '/seats/leave');
    const invited = { target_identity: role === 'host' ? 'idle' : role };
    const { json } = await host.as('POST', '/speakers/invite', invited);
    return { invitation: json.invitation_id };
  },
  async locked({ host }) {
    await host.as('PUT', '/comments/lock');
    return {};
  },
  async written(people, role) {
    const write = async (who: 'other' | Role) =>
      (await people[who].as('POST', '/chat', { text: 'Hello', message_id: `message-of-${who}-here` })).json
        .id;
    return { message: await write('other'), mine: await write(role) };
  },
};
