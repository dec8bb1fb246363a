import { expect } from 'chai';
import { commandFacts } from '../support/element/command-facts.ts';

commandFacts('a browser with invoker commands');

describe('this browser', () => {
  it('has invoker commands', () => {
    expect('commandForElement' in HTMLButtonElement.prototype).to.equal(true);
  });
});
