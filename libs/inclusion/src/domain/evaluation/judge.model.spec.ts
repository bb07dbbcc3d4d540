import { chinaDate, chinaMonth } from '@carbon/kernel';
import fc from 'fast-check';
import { ACT_REASONS, COUNTED } from '../act-reasons';
import type { CountedAct, JudgedAct, ToldAct } from '../acts';
import { factorOn, type Method } from '../programmes/programme-rules';
import { judgeResident } from './judge';
import { at, CITY, EMPLOYER, rulesOf, thatCount } from './judge.spec-support';

type Act = CountedAct;
const methodOf = (act: Act): Method | undefined => rulesOf(act.programme).methodOf(act.method);
const day = (act: Act) => chinaDate(new Date(act.startedMs));
const month = (act: Act) => chinaMonth(new Date(act.startedMs));
const isTrip = (act: Act) => methodOf(act)?.kind === 'trip';
const mode = (act: Act) => methodOf(act)?.mode;
const end = (act: Act) => act.startedMs + act.durationS * 1_000;

function tellsTheSame(act: ToldAct, other: Act): boolean {
  if (isTrip(act) !== isTrip(other) || mode(act) !== mode(other)) return false;
  const apart = Math.abs(act.startedMs - other.startedMs) / 1_000;
  if (isTrip(act)) return apart <= rulesOf(act.programme).sameTripSeconds;
  return apart === 0 && act.durationS === other.durationS && act.partner !== other.partner;
}

function sharesTime(act: ToldAct, other: Act): boolean {
  const compared = isTrip(act) ? isTrip(other) : !isTrip(other) && mode(act) === mode(other);
  return compared && !(end(act) <= other.startedMs || end(other) <= act.startedMs);
}

/** Every rule as a plain sentence over everything that counts; no order, no index, no number that is not a bigint. */
function model(acts: readonly ToldAct[], already: readonly CountedAct[]): Map<bigint, JudgedAct> {
  const counts: Act[] = already.filter((act) => methodOf(act) !== undefined);
  const judged = new Map<bigint, JudgedAct>();
  for (const act of [...acts].sort((a, b) => Number(a.actNo - b.actNo))) {
    const { reason, room } = reasonOf(act, counts);
    const method = methodOf(act);
    const factor = method && factorOn(method, day(act));
    const reading = method?.kind === 'reading' && [0, 40, 41].includes(reason);
    const amount = reading ? act.amount : reason === COUNTED ? Math.min(act.amount, ...room) : 0;
    const most = Math.floor(((act.baseline ?? 0) * 800) / 1_000);
    const saved = reading ? Math.max(0, Math.min((act.baseline ?? 0) - act.amount, most)) : amount;
    const reducedUg = BigInt(saved) * BigInt(factor?.reducedUg ?? 0);
    judged.set(act.actNo, {
      actNo: act.actNo,
      reason,
      amount,
      reducedUg: Number(reducedUg),
      emittedUg: Number(BigInt(amount) * BigInt(factor?.emittedUg ?? 0)),
      points:
        method?.earnsPoints === true ? Number(reducedUg / BigInt(rulesOf(act.programme).ugPerPoint)) : 0,
    });
    if (amount > 0) counts.push({ ...act, amount });
  }
  return judged;
}

