import { expect } from 'chai';
import { person } from '../support/fakes/fake-transport.ts';
import { calm, fixture, one, roomWith, tidy } from '../support/element/fixture.ts';
import { filmWith, sending, until } from '../support/element/film-fixture.ts';
import { planeWith } from '../support/element/signal-fixture.ts';
import { loadSecondCopy } from '../support/element/load-second-copy.ts';

/** How many are still in memory, once the collector has had its time. `gc` is of `--js-flags=--expose-gc`. */
async function left(gone: readonly WeakRef<Element>[]): Promise<number> {
  const { gc } = globalThis as { gc?: (how: { type: 'major'; execution: 'async' }) => Promise<void> };
  if (!gc) throw new Error('Start the browser with --js-flags=--expose-gc.');
  let count = Infinity;
  for (let round = 0; round < 40 && count >= 5; round++) {
    // In a task of its own: what `deref` has answered is held until the task that asked is over.
    await new Promise((resolve) => setTimeout(resolve, 50));
    // From the event loop, where there is no stack: what old frames still point at would count as used.
    await gc({ type: 'major', execution: 'async' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    count = gone.filter((each) => each.deref()).length;
  }
  return count;
}

describe('what was taken out of the page', () => {
  afterEach(tidy);

  it('is not kept: a thousand people come and go', async () => {
    const room = await roomWith(`
      <utd-participants><template>
        <utd-participant><b data-utd-text="name"></b><button command="--leave">x</button></utd-participant>
      </template></utd-participants>`);
    const gone: WeakRef<Element>[] = [];
    for (let round = 0; round < 10; round++) {
      room.edge.link.show(
        person('me'),
        ...Array.from({ length: 100 }, (_, index) => person(`p${round}-${index}`)),
      );
      await calm();
      for (const element of [...room.querySelectorAll('utd-participant')].slice(1))
        gone.push(new WeakRef(element));
    }
    room.edge.link.show(person('me'));
    await calm();
    expect(gone).to.have.length(1000);
    expect(await left(gone)).to.be.lessThan(5);
  });

  it('is not kept: five hundred pictures come and go', async () => {
    const film = await filmWith(
      '<utd-participants><template><utd-video></utd-video></template></utd-participants>',
    );
    const { link } = film.edge;
    const gone: WeakRef<Element>[] = [];
    for (let round = 0; round < 10; round++) {
      const people = Array.from({ length: 50 }, (_, index) => `p${round}-${index}`);
      link.videos = [];
      for (const each of people.slice(0, 3)) link.picture(each);
      link.show(person('me'), ...people.map((each) => sending(each, 'camera')));
      await calm();
      const first = [...film.querySelectorAll('utd-video')][1]!;
      await until(() => first.matches(':state(live)'), 'a picture is live');
      for (const element of [...film.querySelectorAll('utd-video')].slice(1)) gone.push(new WeakRef(element));
    }
    link.videos = [];
    link.show(person('me'));
    await calm();
    expect(gone).to.have.length(500);
    expect(await left(gone)).to.be.lessThan(5);
  });

  it('is not kept: five hundred conversations with their presence are opened and closed', async () => {
    const signal = await planeWith('<p></p>');
    const gone: WeakRef<Element>[] = [];
    for (let round = 0; round < 10; round++) {
      const box = one(signal, 'p');
      box.innerHTML =
        '<utd-conversation with="ada"><utd-presence></utd-presence><utd-messages><template><b></b></template></utd-messages></utd-conversation>'.repeat(
          50,
        );
      await calm();
      signal.say('ada', `Hello ${round}`);
      await calm();
      for (const element of box.children) gone.push(new WeakRef(element));
      box.replaceChildren();
      await calm();
    }
    expect(gone).to.have.length(500);
    expect(await left(gone)).to.be.lessThan(5);
  });

  // Their templates follow signals; the directive `watch` of @lit-labs/signals would keep them all.
  it('is not kept: a thousand seats come and go', async () => {
    const room = await roomWith('<p></p>');
    const gone: WeakRef<Element>[] = [];
    for (let round = 0; round < 10; round++) {
      const box = one(room, 'p');
      box.innerHTML = '<utd-seat index="0"><b slot="taken">taken</b></utd-seat>'.repeat(100);
      await calm();
      room.edge.push(0, { identity: round % 2 ? null : 'ada' });
      await calm();
      for (const element of box.children) gone.push(new WeakRef(element));
      box.replaceChildren();
    }
    await calm();
    expect(gone).to.have.length(1000);
    expect(await left(gone)).to.be.lessThan(5);
  });

  it('is not kept: rooms come and go', async () => {
    const gone: WeakRef<Element>[] = [];
    for (let round = 0; round < 50; round++) {
      const room = await roomWith('<utd-seats><template><utd-seat></utd-seat></template></utd-seats>');
      const { edge } = room;
      gone.push(new WeakRef<Element>(room));
      room.parentElement!.remove();
      await edge.clock.pass(0);
      await tidy();
    }
    expect(await left(gone)).to.be.lessThan(5);
  });
});

describe('defining twice', () => {
  it('registers nothing the second time, and throws nothing', async () => {
    const first = customElements.get('utd-seat');
    await (await loadSecondCopy()).define();
    expect(customElements.get('utd-seat')).to.equal(first);
  });

  it('says once which version won', async () => {
    const mark = Symbol.for('utd-stream-elements');
    const page = globalThis as { [mark]?: { version: string } };
    const won = page[mark]!;
    page[mark] = { version: '0.0.1' };
    const { register } = await loadSecondCopy();
    const said: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => text.startsWith('utd') && said.push(text); // lit has a word of its own
    for (let time = 0; time < 2; time++) register({});
    console.warn = warn;
    page[mark] = won;
    expect(said).to.deep.equal([
      `utd-stream-elements ${won.version} was not registered: 0.0.1 came first in this page.`,
    ]);
  });

  it('shows nothing that is not defined yet', async () => {
    const css = await (await fetch('/src/utd.css')).text();
    const style = new CSSStyleSheet();
    style.replaceSync(css);
    const selector = (style.cssRules[0] as CSSStyleRule).selectorText;
    const box = await fixture('<utd-seat></utd-seat>');
    expect(one(box, 'utd-seat').matches(selector)).to.equal(false);
    expect(selector).to.include('utd-participants');
  });
});
