import { ACT_REASONS, type ActReason, actReason, COUNTED } from '../act-reasons';
import type { CountedAct, ToldAct } from '../acts';
import { judgeResident } from './judge';
import * as world from './judge.spec-support';

const { at, CHARGE, CITY, CUP, EMPLOYER, ENDED, POWER, rulesOf, told, WALK } = world;

const judge = (acts: readonly ToldAct[], already: readonly CountedAct[] = []) =>
  judgeResident(rulesOf, acts, already);
/** The reasons of acts in their order; `counted` where they count. */
const reasons = (acts: readonly ToldAct[], already: readonly CountedAct[] = []) =>
  judge(acts, already).map(({ reason }) => actReason(reason)?.code ?? 'counted');
const reason = (act: Partial<ToldAct>) => reasons([told(1, act)])[0];
const code = (of: ActReason) => of.code;

describe('one act by itself', () => {
  it('is exact in micrograms; points are rounded down (PTS-006)', () => {
    expect(judge([told(1, { amount: 999 })])).toEqual([
      { actNo: 1n, reason: COUNTED, amount: 999, reducedUg: 6_993, emittedUg: 2_997, points: 6 },
    ]);
    expect(judge([told(1, { amount: 1_000 })])[0]).toMatchObject({ reducedUg: 7_000, points: 7 });
  });

  it('emissions that nobody knows are not counted; acts that earn no points earn none', () => {
    expect(judge([told(1, { method: WALK, amount: 400 })])[0]).toMatchObject({
      reducedUg: 2_800,
      emittedUg: 0,
    });
    expect(judge([told(1, { method: CHARGE, amount: 2_000 })])[0]).toMatchObject({
      reducedUg: 14_000,
      points: 0,
    });
  });

  it.each([
    [9, 'too-small'],
    [10, 'counted'],
    [1_500, 'counted'],
    [1_501, 'distance'],
  ])('PTS-006 a trip of %d m where 10 to 1500 are possible: %s', (amount, expected) => {
    expect(reason({ amount, durationS: 3_600 })).toBe(expected);
  });

  it('what is no trip is told as too much, not as too far', () => {
    expect([reason({ method: CUP, amount: 3 }), reason({ method: CUP, amount: 4 })]).toEqual([
      'counted',
      code(ACT_REASONS.tooMuch),
    ]);
  });

  it.each([
    [300, 'counted'],
    [299, 'speed'],
    [0, 'speed'],
  ])('CNV-003 500 m in %d s at no more than 6000 m an hour: %s', (durationS, expected) => {
    expect(reason({ durationS })).toBe(expected);
  });

  it.each([
    [7_200, 'counted'],
    [7_201, 'too-long'],
    [2_000_000, 'too-long'],
  ])('CNV-003 a trip of %d s where two hours are possible: %s', (durationS, expected) => {
    expect(reason({ durationS })).toBe(expected);
  });

  it('CNV-003 a trip told as days long takes the time of no other', () => {
    const days = told(1, { durationS: 2_000_000, startedMs: at('2026-09-01T12:00'), partner: 2 });
    expect(reasons([days, told(2)])).toEqual(['too-long', 'counted']);
  });

  it.each([
    [577, 'counted'],
    [578, 'distance'],
    [null, 'counted'],
  ])('CNV-003 500 m told between places %s m apart, known to 20 m and a tenth: %s', (straightM, expected) => {
    expect(reason({ straightM })).toBe(expected);
  });

  it('CNV-003 exactly at the tolerance a distance still counts', () => {
    expect([reason({ amount: 520, straightM: 600 }), reason({ amount: 519, straightM: 600 })]).toEqual([
      ...['counted', 'distance'],
    ]);
  });

  it('a place says nothing of what is no trip', () => {
    expect(reason({ method: CUP, amount: 1, straightM: 50_000 })).toBe('counted');
  });

  it.each([
    ['2026-09-29T23:59', 'not-in-force', 0],
    ['2026-09-30T00:00', 'counted', 5_500],
    ['2026-09-30T23:59', 'counted', 5_500],
    ['2026-10-01T00:00', 'not-in-force', 0],
  ])(
    'PTS-001 the factor is that of the China day on which it began, %s: %s',
    (clock, expected, reducedUg) => {
      const act = told(1, { method: ENDED, startedMs: at(clock) });
      expect([reasons([act])[0], judge([act])[0]?.reducedUg]).toEqual([expected, reducedUg]);
    },
  );

  it('a method that the pack does not know is not in force', () => {
    expect(reason({ method: 99 })).toBe('not-in-force');
  });

  it('nothing is rounded silently: more than can be held exactly is refused', () => {
    const most = Math.floor(Number.MAX_SAFE_INTEGER / 7);
    const huge = world.rules(CITY, [
      { ...rulesOf(CITY).methodOf(CUP)!, most: Number.MAX_SAFE_INTEGER, dailyCap: null, monthlyCap: null },
    ]);
    const of = (amount: number) => judgeResident(() => huge, [told(1, { method: CUP, amount })], []);
    expect(of(most)[0]?.reducedUg).toBe(most * 7);
    expect(() => of(most + 1)).toThrow(RangeError);
  });
});