function reasonOf(act: ToldAct, counts: readonly Act[]): { reason: number; room: readonly number[] } {
  const method = methodOf(act);
  if (method === undefined || factorOn(method, day(act)) === undefined)
    return { reason: ACT_REASONS.notInForce.number, room: [] };
  const { straightLine } = rulesOf(act.programme);
  const same = counts.filter((other) => tellsTheSame(act, other));
  const ofMethod = counts.filter((one) => one.programme === act.programme && one.method === act.method);
  const sum = (which: readonly Act[]) => which.reduce((total, { amount }) => total + amount, 0);
  const leftOfDay = (method.dailyCap ?? Infinity) - sum(ofMethod.filter((one) => day(one) === day(act)));
  const leftOfMonth =
    (method.monthlyCap ?? Infinity) - sum(ofMethod.filter((one) => month(one) === month(act)));
  const hours = act.durationS / 3_600;
  const trip = isTrip(act);
  const straight = (act.straightM ?? 0) * (1 - straightLine.permille / 1_000) - straightLine.metres;
  const reading = method.kind === 'reading';
  const sentences: readonly (readonly [boolean, number])[] = [
    [act.amount < method.least, ACT_REASONS.tooSmall.number],
    [act.amount > method.most, (trip ? ACT_REASONS.distance : ACT_REASONS.tooMuch).number],
    [trip && act.durationS > rulesOf(act.programme).longestTripSeconds, ACT_REASONS.tooLong.number],
    [
      trip && (hours === 0 || act.amount / hours - (method.mostMetresPerHour ?? 0) > 1e-6),
      ACT_REASONS.speed.number,
    ],
    [trip && straight - act.amount > 1e-6, ACT_REASONS.distance.number],
    [same.some(({ eventHash }) => eventHash === act.eventHash), ACT_REASONS.eventRepeated.number],
    [same.length > 0, ACT_REASONS.sameTrip.number],
    [counts.some((other) => sharesTime(act, other)), ACT_REASONS.overlap.number],
    [reading && act.baseline === null, ACT_REASONS.noBaseline.number],
    [reading && act.amount >= (act.baseline ?? 0), ACT_REASONS.noSaving.number],
    [leftOfDay <= 0, ACT_REASONS.dailyCap.number],
    [leftOfMonth <= 0, ACT_REASONS.monthlyCap.number],
  ];
  return { reason: sentences.find(([broken]) => broken)?.[1] ?? COUNTED, room: [leftOfDay, leftOfMonth] };
}

/** Around the last midnight of September in China, four hours before which it is no other day in Greenwich. */
const MIDNIGHT = at('2026-10-01T00:00');
const MINUTE_MS = 60_000;
const minutes = fc.oneof(
  fc.integer({ min: -60, max: 60 }),
  fc.integer({ min: -600, max: 600 }),
  fc.integer({ min: -3_000, max: 3_000 }),
);
const act = fc.record({
  programme: fc.constantFrom(CITY, CITY, EMPLOYER),
  partner: fc.integer({ min: 1, max: 3 }),
  method: fc.oneof(
    { arbitrary: fc.integer({ min: 1, max: 7 }), weight: 2 },
    { arbitrary: fc.constant(1), weight: 1 },
  ),
  eventHash: fc.bigInt({ min: -3n, max: 3n }),
  startedMs: fc
    .tuple(minutes, fc.constantFrom(0, 0, 0, 1_000, -1_000, 59_999))
    .map(([minute, ms]) => MIDNIGHT + minute * MINUTE_MS + ms),
  durationS: fc.oneof(
    fc.constantFrom(0, 60, 120, 300, 600),
    fc.integer({ min: 0, max: 2_400 }),
    fc.constant(100_000),
  ),
  amount: fc.oneof(
    fc.constantFrom(1, 2, 3, 9, 10, 100, 500, 1_000, 1_500, 1_501, 2_000, 2_001),
    fc.integer({ min: 1, max: 1_600 }),
  ),
  straightM: fc.oneof(
    { arbitrary: fc.constant(null), weight: 4 },
    { arbitrary: fc.integer({ min: 0, max: 900 }), weight: 1 },
  ),
  baseline: fc.option(fc.integer({ min: 1, max: 2_500 })),
});
/** The same act as another source tells of it: a little earlier or later, under its own or the same event id. */
const twin = fc.record({
  shiftS: fc.constantFrom(0, 0, 60, -60, 120, -120, 121, -121),
  longerS: fc.constantFrom(0, 0, 60),
  partner: fc.integer({ min: 1, max: 3 }),
  sameEvent: fc.boolean(),
  elsewhere: fc.boolean(),
});
const pair = fc.tuple(act, fc.option(twin)).map(([one, other]) => {
  if (other === null) return [one];
  const { shiftS, longerS, partner, sameEvent, elsewhere } = other;
  const durationS = one.durationS + longerS;
  const startedMs = one.startedMs + shiftS * 1_000;
  const eventHash = sameEvent ? one.eventHash : one.eventHash + 10n;
  // under the employer, ride and walk have each other's number, so that what is the same there has another number
  const [programme, method] = elsewhere
    ? [3 - one.programme, [0, 2, 1][one.method] ?? one.method]
    : [one.programme, one.method];
  return [one, { ...one, startedMs, durationS, eventHash, partner, programme, method }];
});
/** Numbers in any order: what began first need not have been told first. */
const acts = fc
  .array(pair, { maxLength: 16 })
  .map((pairs) => pairs.flat())
  .chain((list) =>
    fc
      .shuffledSubarray([...list.keys()], { minLength: list.length, maxLength: list.length })
      .map((order): ToldAct[] => list.map((one, place) => ({ ...one, actNo: BigInt(order[place]! + 1) }))),
  );

