import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { times } from '../../src/protocol/constants.ts';
import { RoomName } from '../../src/protocol/names.ts';
import { InviteRole } from '../../src/protocol/moderation/moderation-endpoints.ts';
import type { Installation } from '../core/config.ts';
import { systemClock, type Clock } from '../core/clock.ts';
import { tokens } from '../auth/tokens.ts';

const day = 24 * 3_600_000;

const usage = `npm run engine -- invite <room> [--role host|admin|speaker] [--page <address>] [--days <n>] [--app <id>]`;

/** An error for a person at a command line. */
const wrong = (what: string) => new Error(`Could not make a link: ${what}\n${usage}`);

/**
 * `npm run engine -- invite lobby --role host`: a signed invite link, for a host without a backend. Each person who opens
 * the link has the role in the room, until the link expires. The command needs the folder of the engine.
 *
 * @returns the link. @throws {Error} with a sentence
 */
export async function inviteCommand(
  args: readonly string[],
  { apps, secret }: Installation,
  clock: Clock = systemClock,
): Promise<string> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      role: { type: 'string', default: 'host' },
      page: { type: 'string', default: 'http://127.0.0.1:8080/audio-room.html' },
      days: { type: 'string', default: String(times.invite / day) },
      app: { type: 'string', default: apps[0]!.id },
    },
  });
  const room = v.safeParse(RoomName, positionals[0]);
  if (!room.success) throw wrong(room.issues[0].message);
  const role = v.safeParse(InviteRole, values.role);
  if (!role.success) throw wrong('a role is host, admin or speaker.');
  const days = Number(values.days);
  if (!(days > 0 && days <= 366)) throw wrong('a link is good for at most 366 days.');
  if (!apps.some(({ id }) => id === values.app)) throw wrong(`there is no app '${values.app}'.`);
  if (!URL.canParse(values.page)) throw wrong(`'${values.page}' is no address of a page.`);
  const expires = clock.now() + days * day;
  const asked = { app: values.app, room: room.output, role: role.output, expires };
  const page = new URL(values.page);
  page.hash = `utd-invite=${await tokens({ secret, livekitKey: '', livekitSecret: '', clock }).invite(asked)}`;
  return page.href;
}