describe('two tellings', () => {
  const noon = at('2026-09-15T12:00');
  const later = (seconds: number, act: Partial<ToldAct> = {}) => ({
    startedMs: noon + seconds * 1_000,
    ...act,
  });

  it('AC-112 CNV-003 one trip told by two apps counts once', () => {
    expect(reasons([told(1), told(2, { partner: 2 })])).toEqual(['counted', 'same-trip']);
    expect(judge([told(1), told(2, { partner: 2 })]).map(({ points }) => points)).toEqual([3, 0]);
  });

  it('CNV-003 the same from a partner of another programme counts once, too', () => {
    const staff = told(2, { programme: EMPLOYER, method: WALK, partner: 9 });
    expect(reasons([told(1), staff])).toEqual(['counted', 'same-trip']);
  });

  it('CNV-003 the first telling counts, whichever trip began first and however they are given', () => {
    expect(reasons([told(2), told(1, later(60, { partner: 2 }))])).toEqual(['same-trip', 'counted']);
    expect(reasons([told(1, later(60, { partner: 2 })), told(2)])).toEqual(['counted', 'same-trip']);
  });

  it('CNV-003 an event id that another source told the same trip under says so', () => {
    expect(reasons([told(1), told(2, { partner: 2, eventHash: 1n })])).toEqual(['counted', 'event-repeated']);
    expect(reasons([told(1), told(2, later(3_600, { partner: 2, eventHash: 1n }))])).toEqual([
      'counted',
      'counted',
    ]);
  });

  it.each([
    [120, 'same-trip'],
    [121, 'counted'],
    [-120, 'same-trip'],
    [-121, 'counted'],
  ])('CNV-003 trips of a minute %d s apart: %s', (seconds, expected) => {
    const short = { durationS: 60, amount: 50 };
    expect(reasons([told(1, short), told(2, later(seconds, { ...short, partner: 2 }))])[1]).toBe(expected);
  });

  it('CNV-003 two trips share no time, whatever moves and whoever tells', () => {
    const walk = { method: WALK, programme: CITY, partner: 2, amount: 100 };
    expect(reasons([told(1), told(2, later(300, walk))])).toEqual(['counted', 'overlap']);
    expect(reasons([told(1), told(2, later(599, walk))])).toEqual(['counted', 'overlap']);
    expect(reasons([told(1), told(2, later(-599, walk))])).toEqual(['counted', 'overlap']);
  });

  it('CNV-003 the same trip is told as such, though it overlaps with the next one, too', () => {
    const walk = told(2, later(600, { method: WALK, amount: 100 }));
    const again = told(3, later(60, { partner: 2, durationS: 900 }));
    expect(reasons([told(1), walk, again])).toEqual(['counted', 'counted', 'same-trip']);
  });

  it('CNV-003 ends that touch are no overlap', () => {
    const walk = { method: WALK, amount: 100 };
    expect(reasons([told(1), told(2, later(600, walk)), told(3, later(-600, walk))])).toEqual([
      'counted',
      'counted',
      'counted',
    ]);
  });

  it('CNV-003 a long trip of hours before is still under way', () => {
    const long = told(1, { durationS: 7_200, amount: 1_000 });
    const between = told(2, later(60, { method: WALK, durationS: 60, amount: 20 }));
    const late = told(3, later(7_000, { method: WALK, durationS: 600, amount: 100 }));
    expect(reasons([long, between, late])).toEqual(['counted', 'overlap', 'overlap']);
    expect(reasons([late, between, long].map((act, place) => ({ ...act, actNo: BigInt(place) })))).toEqual([
      'counted',
      'counted',
      'overlap',
    ]);
  });

  it('what does not count takes no time', () => {
    const refused = told(1, { amount: 1_501, durationS: 3_600 });
    expect(reasons([refused, told(2, later(60, { partner: 2 }))])).toEqual(['distance', 'counted']);
  });

  it('what counted before is in the way, too', () => {
    const [before] = world.thatCount([told(1)], judge([told(1)]));
    expect(reasons([told(2, { partner: 2 })], [before!])).toEqual(['same-trip']);
  });

  it('another cup at the same till is another cup; another source with the same begin and end is not', () => {
    const cup = { method: CUP, amount: 1, durationS: 0 };
    expect(reasons([told(1, cup), told(2, cup), told(3, { ...cup, partner: 2 })])).toEqual([
      'counted',
      'counted',
      'same-trip',
    ]);
    expect(reasons([told(1, cup), told(2, later(1, { ...cup, partner: 2 }))])).toEqual([
      'counted',
      'counted',
    ]);
  });

  it('two charges share no time; a charge and a trip may', () => {
    const charge = { method: CHARGE, amount: 100, durationS: 600 };
    expect(reasons([told(1, charge), told(2, later(300, charge)), told(3, later(0))])).toEqual([
      'counted',
      'overlap',
      'counted',
    ]);
  });
});

