import { actsOpenIn, ROUND_STATES, ROUND_STEPS, stateAfter } from './round-state';

describe('the steps of an allocation round', () => {
  it('lead from the draft to units in accounts', () => {
    let state: Parameters<typeof stateAfter>[0] = 'new';
    for (const act of ['open', 'calculate', 'publish', 'review', 'approve', 'issue', 'finish'] as const) {
      const next = stateAfter(state, act);
      if (next === undefined) throw new Error(`${act} is not open in ${state}`);
      state = next;
    }
    expect(state).toBe('issued');
  });

  it('ETS-013 nothing is approved before the draft was shown and reviewed', () => {
    expect(ROUND_STEPS.filter(({ act }) => act === 'approve').map(({ from }) => from)).toEqual(['reviewed']);
    expect(stateAfter('calculated', 'approve')).toBeUndefined();
  });

  it('a round is never calculated again once it was published, nor cancelled once units are issued', () => {
    expect(actsOpenIn('published')).toEqual(['review', 'cancel']);
    expect(stateAfter('issuing', 'cancel')).toBeUndefined();
  });

  it('nothing comes after issued and cancelled, and every other state has a way on', () => {
    const ends = ROUND_STATES.filter((state) => actsOpenIn(state).length === 0);
    expect(ends).toEqual(['issued', 'cancelled']);
  });
});
