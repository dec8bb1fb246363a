import { killFacts } from '../support/model/history/kill-facts.ts';

killFacts(100);
