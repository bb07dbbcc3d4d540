import { methodologies } from '../methodologies/methodology-packs';
import { CREDIT_SCHEMES } from './credit-scheme';
import { creditSchemeOn, parseCreditScheme } from './credit-schemes';

const today = '2026-11-21';
const ccer = creditSchemeOn('CCER', today);

describe('credit schemes', () => {
  it('CCR-003 CCR-004 CCR-006 CCR-007 CCR-012 CCR-013 the figures of CCER are those of the Measures', () => {
    expect(ccer).toMatchObject({
      instrumentKind: 'credit',
      designCommentWorkingDays: { value: 20, certainty: 'F' },
      reportCommentWorkingDays: { value: 20, certainty: 'F' },
      reviewWorkingDays: { value: 15, certainty: 'F' },
      validationNeeded: { value: true },
      validatorMayVerify: { value: false, rules: ['CCR-005'] },
      constructionAfter: { value: '2012-11-08', rules: ['CCR-001'] },
      reductionsAfter: { value: '2020-09-22', rules: ['CCR-006'] },
      windowYears: { value: 5 },
      recordYears: { value: 10, rules: ['CCR-007'] },
      fraud: { value: { fineFromFen: 1_000_000n, fineToFen: 10_000_000n, banYears: 3 } },
      bodies: { value: { fullTimeStaff: 10, experiencedStaff: 5, experienceYears: 2 } },
    });
  });

  it('CCT-001 CCR-010 CCR-011 no natural persons, the uses of the Measures, nothing across the border', () => {
    expect(ccer.owners.value).toEqual(['legal-person', 'organisation']);
    expect(ccer.purposes.value).toContain('national-ets-offset');
    expect(ccer.purposes.value).not.toContain('green-power-claim');
    for (const id of CREDIT_SCHEMES) expect(creditSchemeOn(id, today).crossBorder.value).toBe(false);
  });

  it('EXC-001 EXC-005 exclusivity begins with September 2024, and its end is open', () => {
    expect(creditSchemeOn('CCER', '2024-08-31').exclusivity.value).toBeNull();
    const { value, effectiveTo } = creditSchemeOn('CCER', '2024-09-01').exclusivity;
    expect(value?.mayChoose).toEqual(['CCER-01-001-V01', 'CCER-01-002-V01']);
    expect([effectiveTo, value?.reviewAfterYears]).toEqual([undefined, 2]);
    expect(creditSchemeOn('CCER', '2036-01-01').exclusivity.value).toEqual(value);
  });

  it('PHI-005 Guangdong asks for seven working days of disclosure, for the five years of its rules', () => {
    expect(creditSchemeOn('PHER-GD', '2022-05-06').disclosureWorkingDays).toMatchObject({
      value: 7,
      certainty: 'E',
    });
    expect(() => creditSchemeOn('PHER-GD', '2022-05-05')).toThrow('RULES_NO_PACK');
    expect(creditSchemeOn('PHER-GD', '2027-05-05').id).toBe('PHER-GD');
    expect(() => creditSchemeOn('PHER-GD', '2027-05-06')).toThrow('RULES_NO_PACK');
  });

  it('PHI-001 one Wuhan tonne stands for one Hubei allowance', () => {
    expect(creditSchemeOn('PHER-WH', today).equivalence.value).toMatchObject({ market: 'hubei', ratio: '1' });
    expect(creditSchemeOn('PHER-SIP', today).equivalence.value).toBeNull();
  });

  it('PHI-004 Suzhou Industrial Park has four methodologies and a pool; where no rule was found it says X', () => {
    const park = creditSchemeOn('PHER-SIP', '2022-12-31');
    expect(park.methodologies.value.filter((code) => code.startsWith('PHER-SIP-'))).toHaveLength(4);
    expect(park.methodologies.value).toContain('PHER-POOL-V01');
    expect([park.instrumentKind, park.pack.certainty]).toEqual(['inclusion-reduction', 'X']);
  });

  it('every methodology that a scheme allows stands here', () => {
    const known = methodologies.map(({ code }) => code);
    for (const id of CREDIT_SCHEMES) {
      const allowed = creditSchemeOn(id, today).methodologies.value;
      expect(allowed.length).toBeGreaterThan(0);
      expect(known).toEqual(expect.arrayContaining([...allowed]));
    }
  });

  it('a scheme that does not stand here is refused', () => {
    expect(parseCreditScheme('PHER-SZ')).toBe('PHER-SZ');
    expect(() => parseCreditScheme('VCS')).toThrow('CREDITS_SCHEME_UNKNOWN');
  });

  it('an answer that rests on some figures has their certainty', () => {
    expect(ccer.reference([ccer.windowYears, ccer.reviewWorkingDays]).certainty).toBe('F');
    expect(ccer.pack.certainty).toBe('X');
  });
});
