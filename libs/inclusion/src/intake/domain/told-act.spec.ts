import { ACT_REASONS } from '../../domain/act-reasons';
import { type FitAct, fitActs, isToldAct, outcomeAgain, type Terms } from './told-act';

const NOW = Date.parse('2026-10-01T00:00:00+08:00');
const TERMS: Terms = {
  methods: new Map([
    ['metro', { number: 1, code: 'metro' }],
    ['electric-bus', { number: 2, code: 'electric-bus' }],
  ]),
  nowMs: NOW,
  lateMs: 40 * 86_400_000,
};
const KNOWN = {
  residentOf: (reference: string) => ({ R0001: '1', R0002: '2' })[reference],
  mayPlace: (residentId: string) => residentId === '2',
};
const ACT = {
  ...{ eventId: 'EV1', resident: 'R0001', method: 'metro', startedAt: '2026-09-15T10:19:00+08:00' },
  ...{ durationS: 2220, amount: 8635 },
};
const HERE = { latitude: 22.54, longitude: 114.05 };
const outcomeOf = (change: object) => fitActs([{ ...ACT, ...change }], TERMS, KNOWN).outcomes[0];
const { malformed, startedAt, amount, unknownMethod, noConsent, future, tooLate } = ACT_REASONS;
const { placesWithoutConsent, repeatedInBatch } = ACT_REASONS;

it('CNV-003 an act in the right form may be stored, with its resident and the number of its method', () => {
  expect(fitActs([ACT], TERMS, KNOWN)).toEqual({
    outcomes: Uint8Array.of(0),
    fit: [
      {
        ...{ place: 0, eventId: 'EV1', reference: 'R0001', residentId: '1', durationS: 2220, amount: 8635 },
        ...{ method: { number: 1, code: 'metro' }, startedMs: Date.parse(ACT.startedAt) },
        ...{ from: undefined, to: undefined },
      },
    ],
  });
});

it.each([
  ['CNV-003 a day that does not exist', { startedAt: '2026-09-31T08:00:00+08:00' }, startedAt],
  ['CNV-003 a time without offset', { startedAt: '2026-09-15T10:19:00' }, startedAt],
  ['CNV-003 a negative amount', { amount: -5 }, amount],
  ['CNV-003 no amount at all', { amount: 0 }, amount],
  ['CNV-003 a part of a metre', { amount: 1.5 }, amount],
  ['CNV-003 an amount that no number holds', { amount: 1e300 }, amount],
  ['CNV-003 an amount beyond whole numbers', { amount: 2 ** 53 }, amount],
  ['PTS-001 a method nobody agreed on', { method: 'rocket' }, unknownMethod],
  ['PTS-001 a word that every object has', { method: 'constructor' }, unknownMethod],
  ['PII-001 somebody who did not consent', { resident: 'R9999' }, noConsent],
  ['CNV-003 what has not begun', { startedAt: '2026-10-01T00:00:01+08:00', durationS: 0 }, future],
  ['CNV-003 what has not ended', { startedAt: '2026-09-30T23:59:59+08:00', durationS: 2 }, future],
  ['CNV-003 what is told too late', { startedAt: '2026-08-21T23:59:59+08:00' }, tooLate],
  ['PII-001 places without separate consent', { from: HERE, to: HERE }, placesWithoutConsent],
])('%s is refused for that', (_, change, reason) => expect(outcomeOf(change)).toBe(reason.number));

it.each([
  ...[null, 'act', 7, [], {}, [ACT], { ...ACT, phone: '1' }, { ...ACT, eventId: undefined }],
  ...['', 'a\u0000b', 'a\nb', '\ud800', 'x'.repeat(65), 7, null].map((eventId) => ({ ...ACT, eventId })),
  ...['', 'r0001', ' R1', 'R'.repeat(41), 1, {}].map((resident) => ({ ...ACT, resident })),
  ...[-1, 1.5, '60', 2 ** 31, NaN, null].map((durationS) => ({ ...ACT, durationS })),
  ...['8635', null, {}, true].map((amount) => ({ ...ACT, amount })),
  ...[{ from: HERE }, { to: HERE }, { from: HERE, to: {} }, { from: HERE, to: { ...HERE, x: 1 } }].map(
    (places) => ({ ...ACT, ...places }),
  ),
  { ...ACT, from: { latitude: 91, longitude: 0 }, to: HERE },
  { ...ACT, startedAt: 1_790_000_000 },
  { ...ACT, method: ['metro'] },
  JSON.parse(`{"__proto__": {}, "eventId": "EV1"}`),
])('CNV-003 what has not the form of an act is malformed (%#)', (told: unknown) => {
  expect(isToldAct(told)).toBe(false);
  expect(fitActs([told], TERMS, KNOWN)).toEqual({ fit: [], outcomes: Uint8Array.of(malformed.number) });
});

it.each(['EV-1', '碳/2026#1', "'; drop table act; --", '<b>', '😀', 'Ω≈ç√'])(
  'an event id may be any text that can be shown: %s',
  (eventId) => expect(outcomeOf({ eventId })).toBe(0),
);

it('CNV-003 an event id that stands earlier in the batch is refused, whatever came of the first', () => {
  const { fit, outcomes } = fitActs(
    [ACT, ACT, { ...ACT, eventId: 'EV2', amount: -1 }, { ...ACT, eventId: 'EV2' }],
    TERMS,
    KNOWN,
  );
  const repeated = repeatedInBatch.number;
  expect([...outcomes]).toEqual([0, repeated, amount.number, repeated]);
  expect(fit).toHaveLength(1);
});

it('PII-001 places are taken of whoever consented to them, at the last moment that is not too late', () => {
  const told = { resident: 'R0002', from: HERE, to: HERE, startedAt: '2026-08-22T00:00:00+08:00' };
  expect(outcomeOf(told)).toBe(0);
});

it('CNV-003 told again word for word is harmless, with any other content a conflict', () => {
  const [told] = fitActs([ACT], TERMS, KNOWN).fit as [FitAct];
  const standing = { actNo: 8192n, startedMs: told.startedMs, durationS: 2220, amount: 8635, method: 1 };
  expect(outcomeAgain(told, standing)).toBe(1);
  for (const change of [{ startedMs: 1 }, { durationS: 1 }, { amount: 1 }, { method: 2 }])
    expect(outcomeAgain(told, { ...standing, ...change })).toBe(ACT_REASONS.conflict.number);
});
