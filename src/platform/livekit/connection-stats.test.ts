import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectionTrouble } from './connection-stats.ts';

describe('why a connection is poor', () => {
  for (const [what, stats, trouble] of [
    ['packets are lost', [{ type: 'remote-inbound-rtp', fractionLost: 0.05 }], 'loss'],
    ['they are long under way', [{ type: 'candidate-pair', currentRoundTripTime: 0.4 }], 'delay'],
    ['there is room for less', [{ type: 'outbound-rtp', qualityLimitationReason: 'bandwidth' }], 'bandwidth'],
    ['the machine is too slow', [{ type: 'outbound-rtp', qualityLimitationReason: 'cpu' }], 'cpu'],
    [
      'several are true: the gravest',
      [
        { type: 'a', currentRoundTripTime: 1 },
        { type: 'b', fractionLost: 1 },
      ],
      'loss',
    ],
    ['nothing shows', [{ type: 'outbound-rtp', qualityLimitationReason: 'none', fractionLost: 0.01 }], null],
    ['nothing is known', [], null],
  ] as const)
    it(`${what}: ${trouble}`, () => assert.equal(connectionTrouble(stats), trouble));
});
