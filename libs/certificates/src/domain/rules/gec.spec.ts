import { addMonths, lastDayOf, Refusal } from '@carbon/kernel';
import { gecPackAt, gecPacks, packReference } from './gec';

describe('green-certificate rule packs', () => {
  it('GEC-001 one certificate is 1,000 kWh in every pack', () => {
    for (const pack of gecPacks) expect(pack.whPerCertificate.value).toBe(1_000n * 1_000n);
  });

  it('GEC-013 two years are 24 calendar months in every pack', () => {
    for (const pack of gecPacks) expect(pack.validityMonths.value).toBe(2 * 12);
  });

  it('GEC-015 the same-year rule begins with 2026', () => {
    expect(gecPackAt('2025-12-31').sameYear).toBeUndefined();
    expect(gecPackAt('2026-01-01').sameYear?.value.fromYear).toBe(2026);
  });

  it('spans follow one another without gap or overlap', () => {
    gecPacks.slice(1).forEach((pack, index) => {
      const end = gecPacks[index]!.effectiveTo!;
      const month = pack.effectiveFrom.slice(0, 7) as `${number}-${number}`;
      expect(pack.effectiveFrom.endsWith('-01')).toBe(true);
      expect(end).toBe(lastDayOf(addMonths(month, -1)));
    });
    expect(gecPacks.at(-1)?.effectiveTo).toBeUndefined();
  });

  it('a day before the first pack is refused rather than judged by later rules', () => {
    expect(() => gecPackAt('2024-08-25')).toThrow(Refusal);
    expect(() => gecPackAt('2024-08-25')).toThrow('GEC_NO_RULE_PACK');
    expect(gecPackAt('2024-08-26').version).toBe('2024.1');
  });

  it('every figure of a pack names its rule, source and certainty, and the pack is named by three words', () => {
    const pack = gecPackAt('2026-06-01');
    const figures = [
      pack.whPerCertificate,
      pack.validityMonths,
      pack.earlyPower,
      pack.newHydroFrom,
      pack.sameYear!,
    ];
    for (const figure of figures) {
      expect(figure.rule).toMatch(/^GEC-\d{3}$/);
      expect(figure.source).not.toBe('');
      expect(figure.certainty).toBe('E');
    }
    expect(packReference(pack)).toEqual({ id: 'cn-gec', version: '2026.1', certainty: 'E' });
  });
});
