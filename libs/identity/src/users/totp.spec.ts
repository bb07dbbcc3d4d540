import { newTotpSecret, stepOfCode, totpSetup } from './totp';

/** RFC 6238, appendix B, SHA-1; six of the eight digits that stand there. */
const SECRET = Buffer.from('12345678901234567890');

describe('codes of an authenticator app', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('RFC 6238 at %d s', (seconds, code) => {
    expect(stepOfCode(SECRET, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30));
  });

  it('one step early or late is taken, and named; two are not', () => {
    const at = (step: number) => new Date((step * 30 + 15) * 1000);
    expect(stepOfCode(SECRET, '287082', at(0))).toBe(1);
    expect(stepOfCode(SECRET, '287082', at(2))).toBe(1);
    expect(stepOfCode(SECRET, '287082', at(3))).toBeUndefined();
  });

  it.each(['', '28708', '2870820', 'abcdef'])('%j is no code', (code) => {
    expect(stepOfCode(SECRET, code, new Date(59_000))).toBeUndefined();
  });

  it('an app is told issuer, account and secret', () => {
    const { secret, uri } = totpSetup(SECRET, 'a@example.com');
    expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(decodeURIComponent(uri)).toContain('碳账本 Carbon Ledger:a@example.com');
    expect(newTotpSecret().equals(newTotpSecret())).toBe(false);
  });
});
