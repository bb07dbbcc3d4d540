import { fault, FaultCollector, type Text } from '@carbon/kernel';
import {
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  objectSchema,
  readDay,
  readFields,
  type Ruled,
  ruledSchema,
} from '@carbon/rules/domain';
import { allocateIndustry } from '../allocate-industry';
import type { IndustryFirm } from '../allocation';
import { type AllocationRules, allocationRules } from '../allocation-rules';
import { exactBalance } from '../solve-balance';
import { AC_19 } from './allocation-industry-example';
import { notesSchema, packOf } from './answer';
import {
  decimalSchema,
  fineDecimalSchema,
  idSchema,
  marketSchema,
  packsOf,
  readDecimal,
  readEach,
  readFineDecimal,
  readId,
  readMarket,
  readSector,
  readTonnes,
  readYear,
  sectorSchema,
  wholeSchema,
  yearSchema,
} from './read-input';

const FIELDS = ['year', 'sector', 'firms', 'balance', 'market', 'asOf'];
const FIRM_FIELDS = ['id', 'emissionsT', 'intensity', 'special'];
const MAX_FIRMS = 100_000;

interface FirmAnswer {
  readonly id: string;
  readonly deviationPercent?: string;
  readonly coefficient: string;
  readonly allowanceT: string;
}

export interface AllocationIndustryAnswer extends Ruled {
  readonly balance?: string;
  readonly firms: readonly FirmAnswer[];
  readonly emissionsT: string;
  readonly allowanceT: string;
  readonly notes: readonly Text[];
}

/** ALC-020 to ALC-022 and ALC-025 for enterprises of a sector. */
export function allocationIndustry(input: unknown, context: CalculatorContext): AllocationIndustryAnswer {
  const faults = new FaultCollector();
  const fields = readFields(input, FIELDS, faults);
  const asOf = faults.attempt(() => readDay(fields.get('asOf'), 'asOf', context.today));
  const market = faults.attempt(() => readMarket(fields.get('market')));
  const year = faults.attempt(() => readYear(fields.get('year')));
  const sector = faults.attempt(() => readSector(fields.get('sector')));
  const firms = readEach(fields.get('firms'), 'firms', MAX_FIRMS, faults, (item, at) =>
    readFirm(item, at, faults),
  );
  const given = fields.has('balance')
    ? faults.attempt(() => readBalance(fields.get('balance'), faults))
    : undefined;
  faults.refuseIfAny();
  if (!asOf || !market || !sector || year === undefined) throw new TypeError('a field without its fault');

  const rules = allocationRules(packsOf(context), { market, sector, year }, asOf);
  refuseWithoutIntensity(rules, firms, faults);
  const solved = given === undefined && rules.method.kind === 'balance-curve';
  const answer = allocateIndustry(rules, firms, solved ? exactBalance(rules, firms) : given);
  return {
    ...(answer.balance !== undefined && { balance: answer.balance }),
    firms: answer.firms.map(({ allowanceT, ...firm }) => ({ ...firm, allowanceT: allowanceT.toString() })),
    emissionsT: sum(firms.map(({ emissionsT }) => emissionsT)).toString(),
    allowanceT: sum(answer.firms.map(({ allowanceT }) => allowanceT)).toString(),
    notes: rules.notes,
    rules: answer.rules,
    pack: packOf(rules.reference),
  };
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, one) => total + one, 0n);

function readFirm(item: unknown, at: string, faults: FaultCollector): IndustryFirm | undefined {
  const fields = readFields(item, FIRM_FIELDS, faults, at);
  const read = <T>(name: string, reader: (value: unknown, field: string) => T) =>
    faults.attempt(() => reader(fields.get(name), `${at}.${name}`));
  const id = read('id', readId);
  const emissionsT = read('emissionsT', readTonnes);
  const intensity = fields.has('intensity') ? read('intensity', readDecimal) : undefined;
  const special = fields.has('special') ? read('special', readId) : undefined;
  if (id === undefined || emissionsT === undefined) return undefined;
  return {
    id,
    emissionsT,
    ...(intensity !== undefined && { intensity }),
    ...(special !== undefined && { special }),
  };
}

function readBalance(value: unknown, faults: FaultCollector): string {
  const balance = readFineDecimal(value, 'balance');
  if (/^[0.]+$/.test(balance)) faults.add(fault('balance', 'positive', 'must be above 0', '须大于 0'));
  return balance;
}

/** An intensity is asked for where a balance value decides. */
function refuseWithoutIntensity(
  rules: AllocationRules,
  firms: readonly IndustryFirm[],
  faults: FaultCollector,
): void {
  if (rules.method.kind !== 'balance-curve') return;
  firms.forEach(({ intensity, special }, at) => {
    if (intensity === undefined && special === undefined) {
      faults.add(fault(`firms[${at}].intensity`, 'required', 'must be given', '必须给出'));
    }
  });
  faults.refuseIfAny();
}

const signedSchema = { type: 'string', pattern: '^-?(0|[1-9]\\d*)(\\.\\d+)?$' } as const;

export const allocationIndustryCalculator: Calculator = {
  name: 'allocation-industry',
  title: { zh: '钢铁、水泥、铝冶炼行业配额', en: 'Allowances of steel, cement and aluminium' },
  inputSchema: objectSchema(
    {
      year: yearSchema,
      sector: sectorSchema,
      firms: {
        type: 'array',
        minItems: 1,
        maxItems: MAX_FIRMS,
        items: {
          type: 'object',
          properties: {
            id: idSchema,
            emissionsT: { ...wholeSchema, description: '经核查排放量，吨 / verified emissions, t' },
            intensity: {
              ...decimalSchema,
              description:
                '碳排放强度；按平衡值分配的年度必须给出 / intensity; asked for where a balance value decides',
            },
            special: {
              ...idSchema,
              description:
                '特殊生产线类别，配额等于经核查排放量 / kind of special line, whose allowance is what was verified',
            },
          },
          required: ['id', 'emissionsT'],
          additionalProperties: false,
        },
      },
      balance: {
        ...fineDecimalSchema,
        description: '已公布的平衡值；缺省时求解 / balance value as published; solved when absent',
      },
      market: marketSchema,
      asOf: asOfSchema,
    },
    ['balance', 'market', 'asOf'],
  ),
  outputSchema: objectSchema(
    {
      balance: { ...fineDecimalSchema, description: '平衡值 BP / balance value BP' },
      firms: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            id: idSchema,
            deviationPercent: { ...signedSchema, description: '偏离度 X，% / deviation X, percent' },
            coefficient: { ...signedSchema, description: '调整系数 α / coefficient alpha' },
            allowanceT: wholeSchema,
          },
          required: ['id', 'coefficient', 'allowanceT'],
          additionalProperties: false,
        },
      },
      emissionsT: { ...wholeSchema, description: '排放量合计 / emissions in all' },
      allowanceT: { ...wholeSchema, description: '配额合计 / allowances in all' },
      notes: notesSchema,
      ...ruledSchema,
    },
    ['balance'],
  ),
  examples: [AC_19],
  run: allocationIndustry,
};
