import { HOLDER_STATES, STATE_ACTS, stateAfter } from './holder-state';

describe('the state of a holder', () => {
  it.each([
    ['active', 'suspend', 'suspended'],
    ['active', 'resume', undefined],
    ['active', 'close', 'closed'],
    ['active', 'merge', 'closed'],
    ['suspended', 'suspend', undefined],
    ['suspended', 'resume', 'active'],
    ['suspended', 'close', 'closed'],
    ['suspended', 'merge', 'closed'],
  ] as const)('%s, %s: %s', (state, act, after) => {
    expect(stateAfter(state, act)).toBe(after);
  });

  it('nothing comes after closed', () => {
    expect(STATE_ACTS.map((act) => stateAfter('closed', act))).toEqual(STATE_ACTS.map(() => undefined));
    expect(HOLDER_STATES).toContain('closed');
  });
});
