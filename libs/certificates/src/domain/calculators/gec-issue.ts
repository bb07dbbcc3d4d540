import { addMonths, type ChinaMonth, fault, FaultCollector, malformed } from '@carbon/kernel';
import {
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  monthSchema,
  objectSchema,
  readFields,
  type Ruled,
  ruledSchema,
} from '@carbon/rules/domain';
import { energyOf, issueMonth, type MonthlyIssue, type SourceRange } from '../monthly-issue';
import { formatMwh, parseMwh, type Wh, wh } from '../energy';
import { parseProductionMonth } from '../production-month';
import { type GecPack, packReference } from '../rules/gec';
import { readGecPack } from './read-gec-pack';

/** A hundred years. */
const MAX_MONTHS = 1_200;
const mwhSchema = { type: 'string', pattern: '^(0|[1-9]\\d{0,8})(\\.\\d+)?$' } as const;

/** A stretch of one month's energy; `month` is `carried` for what the input brought along. */
export interface SourceAnswer {
  readonly month: ChinaMonth | 'carried';
  readonly fromMwh: string;
  readonly toMwh: string;
}

export interface IssuedMonthAnswer {
  readonly month: ChinaMonth;
  readonly energyMwh: string;
  readonly carriedInMwh: string;
  readonly availableMwh: string;
  readonly certificates: string;
  readonly remainderMwh: string;
  readonly sources: readonly SourceAnswer[];
}

export interface GecIssueAnswer extends Ruled {
  readonly months: readonly IssuedMonthAnswer[];
  readonly totalCertificates: string;
  readonly remainderMwh: string;
}

interface EnergyMonth {
  readonly month: ChinaMonth;
  readonly energyWh: Wh;
}

/** GEC-001 over a run of months of one plant: certificates and remainder of each. */
export function gecIssue(input: unknown, context: CalculatorContext): GecIssueAnswer {
  const faults = new FaultCollector();
  const fields = readFields(input, ['months', 'carried', 'asOf'], faults);
  const pack = readGecPack(fields, context, faults);
  const months = readMonths(fields.get('months'), faults);
  const carriedWh = faults.attempt(() => readCarried(fields.get('carried'), pack));
  faults.refuseIfAny();
  const first = months[0];
  if (!pack || !first || carriedWh === undefined) throw new TypeError('a field without its fault');
  return answer(months, broughtAlong(first.month, carriedWh), pack);
}

function answer(
  months: readonly EnergyMonth[],
  brought: readonly SourceRange[],
  pack: GecPack,
): GecIssueAnswer {
  const broughtMonth = brought[0]?.month;
  const issued: IssuedMonthAnswer[] = [];
  let carried = brought;
  let certificates = 0n;
  for (const { month, energyWh } of months) {
    const issue = issueMonth({ month, energyWh, carried }, pack);
    issued.push(issuedMonth(issue, energyWh, energyOf(carried), broughtMonth));
    carried = issue.carried;
    certificates += issue.certificates;
  }
  return {
    months: issued,
    totalCertificates: certificates.toString(),
    remainderMwh: formatMwh(energyOf(carried)),
    rules: ['GEC-001'],
    pack: packReference(pack),
  };
}

function issuedMonth(
  issue: MonthlyIssue,
  energyWh: Wh,
  carriedInWh: Wh,
  broughtMonth: ChinaMonth | undefined,
): IssuedMonthAnswer {
  return {
    month: issue.month,
    energyMwh: formatMwh(energyWh),
    carriedInMwh: formatMwh(carriedInWh),
    availableMwh: formatMwh(wh(energyWh + carriedInWh)),
    certificates: issue.certificates.toString(),
    remainderMwh: formatMwh(issue.remainderWh),
    sources: issue.consumed.map(({ month, fromWh, toWh }) => ({
      month: month === broughtMonth ? 'carried' : month,
      fromMwh: formatMwh(fromWh),
      toMwh: formatMwh(toWh),
    })),
  };
}

/** What the input brings along stands in the month before the first, which its own months cannot be. */
function broughtAlong(first: ChinaMonth, carriedWh: Wh): readonly SourceRange[] {
  return carriedWh > 0n ? [{ month: addMonths(first, -1), fromWh: wh(0n), toWh: carriedWh }] : [];
}

