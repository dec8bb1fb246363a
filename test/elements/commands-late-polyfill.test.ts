import '../support/element/no-invoker-commands.ts';
import { apply } from 'invokers-polyfill/fn';
import { otherPolyfillFacts } from '../support/element/other-polyfill-facts.ts';
import { roomWith, tidy } from '../support/element/fixture.ts';

describe('the first room of the page', () => {
  it('is there before the polyfill', async () => {
    await roomWith('<button command="--leave">Leave</button>');
    tidy();
    apply();
  });
});

otherPolyfillFacts('after this library');
