import { messageKillFacts } from '../support/signalling/kill-facts.ts';

messageKillFacts({ sends: 10_000, drops: 200, kills: 20 });
