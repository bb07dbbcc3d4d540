import { workingCalendarOfWeekends } from './published-terms.spec-support';
import { termsFor } from './published-terms';

const TERMS = [
  { version: 1, publishedOn: '2026-02-02' },
  { version: 2, publishedOn: '2026-03-02' },
] as const;

it.each([
  ['2026-02-11', undefined], // the seventh working day after Monday 2 February
  ['2026-02-12', 1],
  ['2026-03-11', 1],
  ['2026-03-12', 2],
] as const)('PHI-005 on %s the terms that count are version %s', (day, version) => {
  expect(termsFor(TERMS, day, 7, workingCalendarOfWeekends)?.version).toBe(version);
});
