import { killFacts } from '../support/model/history/kill-facts.ts';

// test/soak/kills.test.ts kills it as often as a release must bear.
killFacts(10);
