import { canonicalJson, LeafHasher } from '@carbon/kernel';
import fc from 'fast-check';
import { ACT_DOMAIN, ActHasher, type ActRecord, canonicalAct, isActRecord } from './act-record';

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

it('leaves are those of the kernel’s hasher; another salt or another word of an act is another leaf', async () => {
  const kernel = await LeafHasher.create();
  const hasher = await ActHasher.create();
  const leaf = (salt: number, id: string) => {
    const [bytes, one] = [new Uint8Array(16).fill(salt), record(id)];
    const hex = Buffer.from(hasher.leafOf(bytes, one)).toString('hex');
    expect(hex).toBe(Buffer.from(kernel.leafOf(ACT_DOMAIN, bytes, canonicalAct(one))).toString('hex'));
    return hex;
  };
  expect(new Set([leaf(1, 'A'), leaf(2, 'A'), leaf(1, 'B'), leaf(1, '碳'.repeat(64))]).size).toBe(4);
  expect(leaf(1, 'A')).toBe(leaf(1, 'A'));
  expect(() => hasher.leafOf(new Uint8Array(16), record('x'.repeat(4000)))).toThrow(RangeError);
});

it('a record has its nine texts and nothing else', () => {
  expect(isActRecord({ ...record('A') })).toBe(true);
  expect(isActRecord({ ...record('A'), phone: '1' })).toBe(false);
  expect(isActRecord({ ...record('A'), amount: 8635 })).toBe(false);
  expect(isActRecord([])).toBe(false);
  expect(isActRecord(undefined)).toBe(false);
});
