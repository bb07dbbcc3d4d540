import fc from 'fast-check';
import { effectiveTime, EFFECTIVE_TIME_PROFILES } from './effective-time';
import { safetyRulesOn } from './safety-rules';
import { type IsoDate, type Market, weekendsAnd, workingCalendar } from './working-calendar';
import { wallTime, zonedTimestamp } from './zoned-time';

const eu = weekendsAnd('eu', []);
const uk = (...holidays: IsoDate[]) => weekendsAnd('uk', holidays);
const brussels = (moment: Date) => zonedTimestamp(moment, 'Europe/Brussels');
const london = (moment: Date) => zonedTimestamp(moment, 'Europe/London');

describe('transfers to accounts outside the trusted list', () => {
  it.each([
    ['Wed 11:00 is done by Thursday noon', '2026-03-11T11:00:00+01:00', '2026-03-12T12:00:00+01:00'],
    ['Wed 13:00 is done by Friday noon', '2026-03-11T13:00:00+01:00', '2026-03-13T12:00:00+01:00'],
    ['Fri 13:00 is done by Tuesday noon', '2026-03-13T13:00:00+01:00', '2026-03-17T12:00:00+01:00'],
  ])('AC-131 SEC-003 %s', (_, at, expected) => {
    expect(brussels(effectiveTime('eu-outside-list', new Date(at), { calendar: eu }))).toBe(expected);
  });

  it.each([
    ['noon itself is no longer before noon', '2026-03-11T12:00:00+01:00', '2026-03-13T12:00:00+01:00'],
    ['a moment before noon is', '2026-03-11T11:59:59.999+01:00', '2026-03-12T12:00:00+01:00'],
    ['Saturday counts as Monday morning', '2026-03-14T13:00:00+01:00', '2026-03-17T12:00:00+01:00'],
  ])('SEC-003 %s', (_, at, expected) => {
    expect(brussels(effectiveTime('eu-outside-list', new Date(at), { calendar: eu }))).toBe(expected);
  });

  it('SEC-003 noon stays noon when the clocks go forward between', () => {
    const friday = new Date('2026-03-27T13:00:00+01:00');
    expect(brussels(effectiveTime('eu-outside-list', friday, { calendar: eu }))).toBe(
      '2026-03-31T12:00:00+02:00',
    );
  });
});

describe('transfers to accounts of the trusted list', () => {
  it.each([
    ['Wed 09:00 waits for 10:00', '2026-03-11T09:00:00+01:00', '2026-03-11T10:00:00+01:00'],
    ['Wed 12:00 is done at once', '2026-03-11T12:00:00+01:00', '2026-03-11T12:00:00+01:00'],
    ['Wed 17:00 waits for Thu 10:00', '2026-03-11T17:00:00+01:00', '2026-03-12T10:00:00+01:00'],
  ])('AC-132 SEC-002 %s', (_, at, expected) => {
    expect(brussels(effectiveTime('eu-trusted', new Date(at), { calendar: eu }))).toBe(expected);
  });

  it.each([
    ['16:00:00 is still open', '2026-03-11T16:00:00+01:00', '2026-03-11T16:00:00+01:00'],
    ['a millisecond later is closed', '2026-03-11T16:00:00.001+01:00', '2026-03-12T10:00:00+01:00'],
    ['in summer 09:30 UTC is 11:30', '2026-07-01T09:30:00Z', '2026-07-01T11:30:00+02:00'],
    ['in winter 08:30 UTC is before 10:00', '2026-12-01T08:30:00Z', '2026-12-01T10:00:00+01:00'],
    ['Friday evening before the clocks go forward', '2026-03-27T17:00:00+01:00', '2026-03-30T10:00:00+02:00'],
    ['Friday evening before the clocks go back', '2026-10-23T17:00:00+02:00', '2026-10-26T10:00:00+01:00'],
  ])('SEC-002 %s', (_, at, expected) => {
    expect(brussels(effectiveTime('eu-trusted', new Date(at), { calendar: eu }))).toBe(expected);
  });

  it('SEC-002 the hours are those of the market: China knows no summer time, and works on make-up days (trap 11)', () => {
    const calendar = workingCalendar(
      'cn',
      new Map([
        ['2026-02-14', true],
        ['2026-02-16', false],
      ]),
    );
    const time = (at: string) =>
      zonedTimestamp(effectiveTime('eu-trusted', new Date(at), { calendar }), 'Asia/Shanghai');
    expect(time('2026-02-14T11:00:00+08:00')).toBe('2026-02-14T11:00:00+08:00');
    expect(time('2026-02-14T17:00:00+08:00')).toBe('2026-02-17T10:00:00+08:00');
    expect(time('2026-07-01T01:30:00Z')).toBe('2026-07-01T10:00:00+08:00');
  });
});

