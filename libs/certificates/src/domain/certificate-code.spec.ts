import { Refusal } from '@carbon/kernel';
import fc from 'fast-check';
import {
  type CertificateCodeFields,
  decodeCertificateCode,
  encodeCertificateCode,
  splitCertificateCode,
  type TradeClass,
  tradeClasses,
} from './certificate-code';
import { encodePlantCode } from './plant-code';
import { CLASS_ORDER } from './electricity-class';

const plant = encodePlantCode({
  projectType: 'distributed',
  technology: 'solar-pv-distributed',
  filedOn: '2021-12-06',
  province: '32',
  serialOfDay: 42,
});
const first: CertificateCodeFields = {
  plant,
  productionMonth: '2025-01',
  serial: 1n,
  electricityClass: 'on-grid',
  tradeClass: 'tradable',
};

function faultsOf(code: string): string[] {
  try {
    decodeCertificateCode(code);
  } catch (error) {
    if (error instanceof Refusal) return error.fields.map(({ field }) => field);
    throw error;
  }
  return [];
}

describe('certificate code', () => {
  it('GEC-018 32 digits are accepted and split 17 + 15, whatever they mean (AC-94)', () => {
    expect(splitCertificateCode('12345678901234567' + '890123456789012')).toEqual({
      plant: '12345678901234567',
      rest: '890123456789012',
    });
  });

  it.each([
    ['31 digits', '1'.repeat(31)],
    ['33 digits', '1'.repeat(33)],
    ['a letter', '1'.repeat(31) + 'A'],
    ['full-width digits', '１'.repeat(32)],
    ['a line end', '1'.repeat(32) + '\n'],
    ['spaces between', '1111 '.repeat(8)],
    ['nothing', ''],
  ])('GEC-018 %s is refused (AC-94)', (_, code) => {
    expect(() => splitCertificateCode(code)).toThrow('code');
    expect(faultsOf(code)).toEqual(['code']);
  });

  it('GEC-018 the last 15 digits are month, serial, electricity class and trade class', () => {
    const code = encodeCertificateCode(first);
    expect(code).toBe(`${plant}250100000000111`);
    expect(decodeCertificateCode(code)).toMatchObject({ ...first, plantFields: { province: '32' } });
  });

  it('GEC-018 every certificate is read back from its code, and no two share one', () => {
    const certificates = fc.record({
      plant: fc.constant(plant),
      productionMonth: fc
        .tuple(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 12 }))
        .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}` as `${number}-${number}`),
      serial: fc.bigInt({ min: 1n, max: 999_999_999n }),
      electricityClass: fc.constantFrom(...CLASS_ORDER),
      tradeClass: fc.constantFrom(...(Object.keys(tradeClasses) as TradeClass[])),
    });
    fc.assert(
      fc.property(certificates, (certificate) => {
        const code = encodeCertificateCode(certificate);
        expect(splitCertificateCode(code).plant).toBe(plant);
        expect(decodeCertificateCode(code)).toMatchObject(certificate);
      }),
    );
  });

  it.each([
    ['month 13', `${plant}251300000000111`, ['code.productionMonth']],
    ['serial 0', `${plant}250100000000011`, ['code.serial']],
    ['electricity class 9', `${plant}250100000000191`, ['code.electricityClass']],
    ['trade class 0', `${plant}250100000000110`, ['code.tradeClass']],
    ['a wrong plant', `1${plant.slice(1)}250100000000111`, ['code.plant.checkDigit']],
  ])('GEC-018 %s is named', (_, code, fields) => {
    expect(faultsOf(code)).toEqual(fields);
  });

  it.each([
    ['serial 0', { serial: 0n }, 'serial'],
    ['serial of ten digits', { serial: 1_000_000_000n }, 'serial'],
    ['a month of another century', { productionMonth: '1999-12' as const }, 'productionMonth'],
    ['a plant code that is none', { plant: '123' as typeof plant }, 'plant'],
  ])('GEC-018 %s has no code', (_, over, field) => {
    expect(() => encodeCertificateCode({ ...first, ...over })).toThrow(field);
  });
});