function readMonths(value: unknown, faults: FaultCollector): readonly EnergyMonth[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_MONTHS) {
    faults.add(
      fault(
        'months',
        'array',
        `must be an array of 1 to ${MAX_MONTHS} months`,
        `必须是 1 至 ${MAX_MONTHS} 个月份的数组`,
      ),
    );
    return [];
  }
  const months: EnergyMonth[] = [];
  value.forEach((item: unknown, index) => {
    const month = faults.attempt(() => readMonth(item, `months[${index}]`, months.at(-1)?.month, faults));
    if (month !== undefined) months.push(month);
  });
  return months;
}

function readMonth(
  item: unknown,
  at: string,
  before: ChinaMonth | undefined,
  faults: FaultCollector,
): EnergyMonth | undefined {
  const fields = readFields(item, ['month', 'energyMwh'], faults, at);
  const month = faults.attempt(() => parseProductionMonth(fields.get('month'), `${at}.month`));
  const energyWh = faults.attempt(() => parseMwh(fields.get('energyMwh'), `${at}.energyMwh`));
  if (month !== undefined && before !== undefined && month <= before) {
    faults.add(
      month === before
        ? fault(`${at}.month`, 'repeated', `${month} is given twice`, `${month} 重复出现`)
        : fault(`${at}.month`, 'order', `must come after ${before}`, `必须晚于 ${before}`),
    );
  }
  return month === undefined || energyWh === undefined ? undefined : { month, energyWh };
}

function readCarried(value: unknown, pack: GecPack | undefined): Wh {
  if (value === undefined) return wh(0n);
  const carriedWh = parseMwh(value, 'carried');
  if (pack !== undefined && carriedWh >= pack.whPerCertificate.value) {
    const one = formatMwh(wh(pack.whPerCertificate.value));
    throw malformed([
      fault(
        'carried',
        'maximum',
        `must be less than ${one} MWh, one certificate`,
        `必须小于一张绿证 ${one} MWh`,
      ),
    ]);
  }
  return carriedWh;
}

const decimal = { type: 'string' } as const;
const sourceSchema = {
  type: 'object',
  properties: { month: { type: 'string' }, fromMwh: decimal, toMwh: decimal },
  required: ['month', 'fromMwh', 'toMwh'],
  additionalProperties: false,
} as const;

export const gecIssueCalculator: Calculator = {
  name: 'gec-issue',
  title: { zh: '绿证按月核发与余量结转', en: 'Monthly issue of certificates, remainder carried' },
  inputSchema: objectSchema(
    {
      months: {
        type: 'array',
        minItems: 1,
        maxItems: MAX_MONTHS,
        items: {
          type: 'object',
          properties: { month: monthSchema, energyMwh: mwhSchema },
          required: ['month', 'energyMwh'],
          additionalProperties: false,
        },
      },
      carried: { type: 'string', pattern: '^0(\\.\\d+)?$' },
      asOf: asOfSchema,
    },
    ['carried', 'asOf'],
  ),
  outputSchema: objectSchema({
    months: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          month: monthSchema,
          energyMwh: decimal,
          carriedInMwh: decimal,
          availableMwh: decimal,
          certificates: decimal,
          remainderMwh: decimal,
          sources: { type: 'array', items: sourceSchema },
        },
        required: [
          'month',
          'energyMwh',
          'carriedInMwh',
          'availableMwh',
          'certificates',
          'remainderMwh',
          'sources',
        ],
        additionalProperties: false,
      },
    },
    totalCertificates: decimal,
    remainderMwh: decimal,
    ...ruledSchema,
  }),
  examples: [
    {
      title: { zh: '两个月，首月余量转入次月', en: 'Two months; what the first leaves goes to the second' },
      today: '2025-06-01',
      input: {
        months: [
          { month: '2025-01', energyMwh: '1.6' },
          { month: '2025-02', energyMwh: '0.9' },
        ],
      },
      output: {
        months: [
          {
            month: '2025-01',
            energyMwh: '1.6',
            carriedInMwh: '0',
            availableMwh: '1.6',
            certificates: '1',
            remainderMwh: '0.6',
            sources: [{ month: '2025-01', fromMwh: '0', toMwh: '1' }],
          },
          {
            month: '2025-02',
            energyMwh: '0.9',
            carriedInMwh: '0.6',
            availableMwh: '1.5',
            certificates: '1',
            remainderMwh: '0.5',
            sources: [
              { month: '2025-01', fromMwh: '1', toMwh: '1.6' },
              { month: '2025-02', fromMwh: '0', toMwh: '0.4' },
            ],
          },
        ],
        totalCertificates: '2',
        remainderMwh: '0.5',
        rules: ['GEC-001'],
        pack: { id: 'cn-gec', version: '2024.1', certainty: 'E' },
      },
    },
  ],
  run: gecIssue,
};
