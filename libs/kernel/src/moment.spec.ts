import { parseMoment } from './moment';

it.each([
  ['2026-03-31T08:00:00+08:00', '2026-03-31T00:00:00.000Z'],
  ['2026-03-31T08:00Z', '2026-03-31T08:00:00.000Z'],
  ['2026-03-31T08:00:00.123456Z', '2026-03-31T08:00:00.123Z'],
])('%s is %s', (text, moment) => expect(parseMoment(text).toISOString()).toBe(moment));

it.each([
  '2026-03-31',
  '2026-03-31 08:00:00Z',
  'now',
  '2026-03-31T08:00:00',
  '2026-02-30T08:00:00Z',
  '2026-03-31T25:00:00Z',
  1,
  null,
  undefined,
])('%p is no moment', (text) => expect(() => parseMoment(text, 'when')).toThrow('when'));
