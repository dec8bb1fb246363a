import { expect } from 'chai';
import { click } from '../../../test/support/element/click.ts';
import { calm, one, texts, tidy } from '../../../test/support/element/fixture.ts';
import { streamWith, type TestStream } from '../../../test/support/element/stream-fixture.ts';

const button = (root: ParentNode, command: string) =>
  one<HTMLButtonElement>(root, `button[command="${command}"]`);
const open = ({ edge }: TestStream) =>
  edge.tracks.filter(({ stopped }) => !stopped).map(({ source }) => source);
const calls = ({ edge }: TestStream) =>
  edge.calls.map(({ name }) => name).filter((name) => !['mint', 'readRoom', 'leaveRoom'].includes(name));
const errorsOf = (stream: TestStream) => {
  const codes: string[] = [];
  stream.addEventListener('utd-error', ({ detail }) => codes.push(detail.code));
  return codes;
};

const hosting = `
  <button command="--preview">Preview</button><button command="--go-live">Go</button>
  <button command="--end-live">End</button>
  <utd-status><time data-utd-text="liveStartedAt" data-utd-attr-datetime="liveStartedAt"></time>
    <i data-utd-text="viewers"></i></utd-status>`;

describe('A live stream as markup', () => {
  afterEach(tidy);

  it('previews, goes live and ends by three buttons, and shows it', async () => {
    const stream = await streamWith(hosting, 'host', (edge) => (edge.count = 8));
    expect(button(stream, '--end-live').dataset['utdBecause']).to.equal('not_found');
    await click(button(stream, '--preview'));
    expect([open(stream), button(stream, '--preview').ariaPressed]).to.deep.equal([
      ['microphone', 'camera'],
      'true',
    ]);
    expect(stream.matches(':state(live)')).to.equal(false);
    stream.edge.grantAll(true);
    await click(button(stream, '--go-live'));
    await calm();
    expect(stream.matches(':state(live)')).to.equal(true);
    expect(stream.edge.link.published.map(({ source }) => source)).to.deep.equal(['microphone', 'camera']);
    expect(one(stream, 'time').getAttribute('datetime')).to.equal('2026-01-01T12:00:00.000Z');
    expect(texts(stream, 'i')).to.deep.equal(['7']);
    await click(button(stream, '--end-live'));
    await calm();
    expect([open(stream), stream.matches(':state(live)')]).to.deep.equal([[], false]);
  });

  it('opens nothing for a click that a script made up', async () => {
    const stream = await streamWith(hosting);
    const errors = errorsOf(stream);
    button(stream, '--preview').click();
    button(stream, '--go-live').click();
    await calm();
    expect([open(stream), calls(stream), errors]).to.deep.equal([[], [], ['forbidden', 'forbidden']]);
  });

  it('is ended from inside alone', async () => {
    const stream = await streamWith(hosting);
    stream.id = 'show';
    stream.edge.goes(true);
    stream.edge.tell();
    const outside = document.createElement('button');
    outside.setAttribute('command', '--end-live');
    outside.setAttribute('commandfor', 'show');
    document.body.append(outside);
    const errors = errorsOf(stream);
    await click(outside);
    await calm();
    outside.remove();
    expect([calls(stream), errors]).to.deep.equal([[], ['forbidden']]);
  });

  it('lets a viewer ask, take the request back, and ask again; an approval opens both', async () => {
    const stream = await streamWith(
      '<button command="--request-stage">Ask</button><button command="--cancel-request">Back</button><button command="--leave-stage">Leave</button>',
      'audience',
      (edge) => edge.goes(true),
    );
    const { edge } = stream;
    await click(button(stream, '--request-stage'));
    await calm();
    expect(button(stream, '--request-stage').dataset['utdBecause']).to.equal('already_requested');
    await click(button(stream, '--cancel-request'));
    edge.tell();
    edge.tellRequest('_cancelled', 'me');
    await calm();
    await click(button(stream, '--request-stage'));
    await calm();
    edge.settles('me');
    edge.puts('me');
    edge.tell();
    edge.tellRequest('_approved', 'me');
    edge.grantAll(true);
    await calm();
    expect(open(stream)).to.deep.equal(['microphone', 'camera']);
    await click(button(stream, '--leave-stage'));
    await calm();
    expect(open(stream)).to.deep.equal([]);
    expect(calls(stream)).to.deep.equal(['requestStage', 'cancelStageRequest', 'requestStage', 'leaveStage']);
  });

  it('shows requests and invitations by the elements of every session', async () => {
    const lists = `
      <utd-requests><template><p><b data-utd-text="name"></b><button command="--approve">Yes</button></p></template></utd-requests>
      <utd-invitations><template><p><i data-utd-text="name"></i><button command="--accept">Yes</button></p></template></utd-invitations>`;
    const host = await streamWith(lists);
    host.edge.asks('eve');
    host.edge.tell();
    host.edge.tellRequest('', 'eve');
    await calm();
    expect(texts(host, 'b')).to.deep.equal(['EVE']);
    await click(button(host, '--approve'));
    await calm();
    expect([texts(host, 'b'), calls(host)]).to.deep.equal([[], ['approveStageRequest']]);

    const viewer = await streamWith(lists, 'audience', (edge) => edge.goes(true));
    viewer.edge.invites();
    viewer.edge.grantAll(true);
    await calm();
    expect(texts(viewer, 'i')).to.deep.equal(['ADA']);
    await click(button(viewer, '--accept'));
    await calm();
    expect(open(viewer)).to.deep.equal(['microphone', 'camera']);
  });
});

describe('A stage as markup', () => {
  afterEach(tidy);

  const stage =
    '<utd-stage><template><utd-participant><b data-utd-text="name"></b><button command="--remove-from-stage">Off</button></utd-participant></template></utd-stage>';

  it('has one clone for each person on it, which stays through every change of others', async () => {
    const stream = await streamWith(stage);
    const { edge } = stream;
    edge.puts('ben');
    edge.tell();
    await calm();
    expect(texts(stream, 'b')).to.deep.equal(['ME', 'BEN']);
    const [, ben] = stream.querySelectorAll('utd-participant');
    edge.takes('me');
    edge.puts('carla', 'guest', { away: true });
    edge.tell();
    await calm();
    expect(texts(stream, 'b')).to.deep.equal(['BEN', 'CARLA']);
    expect(stream.querySelector('utd-participant') === ben).to.equal(true);
    await click(one<HTMLButtonElement>(ben!, 'button'));
    await calm();
    expect(texts(stream, 'b')).to.deep.equal(['CARLA']);
    expect(calls(stream)).to.deep.equal(['removeFromStage']);
  });

  it('is empty where no one is on it', async () => {
    const stream = await streamWith(stage, 'audience');
    stream.edge.takes('ada');
    stream.edge.tell();
    await calm();
    expect(one(stream, 'utd-stage').matches(':state(empty)')).to.equal(true);
  });
});
