import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { StateSignal } from './state-signal.ts';

const at = fc.record({ epoch: fc.integer({ min: 0, max: 3 }), rev: fc.integer({ min: 0, max: 20 }) });
const order = ({ epoch, rev }: { epoch: number; rev: number }) => epoch * 1000 + rev;

describe('a cell', () => {
  it('shows the newest of what was offered, in whatever order it came, and never goes back', () => {
    fc.assert(
      fc.property(fc.array(at, { minLength: 1 }), (offers) => {
        const cell = new StateSignal(-1);
        let shown = -1;
        for (const each of offers) {
          cell.offer(order(each), each);
          assert.ok(cell.value >= shown);
          shown = cell.value;
        }
        assert.equal(shown, Math.max(...offers.map(order)));
      }),
    );
  });

  it('tells of a change, and not of an equal value', () => {
    const told: object[] = [];
    const cell = new StateSignal<object>({ a: [1] }, (value) => told.push(value));
    cell.value = { a: [1] };
    cell.value = { a: [2] };
    assert.deepEqual(told, [{ a: [2] }]);
  });

  it('after a reset is as before, and takes what an older room says', () => {
    const cell = new StateSignal('empty');
    cell.offer('full', { epoch: 9, rev: 9 });
    cell.reset();
    assert.equal(cell.value, 'empty');
    cell.offer('new', { epoch: 1, rev: 0 });
    assert.equal(cell.value, 'new');
  });

  it('gives the world a view that cannot be written', () => {
    const { readonly: view } = new StateSignal(1);
    assert.deepEqual(Object.keys(view), ['get']);
  });
});
