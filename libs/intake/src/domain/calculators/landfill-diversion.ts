import { FaultCollector, Refusal } from '@carbon/kernel';
import { type Calculator, objectSchema, readFields, type Ruled, ruledSchema } from '@carbon/rules/domain';
import { Decimal } from 'decimal.js';
import { decimal } from '../plausibility/figures';
import { LANDFILL_GAPS, LANDFILL_GRADES, landfillPack } from '../rules/landfill';

const AMOUNTS = ['reduce', 'reuse', 'recycle', 'energy', 'landfill', 'thermal', 'mandated'] as const;
type Amounts = Readonly<Record<(typeof AMOUNTS)[number], Decimal>>;

export interface LandfillAnswer extends Ruled {
  /** Rounded down to three places; the grade is judged on the exact rate. */
  readonly ratePercent: string;
  readonly grade: 'none' | 'silver' | 'gold' | 'diamond';
}

const PLACES = 3;

/**
 * Landfill diversion rate (003 L2205-2236): what was kept from the landfill of all waste but what the law says must go
 * there. Amounts in one unit of mass, the same for all.
 * @throws Refusal LANDFILL_NOTHING_TO_DIVERT when all waste is mandated
 */
export function landfillDiversion(input: unknown): LandfillAnswer {
  const faults = new FaultCollector();
  const fields = readFields(input, AMOUNTS, faults);
  const read = AMOUNTS.map((name) => [
    name,
    faults.attempt(() => decimal().read(fields.get(name), name, faults)),
  ]);
  faults.refuseIfAny();
  const { reduce, reuse, recycle, energy, landfill, thermal } = Object.fromEntries(read) as Amounts;
  const diverted = reduce.plus(reuse).plus(recycle).plus(energy);
  const divertible = diverted.plus(landfill).plus(thermal); // the total without what is mandated
  if (divertible.isZero()) throw nothingToDivert();
  const rate = diverted.times(100).dividedBy(divertible);
  const grade = LANDFILL_GRADES.findLast(({ fromPercent }) => rate.greaterThanOrEqualTo(fromPercent));
  return {
    ratePercent: rate.toDecimalPlaces(PLACES, Decimal.ROUND_DOWN).toFixed(),
    grade: grade?.grade ?? 'none',
    rules: ['LDR-001'],
    pack: { ...landfillPack, certainty: inGap(rate) ? LANDFILL_GAPS.certainty : landfillPack.certainty },
  };
}

/** The printed bands end a percent below where the next begins. */
function inGap(rate: Decimal): boolean {
  return LANDFILL_GRADES.slice(1).some(
    ({ fromPercent }) => rate.lessThan(fromPercent) && rate.greaterThan(new Decimal(fromPercent).minus(1)),
  );
}

function nothingToDivert(): Refusal {
  return new Refusal(
    'LANDFILL_NOTHING_TO_DIVERT',
    422,
    {
      zh: '全部废弃物均属法定处置，没有可分流的量',
      en: 'All waste is mandated: there is nothing to divert',
    },
    { rule: 'LDR-001' },
  );
}

const amount = {
  ...decimal().schema,
  description: '质量，各项单位相同 / mass, all in one unit',
};

export const landfillDiversionCalculator: Calculator = {
  name: 'landfill-diversion',
  title: { zh: '填埋分流率与等级', en: 'Landfill diversion rate and grade' },
  inputSchema: objectSchema(Object.fromEntries(AMOUNTS.map((name) => [name, amount]))),
  outputSchema: objectSchema({
    ratePercent: { type: 'string' },
    grade: { type: 'string', enum: ['none', 'silver', 'gold', 'diamond'] },
    ...ruledSchema,
  }),
  examples: [
    {
      title: { zh: '法定处置量不计入', en: 'What is mandated does not count' },
      today: '2026-03-02',
      input: {
        ...{ reduce: '12', reuse: '8', recycle: '60', energy: '11' },
        ...{ landfill: '4', thermal: '3', mandated: '2' },
      },
      output: {
        ratePercent: '92.857',
        grade: 'silver',
        rules: ['LDR-001'],
        pack: { id: 'landfill-diversion', version: '2022.1', certainty: 'F' },
      },
    },
  ],
  run: landfillDiversion,
};
