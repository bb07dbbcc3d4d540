import {
  endOfProposal,
  FIRST_STATE,
  LEGAL_STEPS,
  mayStep,
  ORDER_STATES,
  type OrderState,
} from './order-state';

/** A small deterministic generator: a walk that fails can be walked again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const ENDS: readonly OrderState[] = ['terminated', 'rejected', 'cancelled', 'manually-cancelled', 'reversed'];

describe('the states of a transfer order', () => {
  it('REG-005 every random walk along legal steps ends, within six steps, in an end and nowhere else', () => {
    for (let seed = 1; seed <= 2_000; seed++) {
      const roll = dice(seed);
      const walk: OrderState[] = [FIRST_STATE];
      for (let at = walk[0]; at !== undefined && LEGAL_STEPS[at].length > 0;) {
        at = LEGAL_STEPS[at][roll(LEGAL_STEPS[at].length)];
        if (at !== undefined) walk.push(at);
        expect(walk.length).toBeLessThanOrEqual(7);
      }
      expect(ENDS).toContain(walk.at(-1));
      expect(new Set(walk).size).toBe(walk.length);
    }
  });

  it('REG-005 nothing leads to completed but a check that found nothing', () => {
    const before = ORDER_STATES.filter((state) => mayStep(state, 'completed'));
    expect(before).toEqual(['checked-ok']);
  });

  it('REG-001 nothing leads past the approval but the approval', () => {
    const after = LEGAL_STEPS['awaiting-approval'];
    expect(after).toEqual(['proposed', 'rejected', 'cancelled']);
    expect(ORDER_STATES.filter((state) => mayStep(state, 'proposed'))).toEqual(['awaiting-approval']);
  });

  it('REG-009 a reversed order is at its end: it is not reversed twice', () => {
    expect(LEGAL_STEPS.reversed).toEqual([]);
  });

  it('REG-005 accepted is reached from nowhere, every other state from the first', () => {
    const reached = new Set<OrderState>([FIRST_STATE]);
    for (const state of reached) for (const next of LEGAL_STEPS[state]) reached.add(next);
    expect(ORDER_STATES.filter((state) => !reached.has(state))).toEqual(['accepted']);
  });

  it.each([
    ['rejected', 'rejected'],
    ['withdrawn', 'cancelled'],
    ['expired', 'cancelled'],
    ['failed', 'cancelled'],
  ] as const)('REG-005 a proposal that is %s leaves its order %s', (how, state) => {
    expect(endOfProposal(how)).toBe(state);
    expect(mayStep('awaiting-approval', state)).toBe(true);
  });
});
