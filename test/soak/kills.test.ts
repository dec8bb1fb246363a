import { killFacts } from '../support/history/kill-facts.ts';

killFacts(100);
