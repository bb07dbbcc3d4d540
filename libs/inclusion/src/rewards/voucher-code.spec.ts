import fc from 'fast-check';
import { periodOf } from './domain/reward';
import { fenOf, isYuan, yuanOf } from './domain/yuan';
import { CODE_BITS, newVoucherCode, qrPayload, readVoucherCode, shownCode } from './voucher-code';

describe('codes of vouchers', () => {
  it('have a hundred random bits, and no two are alike', () => {
    expect(CODE_BITS).toBeGreaterThanOrEqual(100);
    const codes = new Set(Array.from({ length: 10_000 }, newVoucherCode));
    expect(codes.size).toBe(10_000);
    const letters = new Set([...codes].flatMap((code) => code.split('')));
    expect(letters.size).toBe(32);
  });

  it('are read however they were typed or scanned', () => {
    const code = newVoucherCode();
    const shown = shownCode(code);
    const typed = shown.toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l');
    for (const each of [code, shown, ` ${shown} `, typed, qrPayload(code), qrPayload(code).toLowerCase()])
      expect(readVoucherCode(each)).toBe(code);
  });

  it('are not read out of anything else', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const read = readVoucherCode(text);
        expect(read === undefined || /^[0-9A-HJKMNP-TV-Z]{20}$/.test(read)).toBe(true);
      }),
    );
    for (const each of ['', '0', `${newVoucherCode()}0`, newVoucherCode().slice(1), 'U'.repeat(20)])
      expect(readVoucherCode(each)).toBeUndefined();
  });
});

describe('periods of a limit', () => {
  it('begin with days, months and years of China', () => {
    const eve = new Date('2026-12-31T16:00:00Z');
    expect((['day', 'month', 'year', 'ever'] as const).map((period) => periodOf(period, eve))).toEqual([
      ...['2027-01-01', '2027-01-01', '2027-01-01', '1970-01-01'],
    ]);
    const before = new Date('2026-12-31T15:59:59Z');
    expect((['day', 'month', 'year'] as const).map((period) => periodOf(period, before))).toEqual([
      ...['2026-12-31', '2026-12-01', '2026-01-01'],
    ]);
  });
});

describe('yuan', () => {
  it('and fen are the same, either way', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), (fen) => {
        expect(fenOf(yuanOf(fen))).toBe(fen);
      }),
    );
    expect([fenOf('3'), fenOf('0.5'), fenOf('-4.50')]).toEqual([300n, 50n, -450n]);
    for (const text of ['1.005', '', '-', '01', '1e3', '+1', '1.']) expect(isYuan(text)).toBe(false);
  });
});
