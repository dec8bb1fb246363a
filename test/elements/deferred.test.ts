/// <reference types="mocha" />
import { expect } from 'chai';
import { calm, fixture, one, TestRoom, texts, tidy } from '../support/element/fixture.ts';
import { TestSignal } from '../support/element/signal-fixture.ts';

const inner = `
  <form slot="join"><input name="name"><button>Join</button></form>
  <utd-seats>
    <template><utd-seat><b slot="taken" data-utd-text="name"></b><button slot="empty" command="--take">Sit</button></utd-seat></template>
  </utd-seats>
  <utd-seat index="0"><b data-utd-text="number">as written</b><utd-chat><i data-utd-text="number"></i></utd-chat></utd-seat>
  <utd-status><i data-utd-text="count"></i> people</utd-status>
  <button command="--leave-seat">Get up</button>`;

const attributes = 'app-id="1234567890" room="lobby"';

describe('Markup with defer-hydration', () => {
  afterEach(tidy);

  it('stays as a server wrote it, without a join, until the attribute is removed', async () => {
    const html = inner.replace(/<form.*form>/, '');
    const box = await fixture(`<test-room ${attributes} defer-hydration="">${html}</test-room>`);
    const room = one<TestRoom>(box, 'test-room');
    expect(room.outerHTML).to.equal(`<test-room ${attributes} defer-hydration="">${html}</test-room>`);
    room.name = 'Ada';
    await calm();
    expect(room.mints).to.equal(0);
    room.removeAttribute('defer-hydration');
    await calm();
    expect([room.dataset['connection'], room.mints]).to.deep.equal(['connected', 1]);
    expect(room.querySelectorAll('[data-utd-clone]')).to.have.length(8);
    expect(texts(room, 'i')).to.deep.equal(['1', '1']);
    expect(one(room, ':scope > button').dataset['utdBecause']).to.equal('not_seated');
  });

  it('begins too where Vue writes the attribute as "false"', async () => {
    const box = await fixture(`<test-room ${attributes} defer-hydration="true"></test-room>`);
    const room = one<TestRoom>(box, 'test-room');
    expect(room.mints).to.equal(0);
    room.setAttribute('defer-hydration', 'false');
    await calm();
    expect([room.dataset['connection'], room.mints]).to.deep.equal(['connected', 1]);
  });

  it('connects no plane until then', async () => {
    const box = await fixture('<test-signal token-url="/token" defer-hydration=""></test-signal>');
    const plane = one<TestSignal>(box, 'test-signal');
    expect([plane.dataset['state'], plane.asked]).to.deep.equal([undefined, []]);
    plane.removeAttribute('defer-hydration');
    await calm();
    expect([plane.dataset['state'], plane.asked]).to.deep.equal(['connected', ['/token']]);
  });

  for (const [what, opening] of [
    ['a list', '<utd-seats'],
    ['an item', '<utd-seat index'],
    ['a status', '<utd-status'],
    ['an element in an item', '<utd-chat'],
  ] as const)
    it(`stays in ${what} of a room that has joined`, async () => {
      const deferring = opening.replace(/^<[\w-]+/, '$& defer-hydration=""');
      const html = inner.replace(/<form.*form>/, '').replace(opening, deferring);
      const box = await fixture(`<test-room ${attributes}>${html}</test-room>`);
      const deferred = one(box, '[defer-hydration]');
      expect(html).to.contain(deferred.outerHTML);
      deferred.removeAttribute('defer-hydration');
      await calm();
      expect(html).not.to.contain(deferred.outerHTML);
      expect(box.querySelectorAll('[data-utd-clone]')).to.have.length(8);
      expect(texts(box, 'i')).to.deep.equal(['1', '1']);
    });

  it('waits for the outermost attribute, where components lose theirs from the inside outwards', async () => {
    const html = inner.replace(/<form.*form>/, '').replaceAll(/<(utd-\w+)/g, '<$1 defer-hydration=""');
    const box = await fixture(`<test-room ${attributes} defer-hydration="">${html}</test-room>`);
    for (const each of [...box.querySelectorAll('[defer-hydration]')].reverse()) {
      expect(one<TestRoom>(box, 'test-room').mints).to.equal(0);
      each.removeAttribute('defer-hydration');
      await calm();
    }
    expect(one<TestRoom>(box, 'test-room').mints).to.equal(1);
    expect(texts(box, 'i')).to.deep.equal(['1', '1']);
  });
});
