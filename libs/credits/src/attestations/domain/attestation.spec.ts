import { ATTESTATION_TYPES, attestationType } from './attestation-types';
import { judgeFigures } from './judge-figures';
import { isOverdue, monthsAfter, type Span, standingOn, surveillanceDue } from './standing';

const LANDFILL = attestationType('zero-waste-to-landfill')!;
const grade = (wasteT: string, divertedT: string) => judgeFigures(LANDFILL, { wasteT, divertedT })?.en;

describe('S29 the grade of zero waste to landfill', () => {
  it.each([
    ['1000', '1000', 'Platinum'],
    ['1000', '999.999999', 'Gold'],
    ['1000', '950', 'Gold'],
    ['1000', '949.999999', 'Silver'],
    ['3', '2.7', 'Silver'],
  ])('of %s t, %s t kept away is %s', (waste, diverted, reached) => {
    expect(grade(waste, diverted)).toBe(reached);
  });

  it('below ninety percent there is none, and nobody keeps away more than there was', () => {
    expect(() => grade('1000', '899.999999')).toThrow('ATTESTATION_GRADE_NOT_REACHED');
    expect(() => grade('1000', '1000.000001')).toThrow('figures.divertedT');
    expect(() => grade('0', '0')).toThrow('figures.divertedT');
  });
});

describe('S29 figures of a type', () => {
  it.each([
    ['missing', {}, 'figures.kgPerKg'],
    ['unknown', { kgPerKg: '6.4', price: '1' }, 'figures.price'],
    ['no decimal', { kgPerKg: '1e3' }, 'figures.kgPerKg'],
    ['a number', { kgPerKg: 6.4 as never }, 'figures.kgPerKg'],
    ['inherited', { kgPerKg: '6.4', toString: '1' }, 'figures.toString'],
  ])('%s are refused by name', (_, figures, field) => {
    expect(() => judgeFigures(attestationType('low-carbon-tea')!, figures)).toThrow(field);
  });

  it('may be left out where the type does not ask for them', () => {
    expect(judgeFigures(attestationType('low-carbon-tea')!, { kgPerKg: '6.4' })).toBeNull();
  });
});

const SPAN: Span = {
  ...{ state: 'valid', validFrom: '2026-03-02', validUntil: '2029-03-01' },
  ...{ surveillanceMonths: 12, surveyedOn: null },
};

describe('S29 how an attestation stands', () => {
  it.each([
    ['2026-03-01', 'upcoming'],
    ['2026-03-02', 'valid'],
    ['2029-03-01', 'valid'],
    ['2029-03-02', 'expired'],
  ] as const)('on %s it is %s', (day, standing) => {
    expect(standingOn(SPAN, day)).toBe(standing);
  });

  it('a suspended one expires too, a withdrawn one stays withdrawn', () => {
    expect(standingOn({ ...SPAN, state: 'suspended' }, '2029-03-01')).toBe('suspended');
    expect(standingOn({ ...SPAN, state: 'suspended' }, '2029-03-02')).toBe('expired');
    expect(standingOn({ ...SPAN, state: 'withdrawn' }, '2029-03-02')).toBe('withdrawn');
  });

  it('surveillance is due so many months after the last that was passed, overdue a day later', () => {
    expect(surveillanceDue(SPAN)).toBe('2027-03-02');
    expect(isOverdue(SPAN, '2027-03-02')).toBe(false);
    expect(isOverdue(SPAN, '2027-03-03')).toBe(true);
    const surveyed: Span = { ...SPAN, surveyedOn: '2027-03-10' };
    expect(surveillanceDue(surveyed)).toBe('2028-03-10');
    expect(isOverdue(surveyed, '2027-03-11')).toBe(false);
  });

  it('none is due that would fall behind the end, nor where the type knows none', () => {
    expect(surveillanceDue({ ...SPAN, surveyedOn: '2028-03-01' })).toBeNull();
    expect(surveillanceDue({ ...SPAN, surveillanceMonths: null })).toBeNull();
    expect(surveillanceDue({ ...SPAN, state: 'withdrawn' })).toBeNull();
    expect(isOverdue(SPAN, '2029-03-02')).toBe(false);
  });

  it('months end where they end', () => {
    expect(monthsAfter('2026-01-31', 1)).toBe('2026-02-28');
    expect(monthsAfter('2024-02-29', 12)).toBe('2025-02-28');
    expect(monthsAfter('2026-11-30', 3)).toBe('2027-02-28');
  });
});

it('S29 every type says where it is from, and how sure it is', () => {
  for (const { source, certainty, standard, validityMonths } of ATTESTATION_TYPES) {
    expect(source.length * standard.length * validityMonths).toBeGreaterThan(0);
    expect(['F', 'E', 'S', 'M+', 'M-', 'X', 'D']).toContain(certainty);
  }
  expect(new Set(ATTESTATION_TYPES.map(({ id }) => id)).size).toBe(ATTESTATION_TYPES.length);
});
