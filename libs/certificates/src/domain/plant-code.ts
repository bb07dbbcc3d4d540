import { type ChinaDate, fault, FaultCollector, malformed, parseChinaDate } from '@carbon/kernel';
import { checkDigit } from './check-digit';
import { type Province, type ProvinceCode, provinceByCode } from './provinces';
import { type Technology, technologyByDigits, type TechnologyCode, technologyOf } from './technology';

declare const brand: unique symbol;

/** The 17 digits under which a plant is filed (建档立卡), in our own layout. */
export type PlantCode = string & { readonly [brand]: 'PlantCode' };

/** First digit of a plant code. */
export const projectTypes = { centralised: '1', distributed: '2', 'off-grid': '3' } as const;
export type ProjectType = keyof typeof projectTypes;

export interface PlantCodeFields {
  readonly projectType: ProjectType;
  readonly technology: TechnologyCode;
  readonly filedOn: ChinaDate;
  readonly province: ProvinceCode;
  /** 1 to 99,999 within the filing day and the province. */
  readonly serialOfDay: number;
}

/**
 * GEC-018 names the parts of the 17 digits but not their widths; this layout is our own (X):
 *
 *     1 2 3 250618 33 00001 7
 *     │ │ │ │      │  │     └ check digit, ISO/IEC 7064 MOD 11,10 over the 16 before
 *     │ │ │ │      │  └ serial of the day in the province
 *     │ │ │ │      └ province, GB/T 2260
 *     │ │ │ └ filing date YYMMDD
 *     │ │ └ technology within the energy type
 *     │ └ energy type
 *     └ project type
 */
const LAYOUT = /^(\d)(\d)(\d)(\d{6})(\d{2})(\d{5})(\d)$/;
const MAX_SERIAL_OF_DAY = 99_999;

/** @throws Refusal INPUT_MALFORMED naming `filedOn` or `serialOfDay` when they do not fit their digits */
export function encodePlantCode(fields: PlantCodeFields): PlantCode {
  const faults = new FaultCollector();
  faults.attempt(() => parseChinaDate(fields.filedOn, 'filedOn'));
  if (!fields.filedOn.startsWith('20')) {
    faults.add(fault('filedOn', 'century', 'must lie in 2000 to 2099', '必须在 2000 至 2099 年之间'));
  }
  const { serialOfDay } = fields;
  if (!Number.isInteger(serialOfDay) || serialOfDay < 1 || serialOfDay > MAX_SERIAL_OF_DAY) {
    faults.add(fault('serialOfDay', 'range', 'must be 1 to 99999', '必须在 1 至 99999 之间'));
  }
  faults.refuseIfAny();
  const technology = technologyOf(fields.technology);
  const digits =
    projectTypes[fields.projectType] +
    technology.energyDigit +
    technology.technologyDigit +
    fields.filedOn.slice(2).replaceAll('-', '') +
    fields.province +
    String(serialOfDay).padStart(5, '0');
  return (digits + checkDigit(digits)) as PlantCode;
}

/**
 * Reads a plant code of our own layout.
 * @throws Refusal INPUT_MALFORMED naming each faulty part: `plant.technology`, `plant.checkDigit` …
 */
export function decodePlantCode(code: string, field = 'plant'): PlantCodeFields {
  const parts = LAYOUT.exec(code);
  if (parts === null) {
    throw malformed([fault(field, 'digits', 'must be 17 digits', '必须是 17 位数字')]);
  }
  const [, project = '', energy = '', technologyDigit = '', date = '', place = '', serial = ''] = parts;
  const faults = new FaultCollector();
  if (checkDigit(code.slice(0, -1)) !== code.at(-1)) {
    faults.add(fault(`${field}.checkDigit`, 'check-digit', 'the check digit does not fit', '校验位不符'));
  }
  const projectType = faults.attempt(() => readProjectType(project, `${field}.projectType`));
  const technology = faults.attempt(() => readTechnology(energy, technologyDigit, `${field}.technology`));
  const filedOn = faults.attempt(() =>
    parseChinaDate(`20${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4)}`, `${field}.filedOn`),
  );
  const province = faults.attempt(() => readProvince(place, `${field}.province`));
  if (Number(serial) === 0) {
    faults.add(fault(`${field}.serialOfDay`, 'range', 'counts from 1', '从 1 开始编号'));
  }
  faults.refuseIfAny();
  if (!projectType || !technology || !filedOn || !province) throw new TypeError('a part without its fault');
  return {
    projectType,
    technology: technology.code,
    filedOn,
    province: province.code,
    serialOfDay: Number(serial),
  };
}

/** As `decodePlantCode`, giving the checked code itself. */
export function parsePlantCode(code: string, field = 'plant'): PlantCode {
  decodePlantCode(code, field);
  return code as PlantCode;
}

function readProjectType(digit: string, field: string): ProjectType {
  for (const [name, value] of Object.entries(projectTypes)) if (value === digit) return name as ProjectType;
  throw malformed([fault(field, 'project-type', 'the digit is not in use', '该位数字未启用')]);
}

function readTechnology(energyDigit: string, technologyDigit: string, field: string): Technology {
  const technology = technologyByDigits(energyDigit, technologyDigit);
  if (technology === undefined) {
    throw malformed([fault(field, 'technology', 'the two digits are not in use', '该两位数字未启用')]);
  }
  return technology;
}

function readProvince(digits: string, field: string): Province {
  const province = provinceByCode(digits);
  if (province === undefined) {
    throw malformed([
      fault(field, 'province', 'is not a province of GB/T 2260', '不是 GB/T 2260 的省级代码'),
    ]);
  }
  return province;
}
