import { countDays, daysWithin, isThroughout, monthsOf } from './days';
import { memberSources } from './pool-sources';

const PERIOD = { from: '2026-01-01', to: '2026-03-31' } as const;

it.each([
  ['all of it', '2025-06-01', null, '2026-01-01', '2026-03-31'],
  ['who joins within', '2026-02-10', null, '2026-02-10', '2026-03-31'],
  ['who leaves within', '2025-06-01', '2026-01-31', '2026-01-01', '2026-01-31'],
  ['one day', '2026-03-31', '2026-03-31', '2026-03-31', '2026-03-31'],
] as const)('a member counts on the days on which it is one: %s', (_, joined, left, from, to) => {
  expect(daysWithin(PERIOD, { from: joined, to: left })).toEqual({ from, to });
});

it('who was no member in a period counts on no day of it', () => {
  expect(daysWithin(PERIOD, { from: '2026-04-01', to: null })).toBeUndefined();
  expect(daysWithin(PERIOD, { from: '2025-01-01', to: '2025-12-31' })).toBeUndefined();
});

it.each([
  ['before it began and to this day', '2025-06-01', null, true],
  ['exactly on its days', '2026-01-01', '2026-03-31', true],
  ['not on its first day', '2026-01-02', null, false],
  ['not on its last day', '2025-06-01', '2026-03-30', false],
] as const)('PHI-003 a member %s was or was not one on every day', (_, from, to, throughout) => {
  expect(isThroughout(PERIOD, { from, to })).toBe(throughout);
});

it('days count both ends; months are all that are touched', () => {
  expect(countDays(PERIOD)).toBe(90n);
  expect(monthsOf({ from: '2025-12-31', to: '2026-02-01' })).toEqual(['2025-12', '2026-01', '2026-02']);
});

it('PHI-003 behind a member stand its days, to the day after the last', () => {
  expect(memberSources({ assetKey: 'number:ab' }, { from: '1970-01-02', to: '1970-01-31' })).toEqual([
    { key: 'reduction:number:ab', from: 1n, to: 31n },
  ]);
});

it('PHI-003 behind a plant stands the energy of its months too, so that no certificate is issued for it', () => {
  const sources = memberSources(
    { assetKey: 'AN-ASSET', plant: '12326030263000018' },
    { from: '2026-01-10', to: '2026-02-20' },
  );
  expect(sources.map(({ key }) => key)).toEqual([
    'reduction:AN-ASSET',
    'energy:12326030263000018:2026-01',
    'energy:12326030263000018:2026-02',
  ]);
});
