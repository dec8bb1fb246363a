import { killFacts } from '../support/history/kill-facts.ts';

// test/soak/kills.test.ts kills it as often as a release must bear.
killFacts(10);