describe('caps', () => {
  const rides = (...starts: readonly string[]) =>
    starts.map((clock, place) => told(place + 1, { startedMs: at(clock), amount: 900, durationS: 600 }));
  const counted = (acts: readonly ToldAct[]) => judge(acts).map(({ amount }) => amount);

  it('PTS-006 what fits under the cap of a day counts, nothing of what comes after', () => {
    const acts = rides('2026-09-15T08:00', '2026-09-15T09:00', '2026-09-15T10:00', '2026-09-15T11:00');
    expect(counted(acts)).toEqual([900, 900, 200, 0]);
    expect(reasons(acts)).toEqual(['counted', 'counted', 'counted', 'daily-cap']);
    expect(judge(acts)[2]).toMatchObject({ reducedUg: 1_400, emittedUg: 600, points: 1 });
  });

  it('PTS-006 what the cap of a day cut off takes no room of the month', () => {
    const day = ['2026-09-15T08:00', '2026-09-15T09:00', '2026-09-15T10:00'] as const;
    expect(counted(rides(...day, '2026-09-16T08:00'))).toEqual([900, 900, 200, 900]);
  });

  it('PTS-006 a China day ends at midnight in China, not in Greenwich', () => {
    const over = rides('2026-09-15T22:00', '2026-09-15T23:00', '2026-09-16T00:00', '2026-09-16T07:00');
    expect(counted(over)).toEqual([900, 900, 900, 300]);
    const within = rides('2026-09-15T07:00', '2026-09-15T08:30', '2026-09-15T23:59');
    expect(counted(within)).toEqual([900, 900, 200]);
  });

  it('PTS-006 a month has its own cap, and ends with its last China day', () => {
    const acts = rides(
      '2026-09-28T08:00',
      '2026-09-29T08:00',
      '2026-09-30T08:00',
      '2026-09-30T23:00',
      '2026-10-01T00:00',
    );
    expect(counted(acts)).toEqual([900, 900, 900, 300, 900]);
    const full = rides(
      '2026-09-27T08:00',
      '2026-09-28T08:00',
      '2026-09-29T08:00',
      '2026-09-29T09:00',
      '2026-09-30T08:00',
    );
    expect(reasons(full)[4]).toBe('monthly-cap');
  });

  it('a year later the same month has room again', () => {
    const acts = rides(
      '2026-09-27T08:00',
      '2026-09-28T08:00',
      '2026-09-29T08:00',
      '2026-09-30T08:00',
      '2027-09-30T08:00',
    );
    expect(counted(acts)).toEqual([900, 900, 900, 300, 900]);
  });

  it('the cap of a day is told before that of its month', () => {
    const before = rides('2026-09-28T08:00', '2026-09-29T08:00', '2026-09-29T10:00', '2026-09-29T12:00');
    expect(reasons([...before, told(9, { startedMs: at('2026-09-29T14:00') })])[4]).toBe('daily-cap');
  });

  it('each programme and method has its own', () => {
    const cups = [1, 2].map((actNo) => told(actNo, { method: CUP, amount: 2, durationS: 0 }));
    const staff = told(3, {
      programme: EMPLOYER,
      method: CUP,
      amount: 2,
      startedMs: at('2026-09-15T13:00'),
      durationS: 0,
    });
    const last = told(4, { method: CUP, amount: 1, startedMs: at('2026-09-15T14:00'), durationS: 0 });
    expect(reasons([...cups, staff, last])).toEqual(['counted', 'counted', 'counted', 'daily-cap']);
  });

  it('what counted before takes its room, what did not takes none', () => {
    const acts = rides('2026-09-15T08:00', '2026-09-15T09:00');
    const before = world.thatCount(acts, judge(acts));
    const next = { ...told(3, { startedMs: at('2026-09-15T10:00') }) };
    expect(judge([next], before)[0]?.amount).toBe(200);
    const refused = told(2, { amount: 1_501, durationS: 3_600 });
    expect(judge([refused, { ...next, actNo: 4n }])[1]?.amount).toBe(500);
  });
});

