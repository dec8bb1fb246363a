import { expect } from 'chai';
import { html, LitElement } from 'lit';
import { Autoloader, type Loading } from '../../src/define/autoloader.ts';
import { tags } from '../../src/define/tags.ts';
import { settled } from '../support/fakes/fake-clock.ts';

let started = 0;

// The page stays without our elements: what is registered once stays.
function start() {
  // A file that there is: a preload fetches a module and does not run it.
  const module = `${new URL(import.meta.url).pathname}?${++started}-`;
  const asked: string[] = [];
  const faults: string[] = [];
  const loading = (product: string): Loading => ({
    modules: [`${module}${product}`],
    load() {
      asked.push(product);
      const fault = faults.shift();
      return fault === undefined ? new Promise(() => {}) : Promise.reject(new Error(fault));
    },
  });
  new Autoloader({
    loadings: {
      client: loading('client'),
      'audio-room': loading('audio-room'),
      'live-stream': loading('live-stream'),
      call: loading('call'),
      signal: loading('signal'),
    },
    joinModules: [`${module}livekit`],
  }).start();
  return {
    /** Products, in the order in which they were asked for. */
    asked,
    /** Texts of the errors that the next loads end with. */
    faults,
    preloaded: () =>
      [...document.head.querySelectorAll<HTMLLinkElement>('link[rel="modulepreload"]')]
        .map((link) => link.getAttribute('href') ?? '')
        .filter((href) => href.startsWith(module))
        .map((href) => href.slice(module.length)),
  };
}

/** Puts markup into the page, as a script of the page does. */
async function put(markup: string): Promise<HTMLElement> {
  const box = document.createElement('div');
  box.innerHTML = markup;
  document.body.append(box);
  await settled();
  return box;
}

describe('The autoloader', () => {
  afterEach(() => document.body.replaceChildren());

  it('claims every tag when it starts, and loads nothing for a page without one', async () => {
    await put('<p>Text</p>');
    const { asked, preloaded } = start();
    await settled();
    expect(asked).to.deep.equal([]);
    expect(preloaded()).to.deep.equal([]);
    const claimed = (globalThis as { [key: symbol]: unknown })[Symbol.for('utd-stream-elements')];
    expect(claimed).to.have.property('version');
    expect(tags.filter((tag) => customElements.get(tag))).to.deep.equal([]);
  });

  it('loads the product of a tag that is in the page, once', async () => {
    await put('<utd-audio-room></utd-audio-room><utd-seats></utd-seats>');
    const { asked } = start();
    await put('<utd-audio-room></utd-audio-room>');
    expect(asked).to.deep.equal(['audio-room']);
  });

  it('loads the product of a tag that comes later, also deep in what is added', async () => {
    const { asked } = start();
    await put('<section><p><utd-seat index="1"></utd-seat></p></section>');
    expect(asked).to.deep.equal(['audio-room']);
  });

  it('loads the client alone, and a product behind it', async () => {
    await put('<utd-client></utd-client>');
    const { asked } = start();
    expect(asked).to.deep.equal(['client']);
    await put('<utd-client><utd-audio-room></utd-audio-room></utd-client>');
    expect(asked).to.deep.equal(['client', 'audio-room']);
  });

  it('leaves the client to a product that comes with it', async () => {
    await put('<utd-client><utd-audio-room></utd-audio-room></utd-client>');
    const { asked } = start();
    expect(asked).to.deep.equal(['audio-room']);
  });

  it('loads the tags of every session with the first product where a script gives the session', async () => {
    await put('<utd-client></utd-client><utd-chat></utd-chat>');
    const { asked } = start();
    expect(asked).to.deep.equal(['audio-room']);
  });

  it('loads a product with pictures for a picture where a script gives the session', async () => {
    await put('<utd-status></utd-status><utd-video></utd-video>');
    expect(start().asked).to.deep.equal(['live-stream']);
  });

  it('loads the live stream for its tag, and nothing of the audio room', async () => {
    await put(
      '<utd-live-stream room="show" manual><utd-stage></utd-stage><utd-video></utd-video></utd-live-stream>',
    );
    const { asked, preloaded } = start();
    expect([asked, preloaded()]).to.deep.equal([['live-stream'], ['live-stream']]);
  });

  it('loads the signalling plane alone for its tags, with the tags that it shares with sessions', async () => {
    await put(
      '<utd-signal><utd-conversation><utd-messages></utd-messages></utd-conversation><utd-status></utd-status></utd-signal>',
    );
    const { asked } = start();
    await put('<utd-messages></utd-messages>');
    expect(asked).to.deep.equal(['signal']);
    await put('<utd-chat></utd-chat>');
    expect(asked).to.deep.equal(['signal', 'audio-room']);
  });

  it('loads the product of a tag in a template when a clone is inserted', async () => {
    const box = await put('<template><utd-audio-room></utd-audio-room></template>');
    const { asked } = start();
    await settled();
    expect(asked).to.deep.equal([]);
    box.append(box.querySelector('template')!.content.cloneNode(true));
    await settled();
    expect(asked).to.deep.equal(['audio-room']);
  });

  it('loads the product of a tag that a Lit element renders into its shadow root, also later', async () => {
    class OwnRoom extends LitElement {
      static override properties = { shown: { type: Boolean } };
      declare shown: boolean;
      protected override render() {
        return this.shown ? html`<utd-audio-room></utd-audio-room>` : html`<p>Not yet</p>`;
      }
    }
    const box = await put('<section><own-room></own-room></section>');
    const { asked } = start();
    customElements.define('own-room', OwnRoom);
    await settled();
    expect(asked).to.deep.equal([]);
    box.querySelector<OwnRoom>('own-room')!.shown = true;
    await settled();
    expect(asked).to.deep.equal(['audio-room']);
  });

  for (const [what, markup, livekit] of [
    ['joins by itself', '<utd-audio-room room="lobby"></utd-audio-room>', true],
    ['names no room', '<utd-audio-room></utd-audio-room>', false],
    ['waits for a script', '<utd-audio-room room="lobby" manual></utd-audio-room>', false],
    ['waits for a form', '<utd-audio-room room="lobby"><form slot="join"></form></utd-audio-room>', false],
  ] as const)
    it(`has livekit-client fetched behind the product ${livekit ? '' : 'not '}where a provider ${what}`, async () => {
      const { preloaded } = start();
      await put(markup);
      expect(preloaded()).to.deep.equal(livekit ? ['audio-room', 'livekit'] : ['audio-room']);
    });

  it('says what it could not load, and tries again with the next tag', async () => {
    const said: unknown[] = [];
    const { error } = console;
    console.error = (text: unknown) => said.push(text);
    const { asked, faults } = start();
    faults.push('The file is not there.');
    await put('<utd-audio-room></utd-audio-room>');
    console.error = error;
    expect(said).to.have.length(1);
    expect(said[0]).to.match(
      /could not load <utd-audio-room>: Error: The file is not there\. .+ try again\.$/,
    );
    await put('<utd-audio-room></utd-audio-room>');
    expect(asked).to.deep.equal(['audio-room', 'audio-room']);
  });
});
