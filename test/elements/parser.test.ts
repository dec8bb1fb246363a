import { expect } from 'chai';
import { calm, fixture, one, roomWith, texts, tidy } from '../support/element/fixture.ts';

/** What is said on the console while the parser builds `markup`. */
async function warnings(markup: string): Promise<string[]> {
  const said: string[] = [];
  const { warn } = console;
  console.warn = (text: unknown) => said.push(String(text));
  try {
    await fixture(markup);
    await calm();
  } finally {
    console.warn = warn;
  }
  return said;
}

const room = (inner: string, more = '') => `<test-room manual ${more}>${inner}</test-room>`;
const seats = '<utd-seats><template><utd-seat></utd-seat></template></utd-seats>';

describe('what the parser takes apart', () => {
  afterEach(tidy);

  for (const [what, markup] of [
    ['a block in a paragraph', `<p>${room(`<div>${seats}</div>`)}</p>`],
    ['a form to join in a paragraph', `<p>${room('<form slot="join"><button>Join</button></form>')}</p>`],
    ['a row in a table', `<table>${room(`<tr><td>${seats}</td></tr>`)}</table>`],
    [
      'cells with buttons in a table',
      `<table>${room('<tr><td><button command="--leave">x</button>')}</table>`,
    ],
  ] as const)
    it(`is said on the console, once: ${what}`, async () => {
      const said = await warnings(markup);
      expect(said).to.have.length(1);
      expect(said[0]).to.match(
        /^<test-room> ends early, and what looks like its content stands behind it\. /,
      );
    });

  it('is said on the console once, where a list in a paragraph lost its template with the room', async () => {
    const list =
      '<utd-participants><ul><template><li data-utd-text="name"></li></template></ul></utd-participants>';
    const said = await warnings(`<p>${room(list)}</p>`);
    expect(said).to.have.length(1);
    expect(said[0]).to.contain('put a <div> around it, without empty lines inside');
  });

  it('is said on the console of a list alone, in a room that is whole', async () => {
    const list =
      '<utd-participants><ul><template><li data-utd-text="name"></li></template></ul></utd-participants>';
    const said = await warnings(`<div>${room(`<p>${list}</p>`)}</div>`);
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/^<utd-participants> ends early/);
  });

  for (const [what, markup] of [
    ['a room that is whole', `<div>${room(`<div>${seats}</div>`)}</div>`],
    [
      'an empty room before a button that names it',
      `${room('', 'id="r"')}<button commandfor="r" command="--leave">x</button>`,
    ],
    ['an empty room before a status that names it', `${room('', 'id="r"')}<utd-status for="r"></utd-status>`],
    ['an empty room before text', `<p>${room('')}</p><p>About us</p>`],
  ] as const)
    it(`is not suspected of ${what}`, async () => {
      expect(await warnings(markup)).to.deep.equal([]);
    });
});

describe('what the parser leaves whole', () => {
  afterEach(tidy);

  it('is a <ul> in a list, whose items stand in it', async () => {
    const box = await roomWith(
      '<utd-participants><ul><template><li data-utd-text="name"></template></ul></utd-participants>',
    );
    expect(texts(box, 'utd-participants > ul > li')).to.deep.equal(['ME']);
  });

  it('is a <table> in a list, whose rows stand in it', async () => {
    const box = await roomWith(
      `<utd-seats><table><tbody><template><tr><td data-utd-text="number"></td></tr></template></tbody></table></utd-seats>`,
    );
    expect(one(box, 'tbody').querySelectorAll(':scope > tr')).to.have.length(8);
    expect(texts(box, 'td')).to.deep.equal(['1', '2', '3', '4', '5', '6', '7', '8']);
  });
});
