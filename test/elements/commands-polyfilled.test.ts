import '../support/element/no-invoker-commands.ts';
import { expect } from 'chai';
import { commandFacts } from '../support/element/command-facts.ts';
import { calm, fixture, one, tidy } from '../support/element/fixture.ts';

commandFacts('a browser without invoker commands');

describe('this page', () => {
  afterEach(tidy);

  // Were it not so, every fact above would be the browser's own.
  it('has no invoker commands', async () => {
    expect('commandForElement' in HTMLButtonElement.prototype).to.equal(false);
    expect(typeof CommandEvent).to.equal('undefined');
    const box = await fixture('<button command="--x" commandfor="plain">x</button><i id="plain"></i>');
    let heard = 0;
    one(box, 'i').addEventListener('command', () => heard++);
    one(box, 'button').click();
    await calm();
    expect(heard).to.equal(0);
  });
});