describe('additions to the trusted list', () => {
  it.each([
    ['approved Thu 11:30', '2026-03-12T11:30:00+01:00', '2026-03-18T11:30:00+01:00'],
    ['approved Sat 12:00', '2026-03-14T12:00:00+01:00', '2026-03-20T10:00:00+01:00'],
    ['approved Mon 19:00', '2026-03-09T19:00:00+01:00', '2026-03-16T10:00:00+01:00'],
  ])('AC-133 SEC-005 %s counts four working days later', (_, at, expected) => {
    expect(brussels(effectiveTime('eu-list-add', new Date(at), { calendar: eu }))).toBe(expected);
  });
});

describe('the British delay', () => {
  it.each([
    ['Mon 10:00:00', '2021-03-15T10:00:00Z', '2021-03-16T10:00:00+00:00'],
    ['Mon 16:00:01', '2021-03-15T16:00:01Z', '2021-03-17T10:00:00+00:00'],
    ['Fri 11:00:44', '2021-03-19T11:00:44Z', '2021-03-22T11:00:44+00:00'],
  ])('AC-134 REG-015 24 hours from %s', (_, at, expected) => {
    const day = effectiveTime('uk', new Date(at), { calendar: uk(), delayMinutes: 24 * 60 });
    expect(london(day)).toBe(expected);
    expect(effectiveTime('uk', new Date(at), { calendar: uk() })).toEqual(day);
  });

  it('AC-136 REG-015 two hours from a Friday afternoon, over a bank holiday', () => {
    const options = { calendar: uk('2021-05-03'), delayMinutes: 120 };
    expect(london(effectiveTime('uk', new Date('2021-04-30T15:00:00+01:00'), options))).toBe(
      '2021-05-04T10:00:00+01:00',
    );
  });

  it('AC-138 REG-015 72 hours are three working days', () => {
    const calendar = uk('2021-06-15', '2021-06-16', '2021-06-17');
    const options = { calendar, delayMinutes: 72 * 60 };
    expect(london(effectiveTime('uk', new Date('2021-06-14T16:00:01+01:00'), options))).toBe(
      '2021-06-23T10:00:00+01:00',
    );
  });

  it('REG-015 an end on a Saturday within the hours keeps its clock time', () => {
    const options = { calendar: uk(), delayMinutes: 22 * 60 };
    expect(london(effectiveTime('uk', new Date('2021-03-19T14:15:00Z'), options))).toBe(
      '2021-03-22T12:15:00+00:00',
    );
  });

  it('REG-015 without a delay the hours still count', () => {
    const options = { calendar: uk(), delayMinutes: 0 };
    expect(london(effectiveTime('uk', new Date('2021-03-20T12:00:00Z'), options))).toBe(
      '2021-03-22T10:00:00+00:00',
    );
  });
});

describe('whatever the start', () => {
  const rules = safetyRulesOn('2026-01-01');
  const day = fc
    .integer({ min: 0, max: 4 * 365 })
    .map((offset) => new Date(Date.UTC(2024, 0, 1 + offset)).toISOString().slice(0, 10) as IsoDate);
  const calendar = fc
    .tuple(
      fc.constantFrom<Market>('cn', 'eu', 'uk'),
      fc.array(fc.tuple(day, fc.boolean()), { maxLength: 200 }),
    )
    .map(([market, days]) => workingCalendar(market, new Map(days)));
  const moment = fc.date({
    min: new Date('2024-01-01T00:00:00Z'),
    max: new Date('2027-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
  const profile = fc.constantFrom(...EFFECTIVE_TIME_PROFILES);
  const delayMinutes = fc.integer({ min: 0, max: 10 * 1440 });

  it('SEC-002 to SEC-005, REG-015 nothing takes effect before its start, outside the hours or on no working day', () => {
    fc.assert(
      fc.property(profile, moment, calendar, delayMinutes, (how, at, days, delay) => {
        const effect = effectiveTime(how, at, { calendar: days, delayMinutes: delay, rules });
        const { zone, opens, closes } = rules.hours[days.market].value;
        const { date, time } = wallTime(effect, zone);
        expect(effect.getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(days.isWorkingDay(date)).toBe(true);
        expect(time >= opens && time <= closes).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('SEC-002 to SEC-005, REG-015 who is earlier is never served later', () => {
    const gap = fc.oneof(
      fc.integer({ min: 0, max: 172_800_000 }),
      fc.integer({ min: 0, max: 86_400_000 * 20 }),
    );
    fc.assert(
      fc.property(profile, moment, gap, calendar, delayMinutes, (how, at, later, days, delay) => {
        const options = { calendar: days, delayMinutes: delay, rules };
        const first = effectiveTime(how, at, options);
        const second = effectiveTime(how, new Date(at.getTime() + later), options);
        expect(second.getTime()).toBeGreaterThanOrEqual(first.getTime());
      }),
      { numRuns: 3_000 },
    );
  });
});
