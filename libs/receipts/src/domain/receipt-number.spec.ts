import { isReceiptNumber, receiptNumber } from './receipt-number';

describe('numbers of receipts', () => {
  const number = receiptNumber('CR', '2026-11-20', 17n);

  it('carry source, day, serial and check digit, and sort by day and serial', () => {
    expect(number).toMatch(/^CR-20261120-00000017-\d$/);
    expect(receiptNumber('CR', '2026-11-21', 1n) > number).toBe(true);
    expect(receiptNumber('CR', '2026-11-20', 18n) > number).toBe(true);
  });

  it('every single wrong digit is found', () => {
    for (const [at, character] of Array.from(number).entries()) {
      if (!/\d/.test(character)) continue;
      const wrong = number.slice(0, at) + String((Number(character) + 1) % 10) + number.slice(at + 1);
      expect(isReceiptNumber(wrong)).toBe(false);
    }
    expect(isReceiptNumber(number)).toBe(true);
  });
});
