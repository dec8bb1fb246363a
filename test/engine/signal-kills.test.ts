import { messageKillFacts } from '../support/signalling/kill-facts.ts';

messageKillFacts({ sends: 300, drops: 10, kills: 2 });
