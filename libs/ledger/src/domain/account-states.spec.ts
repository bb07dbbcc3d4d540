import { ACCOUNT_STATES, actsOf, holderMayAct, stateOf } from './account-states';

describe('REG-004 states of an account, in words', () => {
  it("the holder's people act while it is open or restricted; in every other state only the registry", () => {
    expect(ACCOUNT_STATES.filter(holderMayAct)).toEqual([
      'open',
      'some-transactions-restricted',
      'all-transactions-restricted',
    ]);
  });

  it('nothing happens any more on one that is closed, or about to be', () => {
    for (const state of ['closure-pending', 'closed'] as const) {
      expect(actsOf(state)).toEqual({ out: [], in: [], within: [] });
    }
  });

  it('what happens only to accounts of the system is not told of those of holders', () => {
    for (const state of ACCOUNT_STATES) {
      expect(actsOf(state).out).not.toContain('issue');
      expect(actsOf(state).in).not.toContain('retire');
    }
  });

  it('a number the database should never hold is a fault', () => {
    expect(() => stateOf(ACCOUNT_STATES.length)).toThrow(RangeError);
  });
});
