import { IsChinaDate, IsChinaMonth, IsListOf, IsQuantity, IsText, IsWholeNumberString } from '@carbon/http';
import { fault, malformed, parseChinaDate, parseChinaMonth } from '@carbon/kernel';
import { IsDocumentHash, IsProjectNumber } from '../../projects/http/fields';
import { byName } from '../../projects/http/new-project-of';
import { StatementBody } from '../../life-cycle/http/bodies';
import type { MonitoredValue } from '../persistence/report';
import type { FileReport } from '../use-cases/file-report';

export class MonitoredValueBody {
  @IsText({
    description: 'Name in the methodology. 名称',
    example: 'exportMwh',
    max: 60,
    pattern: /^[A-Za-z][A-Za-z0-9]{0,59}$/,
  })
  name!: string;

  @IsText({ description: 'Decimal string. 数值', example: '12345.678', max: 40 })
  value!: string;

  @IsText({ description: 'Unit, as the methodology names it. 单位', example: 'MWh', max: 40 })
  unit!: string;

  @IsDocumentHash('SHA-256 of the document that shows it. 依据文件', { optional: true })
  document?: string;

  @IsText({ description: 'Meter it was read from. 电表编号', example: 'SYN-0001', max: 60, optional: true })
  meter?: string;
}

export class MonitoredMonthBody {
  @IsChinaMonth({ description: 'The month. 月份', example: '2026-01' })
  month!: string;

  @IsListOf(() => MonitoredValueBody, { description: 'What was monitored. 监测值', max: 50 })
  values!: MonitoredValueBody[];
}

export class StockGrowthBody {
  @IsText({ description: 'Parcel of the project. 地块编号', example: 'SYN-LB-001', max: 80 })
  parcel!: string;

  @IsWholeNumberString({ description: 'Stock credited so far, kg CO2. 已计入碳储量（千克）', example: '0' })
  fromKg!: string;

  @IsQuantity({
    description: 'Stock at the end of the period, kg CO2. 期末碳储量（千克）',
    example: '1200000',
  })
  toKg!: string;
}

export class NewReportBody {
  @IsProjectNumber()
  project!: string;

  @IsChinaDate({ description: 'First day of the period. 核算期起日', example: '2026-01-01' })
  periodFrom!: string;

  @IsChinaDate({ description: 'Last day of the period. 核算期止日', example: '2026-01-31' })
  periodTo!: string;

  @IsListOf(() => MonitoredMonthBody, {
    description: 'Each month of the period, in order, where something is monitored by month. 逐月监测值',
    min: 0,
    max: 120,
  })
  months!: MonitoredMonthBody[];

  @IsListOf(() => MonitoredValueBody, {
    description: 'What is monitored once for the whole period. 核算期监测值',
    min: 0,
    max: 50,
  })
  period!: MonitoredValueBody[];

  @IsListOf(() => StockGrowthBody, {
    description: 'Growth of stock by parcel, where it stands behind the units. 碳储量变化',
    max: 500,
    optional: true,
  })
  stocks?: StockGrowthBody[];

  @IsText({
    description: 'The body that verifies: id or code. 核查机构',
    example: 'VERIFIER',
    min: 2,
    max: 40,
    optional: true,
  })
  verifier?: string;

  @IsDocumentHash('SHA-256 of the report, uploaded by the owner; it becomes public. 减排量核算报告的 SHA-256')
  document!: string;

  @IsText({
    description: 'Where the figures come from; synthetic ones say so. 数据来源',
    example: 'synthetic',
    max: 300,
  })
  source!: string;
}

export function newReportOf(body: NewReportBody): FileReport {
  return {
    ...{ project: body.project, verifier: body.verifier, documentHash: body.document, source: body.source },
    periodFrom: parseChinaDate(body.periodFrom, 'periodFrom'),
    periodTo: parseChinaDate(body.periodTo, 'periodTo'),
    inputs: {
      months: body.months.map(({ month, values }, at) => ({
        month: parseChinaMonth(month),
        values: valuesOf(values, `months[${at}].values`),
      })),
      period: valuesOf(body.period, 'period'),
    },
    stocks: (body.stocks ?? []).map(({ parcel, fromKg, toKg }) => ({ parcel, fromKg, toKg })),
  };
}

const valuesOf = (values: readonly MonitoredValueBody[], field: string): Record<string, MonitoredValue> =>
  byName(values, field, ({ value, unit, document, meter }) => ({
    ...{ value, unit },
    ...(document === undefined ? {} : { document }),
    ...(meter === undefined ? {} : { meter }),
  }));

export class VerificationBody extends StatementBody {
  @IsWholeNumberString({
    description: 'Whole tonnes that were found to be true; with a positive opinion only. 核查量（吨）',
    example: '598800',
    optional: true,
  })
  verifiedT?: string;
}

/** @throws Refusal INPUT_MALFORMED when a quantity stands with the wrong opinion */
export function verifiedOf({ opinion, verifiedT }: VerificationBody): bigint | null {
  if ((opinion === 'positive') === (verifiedT !== undefined)) {
    return verifiedT === undefined ? null : BigInt(verifiedT);
  }
  throw malformed([
    fault(
      'verifiedT',
      'opinion',
      'must be given with a positive opinion, and with no other',
      '肯定意见须给出核查量，否定意见不得给出',
    ),
  ]);
}

export class ReportApplicationBody {
  @IsQuantity({
    description: 'Whole tonnes; must equal the verified quantity (CCR-004). 申请量（吨）',
    example: '598800',
  })
  quantity!: string;
}
