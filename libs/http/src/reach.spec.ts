import { EVERYTHING, reachesAt, reachOf, type Window } from './reach';

const day = (moment: string) => new Date(moment);

describe('what happened at a moment is reached', () => {
  const engaged = (window: Window) => new Map([['A', window]]);

  it.each([
    ['of anybody by those who see everything', EVERYTHING, 'B', '2026-03-02T00:00:00Z', true],
    ['at all times of one’s own', reachOf(['A']), 'A', '1999-01-01T00:00:00Z', true],
    ['of nobody else', reachOf(['A']), 'B', '2026-03-02T00:00:00Z', false],
    ['of no holder by nobody', reachOf(['A']), null, '2026-03-02T00:00:00Z', false],
    ['on the first day in China', engaged({ from: '2026-03-02' }), 'A', '2026-03-01T16:00:00Z', true],
    ['not before', engaged({ from: '2026-03-02' }), 'A', '2026-03-01T15:59:59Z', false],
    ['on the last day in China', engaged({ to: '2026-03-02' }), 'A', '2026-03-02T15:59:59Z', true],
    ['not after', engaged({ to: '2026-03-02' }), 'A', '2026-03-02T16:00:00Z', false],
  ] as const)('%s', (_, reach, holder, moment, reached) => {
    expect(reachesAt(reach, holder, day(moment))).toBe(reached);
  });
});
