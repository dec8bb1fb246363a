import { expect } from 'chai';
import { click } from '../../../test/support/click.ts';
import { person } from '../../../test/support/fake-transport.ts';
import { calm, fixture, one, texts, tidy, type TestRoom } from '../../../test/support/fixture.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { WireBan } from '../../protocol/moderation/moderation-endpoints.ts';

const markup = `<utd-bans><ul><template><li>
  <b data-utd-text="identity"></b><q data-utd-text="reason"></q>
  <time data-utd-attr-datetime="until"></time><button command="--unban">Let in</button>
</li></template></ul></utd-bans>`;

const ban = (identity: string, more: Partial<WireBan> = {}): WireBan => ({
  identity,
  room_name: 'lobby',
  reason: null,
  at: '2026-10-05T12:00:00Z',
  until: null,
  ...more,
});

/** A host's room, in which these are banned. */
async function withBans(bans: WireBan[], inner = markup) {
  const box = await fixture(`<test-room room="lobby">${inner}</test-room>`);
  const room = one<TestRoom>(box, 'test-room');
  room.edge.link.all = [person('me', { role: 'host' })];
  const pages: unknown[] = [];
  room.edge.answers.listBans = ({ query }) => {
    pages.push(query?.['page']);
    return { bans, page: 1, per_page: 50, total: bans.length };
  };
  room.edge.answers.ban = ({ body }) => {
    bans.unshift(ban((body as WireBan).identity));
    return bans[0];
  };
  room.edge.answers.unban = ({ body }) => {
    bans.splice(
      bans.findIndex(({ identity }) => identity === (body as WireBan).identity),
      1,
    );
  };
  room.appId = '1234567890';
  await calm();
  return { room, list: one(room, 'utd-bans'), bans, pages, shown: () => texts(room, 'li b') };
}

describe('a list of bans', () => {
  afterEach(tidy);

  it('shows who is kept out, what for and until when', async () => {
    const until = '2026-10-06T12:00:00.000Z';
    const { room, list, shown } = await withBans([ban('eve', { reason: 'Spam', until }), ban('mallory')]);
    expect(shown()).to.deep.equal(['eve', 'mallory']);
    expect(texts(room, 'q')).to.deep.equal(['Spam', '']);
    expect([...room.querySelectorAll('time')].map((each) => each.getAttribute('datetime'))).to.deep.equal([
      until,
      null,
    ]);
    expect(list.matches(':state(empty)')).to.equal(false);
  });

  it('lets somebody back in, and is read again after that and after a ban', async () => {
    const { room, list, shown } = await withBans([ban('eve')]);
    await click(one(room, 'li button'));
    expect(shown()).to.deep.equal([]);
    expect(list.matches(':state(empty)')).to.equal(true);
    await room.session.moderation.ban('mallory');
    await calm();
    expect(shown()).to.deep.equal(['mallory']);
    expect(list.matches(':state(empty)')).to.equal(false);
  });

  it('lets nobody in by a button from elsewhere in the page', async () => {
    const { room, shown } = await withBans([ban('eve')]);
    one(room, 'li').id = 'the-ban';
    const errors: string[] = [];
    room.addEventListener('utd-error', ({ detail }) => errors.push(detail.code));
    const box = await fixture('<button command="--unban" commandfor="the-ban">Let in</button>');
    await click(one(box, 'button'));
    expect([errors, shown()]).to.deep.equal([['forbidden'], ['eve']]);
  });

  it('is read anew with another role and another page, kept in an outage, and gone with the session', async () => {
    const { room, list, pages, shown } = await withBans([ban('eve')]);
    const before = pages.length;
    room.edge.link.show(person('me', { role: 'admin' }));
    await calm();
    one<HTMLElementTagNameMap['utd-bans']>(room, 'utd-bans').page = 2;
    await calm();
    expect(pages.slice(before)).to.deep.equal([1, 2]);
    room.edge.link.listener!.reconnecting();
    await calm();
    expect(shown()).to.deep.equal(['eve']);
    await room.session.leave();
    await calm();
    expect([shown(), list.matches(':state(empty)')]).to.deep.equal([[], true]);
  });

  it('that cannot be read is told', async () => {
    const box = await fixture(`<test-room room="lobby">${markup}</test-room>`);
    const room = one<TestRoom>(box, 'test-room');
    const errors: string[] = [];
    room.addEventListener('utd-error', ({ detail }) => errors.push(detail.code));
    room.edge.answers.listBans = () => Promise.reject(new UTDStreamError('unavailable', 'read'));
    room.appId = '1234567890';
    await calm();
    expect(errors).to.deep.equal(['unavailable']);
  });
});
