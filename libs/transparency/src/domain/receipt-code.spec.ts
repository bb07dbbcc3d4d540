import type { EvidenceBundle } from './evidence-bundle';
import { IMPOSTOR, NOTARY } from './evidence.spec-support';
import { encodeReceiptCode, packCode, readReceiptCode, type ReceiptCode } from './receipt-code';
import { DOCUMENT, evidenceOf, ROW } from './receipt-code.spec-support';
import { CODE_CHECKS, verifyReceiptCode } from './verify-receipt-code';

/** Bytes that a QR code of version 40 holds at level L. */
const QR_BYTES = 2953;

let bundle: EvidenceBundle;
let code: string;
let parts: ReceiptCode;
beforeAll(async () => {
  bundle = await evidenceOf(ROW);
  code = encodeReceiptCode(bundle, DOCUMENT);
  parts = readReceiptCode(code) ?? fail();
});

function fail(): never {
  throw new Error('the code cannot be read');
}

/** What refuses a code of which one part was changed. */
function failedOf(change: Partial<ReceiptCode>): string {
  const verdict = verifyReceiptCode(packCode({ ...parts, ...change }));
  return verdict.valid ? 'nothing' : verdict.failed;
}

const flipped = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, at) => (at === 0 ? byte ^ 1 : byte));

describe('the code of a receipt', () => {
  it('verifies offline, alone or in an address, and gives record and document', () => {
    for (const text of [code, `https://carbon.example/r/CR-1#${code}`, ` ${code}\n`]) {
      const verdict = verifyReceiptCode(text, { expectedVerifierKey: NOTARY.verifierKey });
      expect(verdict).toMatchObject({ valid: true, record: ROW, document: DOCUMENT.content, state: 'shown' });
      expect(verdict.checks.map(({ name }) => name)).toEqual(CODE_CHECKS);
    }
  });

  it.each(Object.keys(ROW))('is refused when %s of its record is another', (field) => {
    const changed = { ...parts.record, [field]: field === 'serials' ? ['1-7718'] : 'x' };
    // the hash of the document stands in the code as bytes
    const verdict =
      field === 'documentHash'
        ? failedOf({ documentHash: flipped(parts.documentHash) })
        : failedOf({ record: changed });
    expect(verdict).toBe('inclusion');
  });

  it.each(Object.keys(DOCUMENT.content))('is refused when %s of its document is another', (field) => {
    expect(failedOf({ document: { ...DOCUMENT, content: { ...DOCUMENT.content, [field]: 'x' } } })).toBe(
      'document',
    );
  });

  it('is refused when any other part is another', () => {
    expect(failedOf({ salt: flipped(parts.salt) })).toBe('inclusion');
    expect(failedOf({ leafIndex: parts.leafIndex + 1n })).toBe('inclusion');
    expect(failedOf({ path: parts.path.slice(1) })).toBe('inclusion');
    expect(failedOf({ path: parts.path.map(flipped) })).toBe('inclusion');
    expect(failedOf({ root: flipped(parts.root) })).toBe('inclusion');
    expect(failedOf({ treeSize: parts.treeSize + 1n })).toBe('checkpoint-signature');
    expect(failedOf({ origin: 'other.example/log' })).toBe('checkpoint-signature');
    expect(failedOf({ signature: flipped(parts.signature) })).toBe('checkpoint-signature');
    expect(failedOf({ document: { ...DOCUMENT, salt: flipped(DOCUMENT.salt) } })).toBe('document');
    expect(failedOf({ document: { ...DOCUMENT, domain: 'carbon-ledger/other/v1\0' } })).toBe('document');
    expect(failedOf({})).toBe('nothing');
  });

  it('is refused when it was made under another key than the published one', () => {
    const verdict = verifyReceiptCode(code, { expectedVerifierKey: IMPOSTOR.verifierKey });
    expect(verdict).toMatchObject({ valid: false, failed: 'verifier-key' });
  });

  it('every character that is changed is refused, and so is every shortening', () => {
    for (let at = 0; at < code.length; at += 1) {
      const other = code[at] === 'A' ? 'B' : 'A';
      const text = code.slice(0, at) + other + code.slice(at + 1);
      if (verifyReceiptCode(text).valid) throw new Error(`character ${at} can be changed`);
      if (verifyReceiptCode(code.slice(0, at)).valid) throw new Error(`it can end at ${at}`);
    }
  });

  it.each(['erased', 'withheld', 'separate'] as const)('verifies without its document, as %s', (state) => {
    const verdict = verifyReceiptCode(encodeReceiptCode(bundle, state));
    expect(verdict).toMatchObject({ valid: true, state, record: ROW });
    expect(verdict).not.toHaveProperty('document');
  });

  it('fits a QR code with its address, in a log of a million leaves too', () => {
    expect(`https://registry.carbon.example/r/CR-20261120-00000001-4#${code}`.length).toBeLessThan(QR_BYTES);
    // ten nodes more than in this log of 700
    const path = [...parts.path, ...Array.from({ length: 10 }, () => parts.root)];
    expect(packCode({ ...parts, path }).length).toBeLessThan(QR_BYTES - 300);
  });

  it('is made of rows that commit to a document only', async () => {
    const bare = await evidenceOf({ ...ROW, documentHash: null });
    expect(() => encodeReceiptCode(bare, 'separate')).toThrow(RangeError);
  });
});
