import fc from 'fast-check';
import { canonicalRecord, fastCanonicalRecord, type JournalRecord } from './record';
import { KINDS, PARTS } from './vocabulary';

const whole = fc.bigInt({ min: 0n, max: 1n << 62n }).map(String);
const moment = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
/** Anything a person may type: quotes, control characters, emoji. */
const text = fc.string({ unit: 'grapheme' });

const record: fc.Arbitrary<JournalRecord> = fc.record({
  id: whole,
  transaction: whole,
  kind: fc.constantFrom(...KINDS),
  instrument: fc.stringMatching(/^[A-Z0-9][A-Z0-9./:-]{0,20}$/),
  quantity: whole,
  debitAccount: fc.constantFrom('CL-100-1024-0-3', 'SYSTEM-ISSUANCE'),
  debitPart: fc.constantFrom(...PARTS),
  creditAccount: fc.constantFrom('CL-100-1025-0-23', 'SYSTEM-RETIREMENT'),
  creditPart: fc.constantFrom(...PARTS),
  serials: orNull(fc.array(fc.tuple(whole, whole).map((range) => range.join('-')))),
  recordedAt: moment,
  businessTime: moment,
  reversibleUntil: orNull(moment),
  reverses: orNull(whole),
  actor: text,
  approver: orNull(text),
  reference: orNull(text),
  reason: orNull(text),
  documentHash: orNull(fc.stringMatching(/^[0-9a-f]{64}$/)),
});

it('RFC 8785 the fast text of a record is its canonical JSON, whatever people type', () => {
  fc.assert(
    fc.property(record, (each) => {
      expect(fastCanonicalRecord(each)).toBe(canonicalRecord(each));
    }),
    { numRuns: 2000 },
  );
});