describe('judging against a plain model', () => {
  it('CNV-003 PTS-006 PHI-003 says of every act what the model says', () => {
    fc.assert(
      fc.property(acts, (list) => {
        const expected = model(list, []);
        expect(judgeResident(rulesOf, list, [])).toEqual(list.map(({ actNo }) => expected.get(actNo)));
      }),
      { numRuns: 1_500 },
    );
  });

  it('CNV-003 it does not matter how what is told is cut into passes', () => {
    fc.assert(
      fc.property(acts, fc.integer({ min: 0, max: 32 }), (list, cut) => {
        const [before, after] = [
          list.filter(({ actNo }) => actNo <= BigInt(cut)),
          list.filter(({ actNo }) => actNo > BigInt(cut)),
        ];
        const first = judgeResident(rulesOf, before, []);
        const second = judgeResident(rulesOf, after, thatCount(before, first));
        const once = new Map(judgeResident(rulesOf, list, []).map((one) => [one.actNo, one]));
        for (const one of [...first, ...second]) expect(one).toEqual(once.get(one.actNo));
      }),
      { numRuns: 1_000 },
    );
  });

  it('a correction: what was freed by taking back an act is judged as if it had never been told', () => {
    fc.assert(
      fc.property(acts, fc.nat(), (list, which) => {
        if (list.length < 2) return;
        const revoked = list[which % list.length]!;
        const rest = list.filter((one) => one !== revoked);
        const kept = judgeResident(rulesOf, rest, []);
        const later = rest.filter(({ actNo }) => actNo > revoked.actNo);
        const earlier = rest.filter(({ actNo }) => actNo < revoked.actNo);
        const standing = thatCount(earlier, judgeResident(rulesOf, earlier, []));
        const again = new Map(judgeResident(rulesOf, later, standing).map((one) => [one.actNo, one]));
        for (const one of kept) if (again.has(one.actNo)) expect(again.get(one.actNo)).toEqual(one);
      }),
      { numRuns: 300 },
    );
  });

  it('answers come in the order of what was told, whatever order that is', () => {
    fc.assert(
      fc.property(acts, (list) => {
        const turned = [...list].reverse();
        expect(judgeResident(rulesOf, turned, [])).toEqual(judgeResident(rulesOf, list, []).reverse());
      }),
      { numRuns: 300 },
    );
  });

  it('acts drawn at random meet every reason: the model is asked about all of them', () => {
    const met = new Set<number>();
    for (const list of fc.sample(acts, { numRuns: 2_000, seed: 7 }))
      for (const { reason } of judgeResident(rulesOf, list, [])) met.add(reason);
    const judging = Object.values(ACT_REASONS).filter(
      ({ at: where, code }) => where === 'judging' && code !== 'revoked',
    );
    expect([...met].sort((a, b) => a - b)).toEqual(
      [COUNTED, ...judging.map(({ number }) => number)].sort((a, b) => a - b),
    );
  });
});
