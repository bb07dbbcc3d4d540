import { type ChinaMonth, fault, FaultCollector, malformed } from '@carbon/kernel';
import { decodePlantCode, parsePlantCode, type PlantCode, type PlantCodeFields } from './plant-code';
import { parseProductionMonth } from './production-month';
import { type ElectricityClass, electricityClasses } from './electricity-class';

declare const brand: unique symbol;

/** The 32 digits of one certificate, in our own layout. */
export type CertificateCode = string & { readonly [brand]: 'CertificateCode' };

/** Last digit of a certificate code. */
export const tradeClasses = { tradable: '1', 'non-tradable': '2' } as const;
export type TradeClass = keyof typeof tradeClasses;

export interface CertificateCodeFields {
  readonly plant: PlantCode;
  readonly productionMonth: ChinaMonth;
  /** 1 to 999,999,999 within plant and month. */
  readonly serial: bigint;
  readonly electricityClass: ElectricityClass;
  readonly tradeClass: TradeClass;
}

export interface DecodedCertificateCode extends CertificateCodeFields {
  readonly plantFields: PlantCodeFields;
}

export const MAX_CERTIFICATE_SERIAL = 999_999_999n;

/** The two halves that GEC-018 does fix. */
export interface CodeHalves {
  /** First 17 digits: the plant file code. */
  readonly plant: string;
  /** Last 15 digits: production date, serial, electricity class, trade class. */
  readonly rest: string;
}

/**
 * GEC-018: what anybody's certificate code must look like, whatever its sub-fields.
 * @throws Refusal INPUT_MALFORMED naming `field` unless it is 32 digits
 */
export function splitCertificateCode(code: string, field = 'code'): CodeHalves {
  if (!/^\d{32}$/.test(code)) {
    throw malformed([
      fault(
        field,
        'digits',
        `must be exactly 32 digits; ${describe(code).en}`,
        `必须恰为 32 位数字；${describe(code).zh}`,
      ),
    ]);
  }
  return { plant: code.slice(0, 17), rest: code.slice(17) };
}

function describe(code: string): { zh: string; en: string } {
  return /^\d*$/.test(code)
    ? { zh: `现为 ${code.length} 位`, en: `it has ${code.length}` }
    : { zh: '含有非数字字符', en: 'it holds other characters' };
}

/**
 * The 15 digits behind the plant code; widths are our own (X):
 *
 *     2501 000000001 1 1
 *     │    │         │ └ trade class
 *     │    │         └ electricity class
 *     │    └ serial within plant and month
 *     └ production month YYMM
 */
const REST = /^(\d{2})(\d{2})(\d{9})(\d)(\d)$/;

/** @throws Refusal INPUT_MALFORMED naming `productionMonth` or `serial` when they do not fit their digits */
export function encodeCertificateCode(fields: CertificateCodeFields): CertificateCode {
  const faults = new FaultCollector();
  faults.attempt(() => parsePlantCode(fields.plant));
  faults.attempt(() => parseProductionMonth(fields.productionMonth));
  if (fields.serial < 1n || fields.serial > MAX_CERTIFICATE_SERIAL) {
    const range = `1 – ${MAX_CERTIFICATE_SERIAL.toString()}`;
    faults.add(fault('serial', 'range', `must lie in ${range}`, `必须在 ${range} 之间`));
  }
  faults.refuseIfAny();
  const code =
    fields.plant +
    fields.productionMonth.slice(2).replace('-', '') +
    fields.serial.toString().padStart(9, '0') +
    electricityClasses[fields.electricityClass] +
    tradeClasses[fields.tradeClass];
  return code as CertificateCode;
}

/**
 * Reads a code of our own layout.
 * @throws Refusal INPUT_MALFORMED naming each faulty part: `code.plant.checkDigit`, `code.electricityClass` …
 */
export function decodeCertificateCode(code: string, field = 'code'): DecodedCertificateCode {
  const halves = splitCertificateCode(code, field);
  const [, year = '', month = '', serial = '', electricity = '', trade = ''] = REST.exec(halves.rest) ?? [];
  const faults = new FaultCollector();
  const plantFields = faults.attempt(() => decodePlantCode(halves.plant, `${field}.plant`));
  const productionMonth = faults.attempt(() =>
    parseProductionMonth(`20${year}-${month}`, `${field}.productionMonth`),
  );
  if (BigInt(serial) === 0n) {
    faults.add(fault(`${field}.serial`, 'range', 'counts from 1', '从 1 开始编号'));
  }
  const electricityClass = faults.attempt(() =>
    readClass(electricityClasses, electricity, `${field}.electricityClass`),
  );
  const tradeClass = faults.attempt(() => readClass(tradeClasses, trade, `${field}.tradeClass`));
  faults.refuseIfAny();
  if (!plantFields || !productionMonth || !electricityClass || !tradeClass) {
    throw new TypeError('a part without its fault');
  }
  return {
    plant: halves.plant as PlantCode,
    plantFields,
    productionMonth,
    serial: BigInt(serial),
    electricityClass,
    tradeClass,
  };
}

function readClass<N extends string>(classes: Readonly<Record<N, string>>, digit: string, field: string): N {
  for (const name in classes) if (classes[name] === digit) return name;
  throw malformed([fault(field, 'class', 'the digit is not in use', '该位数字未启用')]);
}
