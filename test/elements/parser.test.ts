import { expect } from 'chai';
import { calm, fixture, one, roomWith, texts, tidy } from '../support/element/fixture.ts';

/** What is said on the console while the parser builds `markup`. */
async function warnings(markup: string, ms = 0): Promise<string[]> {
  const said: string[] = [];
  const { warn } = console;
  console.warn = (text: unknown) => said.push(String(text));
  try {
    await fixture(markup);
    await calm();
    if (ms) await new Promise((resolve) => setTimeout(resolve, ms));
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

  const inPlane = (inner: string) => `<div><utd-signal manual>${inner}</utd-signal></div>`;
  const inRoom = (inner: string) => `<div>${room(inner)}</div>`;

  for (const [tag, markup] of [
    [
      'utd-signal',
      '<p><utd-signal manual><br><div><utd-presence identity="ben"></utd-presence></div></utd-signal></p>',
    ],
    [
      'utd-client',
      '<p><utd-client app-id="1234567890"><div><utd-audio-room room="x" manual></utd-audio-room></div></utd-client></p>',
    ],
    ['utd-chat', inRoom('<p><utd-chat><form><input name="text"></form></utd-chat></p>')],
    ['utd-status', inRoom('<p><utd-status><p><b data-utd-text="count"></b> people</p></utd-status></p>')],
    ['utd-seat', inRoom('<p><utd-seat index="1"><div slot="taken">Taken</div></utd-seat></p>')],
    [
      'utd-participant',
      inRoom('<p><utd-participant identity="me"><p data-utd-text="name"></p></utd-participant></p>'),
    ],
    [
      'utd-conversation',
      inPlane('<p><utd-conversation with="ben"><form><input name="text"></form></utd-conversation></p>'),
    ],
    [
      'utd-conversations',
      inPlane('<p><utd-conversations><ul><template><li></li></template></ul></utd-conversations></p>'),
    ],
  ] as const)
    it(`is said on the console of <${tag}> in a paragraph, once`, async () => {
      const said = await warnings(markup);
      expect(said).to.have.length(1);
      expect(said[0]).to.match(new RegExp(`^<${tag}> ends early`));
    });

  for (const [what, markup] of [
    [
      'a picture or a dot of presence in a paragraph',
      inPlane(
        '<p><utd-presence identity="ben"></utd-presence><utd-video></utd-video></p><p data-utd-text="name"></p>',
      ),
    ],
    ['a status of words alone', inRoom('<p><utd-status>Welcome</utd-status></p><p slot="ended">Bye</p>')],
    [
      'a status that has its bindings',
      inRoom('<p><utd-status><b data-utd-text="count"></b></utd-status></p><p slot="ended">Bye</p>'),
    ],
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

describe('a list whose template a sanitiser has removed', () => {
  afterEach(tidy);

  const item = '<utd-seat><b slot="taken" data-utd-text="name"></b></utd-seat>';
  const warningsOf = (inner: string) =>
    warnings(`<div><test-room app-id="1234567890" room="lobby">${inner}</test-room></div>`, 2_100);

  it('says so once', async () => {
    const said = await warningsOf(`<utd-seats>${item}</utd-seats>`);
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/^<utd-seats> has no <template>, and so shows no items\. /);
  });

  it('is not taken for a list that holds the items of its author, or nothing', async () => {
    const own = `<utd-seats>${item}${item.replace('>', ' index="1">')}</utd-seats>`;
    expect(await warningsOf(`${own}<utd-requests id="requests"></utd-requests>`)).to.deep.equal([]);
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
