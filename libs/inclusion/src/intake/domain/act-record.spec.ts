import { canonicalJson, LeafHasher } from '@carbon/kernel';
import fc from 'fast-check';
import { type ActRecord, canonicalAct, isActRecord, leafOfAct } from './act-record';

const record = (eventId: string, act = '819200001'): ActRecord => ({
  ...{ act, amount: '8635', durationS: '2220', eventId, method: 'metro', partner: 'P1' },
  ...{ programme: 'SZ', resident: '217', startedAt: '2026-09-15T02:19:00.000Z' },
});

it('the text written by hand is the canonical JSON of RFC 8785, whatever the event id holds', () => {
  const ids = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 64 });
  fc.assert(
    fc.property(ids, fc.bigInt({ min: 1n, max: 2n ** 62n }), (id, act) => {
      const one = record(id, act.toString());
      expect(canonicalAct(one)).toBe(canonicalJson({ ...one }));
    }),
  );
  for (const id of ['"', '\\', '\u2028', '碳', '😀', '</script>', '\u007f', 'é', '\ufeff'])
    expect(canonicalAct(record(id))).toBe(canonicalJson({ ...record(id) }));
});

it('another salt or another word of an act is another leaf', async () => {
  const hasher = await LeafHasher.create();
  const leaf = (salt: number, id: string) =>
    Buffer.from(leafOfAct(hasher, new Uint8Array(16).fill(salt), record(id))).toString('hex');
  expect(new Set([leaf(1, 'A'), leaf(2, 'A'), leaf(1, 'B')]).size).toBe(3);
  expect(leaf(1, 'A')).toBe(leaf(1, 'A'));
});

it('a record has its nine texts and nothing else', () => {
  expect(isActRecord({ ...record('A') })).toBe(true);
  expect(isActRecord({ ...record('A'), phone: '1' })).toBe(false);
  expect(isActRecord({ ...record('A'), amount: 8635 })).toBe(false);
  expect(isActRecord([])).toBe(false);
  expect(isActRecord(undefined)).toBe(false);
});
