import { parseMoment } from '@carbon/kernel';
import fc from 'fast-check';
import { momentMs } from './strict-moment';

it.each([
  ['2026-09-15T10:19:00+08:00', '2026-09-15T02:19:00.000Z'],
  ['2026-09-15T10:19Z', '2026-09-15T10:19:00.000Z'],
  ['2026-12-31T23:59:59.999-05:30', '2027-01-01T05:29:59.999Z'],
  ['2024-02-29T00:00:00.5Z', '2024-02-29T00:00:00.500Z'],
  ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
  ['2026-01-01T00:00:00.123456789Z', '2026-01-01T00:00:00.123Z'],
])('%s is %s', (text, expected) => expect(new Date(momentMs(text)).toISOString()).toBe(expected));

it.each([
  ...['2026-09-31T08:00:00+08:00', '2026-02-29T08:00:00Z', '1900-02-29T08:00:00Z', '2026-13-01T00:00:00Z'],
  ...['2026-00-10T00:00:00Z', '2026-01-00T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T23:60:00Z'],
  ...['2026-01-01T23:59:60Z', '2026-01-01T00:00:00', '2026-01-01', '2026-01-01 00:00:00Z', ''],
  ...['2026-01-01T00:00:00+0800', '2026-01-01T00:00:00+08:0', '2026-01-01T00:00:00+24:00'],
  ...[
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00.1234567890Z',
    '2026-01-01T00:00:00Z ',
    '2026-1-01T00:00:00Z',
  ],
  ...['+2026-01-01T00:00:00Z', '２０２６-01-01T00:00:00Z', '0050-01-01T00:00:00Z'],
])('“%s” is no moment', (text) => expect(momentMs(text)).toBeNaN());

it('takes every moment that the kernel writes and reads, and gives the same', () => {
  const moments = fc.date({
    min: new Date('1900-01-01T00:00:00Z'),
    max: new Date('2199-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
  const offsets = fc.integer({ min: -14 * 60, max: 14 * 60 });
  fc.assert(
    fc.property(moments, offsets, (moment, offset) => {
      const sign = offset < 0 ? '-' : '+';
      const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0');
      const minutes = String(Math.abs(offset) % 60).padStart(2, '0');
      const text = `${moment.toISOString().slice(0, -1)}${sign}${hours}:${minutes}`;
      expect(momentMs(text)).toBe(parseMoment(text).getTime());
    }),
  );
});

it('refuses whatever the kernel refuses among texts of digits and marks', () => {
  const texts = fc.stringMatching(
    /^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d(:[0-6]\d)?(Z|[+-][0-2]\d:[0-6]\d)$/,
  );
  fc.assert(
    fc.property(texts, (text) => {
      let expected = NaN;
      try {
        expected = parseMoment(text).getTime();
      } catch {
        // no moment
      }
      expect(momentMs(text)).toBe(expected);
    }),
    { numRuns: 500 },
  );
});
