import { FaultCollector, type Text } from '@carbon/kernel';
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
import { allocationRules } from '../allocation-rules';
import { preAllocate, preAllocationRule } from '../pre-allocate';
import { notesSchema, packOf } from './answer';
import {
  decimalSchema,
  marketSchema,
  packsOf,
  readDecimal,
  readMarket,
  readSector,
  readYear,
  sectorSchema,
  wholeSchema,
  yearSchema,
} from './read-input';

const FIELDS = ['year', 'sector', 'lastVerifiedT', 'market', 'asOf'];

export interface PreAllocationAnswer extends Ruled {
  readonly preAllocatedT: string;
  readonly share: string;
  readonly atMost: boolean;
  readonly notes: readonly Text[];
}

/** ALC-009: what is given before approval. */
export function preAllocation(input: unknown, context: CalculatorContext): PreAllocationAnswer {
  const faults = new FaultCollector();
  const fields = readFields(input, FIELDS, faults);
  const asOf = faults.attempt(() => readDay(fields.get('asOf'), 'asOf', context.today));
  const market = faults.attempt(() => readMarket(fields.get('market')));
  const year = faults.attempt(() => readYear(fields.get('year')));
  const sector = faults.attempt(() => readSector(fields.get('sector')));
  const last = faults.attempt(() => readDecimal(fields.get('lastVerifiedT'), 'lastVerifiedT'));
  faults.refuseIfAny();
  if (!asOf || !market || !sector || year === undefined || last === undefined) {
    throw new TypeError('a field without its fault');
  }
  const rules = allocationRules(packsOf(context), { market, sector, year }, asOf);
  const rule = preAllocationRule(rules);
  return {
    preAllocatedT: preAllocate(rules, last).toString(),
    share: rule.share,
    atMost: rule.atMost,
    notes: rule.notes,
    rules: rule.rules,
    pack: packOf(rule.reference),
  };
}

export const preAllocationCalculator: Calculator = {
  name: 'pre-allocation',
  title: { zh: '预分配配额', en: 'Allowances given before approval' },
  inputSchema: objectSchema(
    {
      year: yearSchema,
      sector: sectorSchema,
      lastVerifiedT: {
        ...decimalSchema,
        description: '上一年度经核查排放量，吨，逐台机组 / verified emissions of last year, t, of each unit',
      },
      market: marketSchema,
      asOf: asOfSchema,
    },
    ['market', 'asOf'],
  ),
  outputSchema: objectSchema({
    preAllocatedT: wholeSchema,
    share: { ...decimalSchema, description: '预分配比例 / share' },
    atMost: { type: 'boolean', description: '比例是否仅为上限 / whether the share is only the most' },
    notes: notesSchema,
    ...ruledSchema,
  }),
  examples: [
    {
      title: { zh: '2025 年度发电机组', en: 'A generating unit in 2025' },
      today: '2026-11-21',
      input: { year: 2025, sector: 'power', lastVerifiedT: '3579' },
      output: {
        preAllocatedT: '1789',
        share: '0.5',
        atMost: true,
        notes: [],
        rules: ['ALC-009', 'ALC-004'],
        pack: { id: 'allocation-cn', version: '2026.1', certainty: 'D' },
      },
    },
  ],
  run: preAllocation,
};
