import { expect } from 'chai';
import { click } from '../../../test/support/element/click.ts';
import { calm, one, texts, tidy } from '../../../test/support/element/fixture.ts';
import { streamWith, type TestStream } from '../../../test/support/element/stream-fixture.ts';
import type { StreamPlatform } from '../../../test/support/fakes/streaming.ts';

const list = `<utd-participants only="audience"><ul>
  <template><li><b data-utd-text="name"></b><utd-participant><button command="--kick">Out</button></utd-participant></li></template>
  </ul><button command="--load-more">More</button></utd-participants>`;

const viewer = (identity: string) => ({
  identity,
  name: identity.toUpperCase(),
  avatar: null,
  role: 'audience',
  attributes: {},
});

/** An engine with these viewers, two a page. */
function serve(edge: StreamPlatform, ...identities: string[]): void {
  edge.count = identities.length + 1;
  edge.answers.listByRole = ({ query }) => {
    const begin = Number(query!['cursor'] ?? 0);
    const next = begin + 2 < identities.length ? String(begin + 2) : null;
    const participants = identities.slice(begin, begin + 2).map(viewer);
    return { participants, next, total: identities.length, page: 1, per_page: 2 };
  };
}

/** The observer of a browser tells a frame later what is on screen. */
async function frame(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await calm();
}

const reads = ({ edge }: TestStream) => edge.calls.filter(({ name }) => name === 'listByRole').length;
const more = (stream: TestStream) => one<HTMLButtonElement>(stream, '[command="--load-more"]');

describe('The list of viewers', () => {
  afterEach(tidy);

  it('shows the newest page, and the next by a button, until there are no more', async () => {
    const stream = await streamWith(list, 'host', (edge) => serve(edge, 'eve', 'dan', 'cleo'));
    await frame();
    expect(texts(stream, 'b')).to.deep.equal(['EVE', 'DAN']);
    expect(stream.edge.calls.find(({ name }) => name === 'listByRole')!.request.query).to.deep.equal({
      role: 'audience',
      page: undefined,
      order: 'newest',
      cursor: undefined,
    });
    await click(more(stream));
    await calm();
    expect(texts(stream, 'b')).to.deep.equal(['EVE', 'DAN', 'CLEO']);
    expect(more(stream).dataset['utdBecause']).to.equal('not_found');
  });

  it('drops at once a viewer who left or came on stage, and moderates those who stay', async () => {
    const stream = await streamWith(list, 'host', (edge) => serve(edge, 'eve', 'dan'));
    await frame();
    stream.edge.counts(2, { left: ['dan'] });
    await calm();
    expect(texts(stream, 'b')).to.deep.equal(['EVE']);
    stream.edge.answers.kick = () => undefined;
    await click(one<HTMLButtonElement>(stream, '[command="--kick"]'));
    await calm();
    expect(stream.edge.calls.at(-1)).to.deep.include({ name: 'kick' });
    stream.edge.puts('eve');
    stream.edge.tell();
    await calm();
    expect(texts(stream, 'b')).to.deep.equal([]);
  });

  it('is read once for much news, and not while nobody sees it', async () => {
    const stream = await streamWith(`<details><summary>Who</summary>${list}</details>`, 'host', (edge) =>
      serve(edge, 'eve', 'dan'),
    );
    await frame();
    expect(reads(stream)).to.equal(0);
    one<HTMLDetailsElement>(stream, 'details').open = true;
    await frame();
    expect(reads(stream)).to.equal(1);
    for (let count = 3; count < 30; count++) stream.edge.counts(count);
    await frame();
    expect(reads(stream)).to.equal(1);
  });

  it('is read by those who moderate viewers, and by no viewer', async () => {
    const stream = await streamWith(list, 'audience', (edge) => serve(edge, 'eve', 'dan'));
    await frame();
    stream.edge.counts(9);
    await frame();
    expect([reads(stream), texts(stream, 'b')]).to.deep.equal([0, []]);
  });
});