describe('readings', () => {
  const reading = (actNo: number, amount: number, baseline: number | null, act: Partial<ToldAct> = {}) =>
    told(actNo, {
      method: POWER,
      amount,
      baseline,
      startedMs: at('2026-09-01T00:00'),
      durationS: 2_592_000,
      ...act,
    });

  it.each([
    [180, 200, 'counted', 140, 540],
    [200, 200, 'no-saving', 0, 600],
    [201, 200, 'no-saving', 0, 603],
    [180, null, 'no-baseline', 0, 540],
  ])('PHI-003 %d Wh against %s: %s', (amount, baseline, expected, reducedUg, emittedUg) => {
    const act = reading(1, amount, baseline);
    expect(reasons([act])).toEqual([expected]);
    expect(judge([act])[0]).toMatchObject({ amount, reducedUg, emittedUg });
  });

  it('PHI-003 at most four fifths of the baseline are saved: who reads less does not live there', () => {
    expect(judge([reading(1, 20, 100)])[0]?.reducedUg).toBe(560);
    expect(judge([reading(1, 19, 100)])[0]?.reducedUg).toBe(560);
    expect(judge([reading(1, 21, 100)])[0]?.reducedUg).toBe(553);
    expect(judge([reading(1, 1, 99)])[0]?.reducedUg).toBe(79 * 7);
  });

  it('PHI-003 a month is read once, saved or not', () => {
    const other = reading(2, 150, 200, { partner: 2 });
    expect(reasons([reading(1, 180, 200), other])).toEqual(['counted', 'same-trip']);
    expect(judge([reading(1, 180, null), { ...other, startedMs: at('2026-09-15T00:00') }])[1]).toMatchObject({
      ...{ reason: ACT_REASONS.overlap.number, amount: 0, emittedUg: 0 },
    });
  });

  it('a month that was read is in nobody else’s way', () => {
    expect(reasons([reading(1, 180, 200), told(2), told(3, { method: CHARGE, amount: 5 })])).toEqual([
      ...['counted', 'counted', 'counted'],
    ]);
  });
});
