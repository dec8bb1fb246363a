import { ContextEvent, ContextRoot } from '@lit/context';
import { expect } from 'chai';
import { audioRoomContext } from '../../src/elements/audio-room/audio-room-context.ts';
import { sessionContext } from '../../src/elements/base/session-context.ts';
import { calm, fixture, one, roomWith, tidy, type TestRoom } from '../support/element/fixture.ts';

const status = (more = '') => `<utd-status ${more}><b data-utd-text="room"></b></utd-status>`;
const shows = (root: ParentNode) => one(root, 'b').textContent;

/** A shadow root of the page with this in it. */
async function rootWith(markup: string, mode: ShadowRootMode = 'open'): Promise<ShadowRoot> {
  const root = one(await fixture('<div></div>'), 'div').attachShadow({ mode });
  root.innerHTML = markup;
  await calm();
  return root;
}

const far = (room: string) => `<test-room id="far" app-id="1234567890" room="${room}"></test-room>`;

describe('a consumer that looks for its session', () => {
  afterEach(tidy);

  it('by for, looks in its own root first', async () => {
    await fixture(far('outside'));
    expect(shows(await rootWith(status('for="far"') + far('inside')))).to.equal('inside');
  });

  it('by for, looks in the document where its own root has none', async () => {
    await fixture(far('outside'));
    expect(shows(await rootWith(status('for="far"')))).to.equal('outside');
  });

  it('by for, asks at the target, so that a provider around it is not asked', async () => {
    const asked: string[] = [];
    const note = (event: Event) => {
      const { context, target } = event as ContextEvent<typeof sessionContext>;
      if (context === sessionContext) asked.push((target as Element).id);
    };
    await fixture(far('outside'));
    document.addEventListener('context-request', note, true);
    await roomWith(status('for="far"'), 'manual id="near"');
    document.removeEventListener('context-request', note, true);
    expect(asked).to.deep.equal(['far']);
    expect(shows(document)).to.equal('outside');
  });

  it('by for, finds an element that gets its id after the insertion', async () => {
    const box = await fixture(status('for="far"') + far('late').replace('id="far"', ''));
    expect(shows(box)).to.equal('');
    one(box, 'test-room').id = 'far';
    await calm();
    expect(shows(box)).to.equal('late');
  });

  it('by for, follows an id that moves on to another element', async () => {
    const box = await fixture(status('for="far"') + far('one') + far('two').replace('"far"', '"near"'));
    const [first, second] = [...box.querySelectorAll('test-room')];
    first!.id = '';
    second!.id = 'far';
    await calm();
    expect(shows(box)).to.equal('two');
    second!.id = '';
    await calm();
    expect(shows(box)).to.equal('');
  });

  it('by for, follows to an element that replaces another, and until then shows the one that was removed', async () => {
    const box = await fixture(status('for="far"') + far('one'));
    const [first, next] = [one(box, 'test-room'), document.createElement('div')];
    first.remove();
    await calm();
    expect(shows(box)).to.equal('one');
    next.innerHTML = far('two');
    box.append(next);
    await calm();
    expect(shows(box)).to.equal('two');
  });

  for (const mode of ['open', 'closed'] as const)
    it(`by for, finds an element that comes late into its own ${mode} shadow root`, async () => {
      const root = await rootWith(`${status('for="far"')}<div></div>`, mode);
      one(root, 'div').innerHTML = far('inside');
      await calm();
      expect(shows(root)).to.equal('inside');
    });

  it('needs nobody else to find a provider that comes late, and follows it once where two roots answer', async () => {
    const roots = new ContextRoot();
    roots.attach(document.body);
    const box = await fixture(`<late-one app-id="1234567890" room="late">${status()}</late-one>`);
    const element = one<HTMLElementTagNameMap['utd-status']>(box, 'utd-status');
    let followed = 0;
    const { follow } = element as unknown as { follow(): void };
    Object.assign(element, {
      follow() {
        followed++;
        follow.call(element);
      },
    });
    const { TestRoom } = await import('../support/element/fixture.ts');
    customElements.define('late-one', class extends TestRoom {});
    await calm();
    roots.detach(document.body);
    expect([shows(box), followed]).to.deep.equal(['late', 1]);
  });

  it('is found by an element of the page that asks by the same context', async () => {
    const room: TestRoom = await roomWith('<i></i>');
    const given: unknown[] = [];
    const i = one(room, 'i');
    i.dispatchEvent(new ContextEvent(audioRoomContext, i, (session) => given.push(session)));
    expect([given.length, given[0] === room.session]).to.deep.equal([1, true]);
  });
});
