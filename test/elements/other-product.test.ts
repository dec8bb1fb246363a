import { expect } from 'chai';
import { click } from '../support/click.ts';
import { FakeChat } from '../support/fake-chat.ts';
import { person } from '../support/fake-transport.ts';
import { FilmProvider } from '../support/film-provider.ts';
import { calm, fixture, one, texts, tidy } from '../support/fixture.ts';

/** A joined film with `inner` in it. */
async function filmWith(inner: string): Promise<FilmProvider> {
  const markup = `<test-film app-id="1234567890" room="lobby" manual>${inner}</test-film>`;
  const film = one<FilmProvider>(await fixture(markup), 'test-film');
  const chat = new FakeChat(film.edge);
  chat.write('Hello');
  film.edge.link.all = [person('me'), person('ada')];
  await film.session.join();
  await calm();
  return film;
}

const errorsOf = (film: FilmProvider): string[] => {
  const codes: string[] = [];
  film.addEventListener('utd-error', ({ detail }) => codes.push(detail.code));
  return codes;
};

describe('in a session of another product than those of the package', () => {
  afterEach(tidy);

  it('the status binds what every session has, and nothing of seats', async () => {
    const bound = ['connection', 'room', 'name', 'count', 'waiting'];
    const status = bound.map((field) => `<b data-utd-text="${field}"></b>`).join('');
    const film = await filmWith(`<utd-status>${status}</utd-status>`);
    expect(texts(film, 'b')).to.deep.equal(['connected', 'lobby', 'ME', '2', '']);
    expect([film.dataset['connection'], film.dataset['role']]).to.deep.equal(['connected', 'listener']);
  });

  it('messages come and are sent', async () => {
    const film = await filmWith(`
      <utd-messages><template><p data-utd-text="text"></p></template></utd-messages>
      <utd-chat><form><input name="text"><button>Send</button></form></utd-chat>`);
    expect(texts(film, 'p')).to.deep.equal(['Hello']);
    one<HTMLInputElement>(film, 'input').value = 'Good evening';
    await click(one(film, 'button'));
    expect(texts(film, 'p')).to.deep.equal(['Hello', 'Good evening']);
    expect(one<HTMLInputElement>(film, 'input').value).to.equal('');
  });

  it('participants know the commands of every session, and none of seats', async () => {
    const film = await filmWith(`
      <utd-participants><template>
        <utd-participant>
          <i data-utd-text="name"></i>
          <button command="--mute-for-me">Mute</button> <button command="--invite-to-speak">Invite</button>
        </utd-participant>
      </template></utd-participants>`);
    expect(texts(film, 'i')).to.deep.equal(['ME', 'ADA']);
    const [mute, invite] = film.querySelectorAll<HTMLButtonElement>('utd-participant:last-of-type button');
    await click(mute!);
    expect(film.session.audio.volumes.get().get('ada')).to.equal(0);
    expect(invite!.hasAttribute('data-utd-because')).to.equal(false);
  });

  it('devices are listed and chosen', async () => {
    const film = await filmWith('<utd-devices><select></select></utd-devices>');
    expect(texts(film, 'option')).to.deep.equal(['The built-in', 'The headset']);
    const select = one<HTMLSelectElement>(film, 'select');
    select.value = 'headset';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await calm();
    expect(film.edge.machine.chosen).to.equal('headset');
  });

  it('buttons do the commands of every session, and a seat stays empty', async () => {
    const film = await filmWith(`
      <utd-seat index="0"><b slot="empty">Free</b></utd-seat>
      <button command="--take-seat" value="0">Sit</button> <button command="--leave">Leave</button>`);
    const errors = errorsOf(film);
    expect(one(film, 'utd-seat').dataset['utdState']).to.equal('empty');
    const [sit, leave] = film.querySelectorAll('button');
    await click(sit!);
    await click(leave!);
    expect([film.dataset['connection'], film.dataset['ended'], errors]).to.deep.equal([
      'disconnected',
      'left',
      [],
    ]);
  });
});
