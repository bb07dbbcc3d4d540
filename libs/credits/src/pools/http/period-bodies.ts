import { IsChinaDate, IsListOf, IsOneOf, IsText, type Sent } from '@carbon/http';
import { type ChinaDate, FaultCollector, formatGrams } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { CsvRow } from '../domain/csv';
import { type Basis, formatMeasure, parseFactor, parseMeasure } from '../domain/measure';
import { PERIOD_STATES, type PoolPeriod, type Share } from '../persistence/records';
import type { Contribution } from '../use-cases/import-contributions';
import type { NewPeriod } from '../use-cases/open-period';
import { IsDocumentHash, IsMemberReference } from './fields';

export class NewPeriodBody {
  @IsChinaDate({ description: 'First day. 起始日', example: '2026-01-01' })
  from!: ChinaDate;

  @IsChinaDate({ description: 'Last day. 截止日', example: '2026-03-31' })
  to!: ChinaDate;

  @IsText({
    description: 'tCO2/MWh by the methodology; of pools that count energy. 排放因子',
    max: 12,
    example: '0.5703',
    optional: true,
  })
  factor?: string;

  @IsText({
    description: 'Where the factor comes from. 因子来源',
    max: 300,
    example: 'synthetic',
    optional: true,
  })
  factorSource?: string;
}

/** @throws Refusal INPUT_MALFORMED naming `factor` */
export function periodOf({ from, to, factor, factorSource }: NewPeriodBody): NewPeriod {
  return {
    ...{ from, to, factorSource: factorSource ?? null },
    factor: factor === undefined ? null : parseFactor(factor, 'factor'),
  };
}

export class PeriodBody {
  @ApiProperty({ description: 'Which period. 第几期', example: 1 })
  period!: number;
  @ApiProperty({ description: 'First day. 起始日', example: '2026-01-01' })
  from!: string;
  @ApiProperty({ description: 'Last day. 截止日', example: '2026-03-31' })
  to!: string;
  @ApiProperty({ description: 'How far it is. 状态', enum: PERIOD_STATES, example: 'issued' })
  state!: string;
  @ApiProperty({ description: 'tCO2/MWh. 排放因子', type: String, nullable: true, example: '0.5703' })
  factor!: string | null;
  @ApiProperty({
    description: 'Where the factor comes from. 因子来源',
    type: String,
    nullable: true,
    example: 'synthetic',
  })
  factorSource!: string | null;
  @ApiProperty({
    description: 'Verified grams. 核证量（克）',
    type: String,
    nullable: true,
    example: '1250000',
  })
  verifiedGrams!: string | null;
  @ApiProperty({
    description: 'Version of the terms it was issued by. 适用公示版本',
    type: Number,
    nullable: true,
    example: 1,
  })
  termsVersion!: number | null;
  @ApiProperty({ description: 'Tonnes issued. 签发吨数', type: String, nullable: true, example: '1' })
  tonnes!: string | null;
  @ApiProperty({
    description: 'Grams that stay in the pool. 结转（克）',
    type: String,
    nullable: true,
    example: '250000',
  })
  remainderGrams!: string | null;
  @ApiProperty({
    description: 'Instrument. 品种',
    type: String,
    nullable: true,
    example: 'PHER-SIP-PL000001-20260101-20260331',
  })
  instrument!: string | null;
  @ApiProperty({
    description: 'Transaction of the issue. 签发交易',
    type: String,
    nullable: true,
    example: '17',
  })
  transaction!: string | null;
}

export function periodBody(period: PoolPeriod): Sent<PeriodBody> {
  const { ordinal, from, to, state, factor, factorSource, verifiedUg, termsVersion, remainderUg } = period;
  return {
    ...{ period: ordinal, from, to, state, factorSource, termsVersion, instrument: period.instrument },
    factor: factor === null ? null : formatMeasure('grams', factor),
    verifiedGrams: verifiedUg === null ? null : formatGrams(verifiedUg),
    tonnes: period.tonnes?.toString() ?? null,
    remainderGrams: remainderUg === null ? null : formatGrams(remainderUg),
    transaction: period.transactionId?.toString() ?? null,
  };
}

export class ContributionBody {
  @IsMemberReference()
  member!: string;

  @IsText({
    description: 'Grams, micrograms, kWh or weight, as the pool counts. 数值（单位随计量方式）',
    max: 24,
    example: '1256.8',
  })
  value!: string;
}

export class ContributionsBody {
  @IsListOf(() => ContributionBody, { description: 'Rows, all or none. 成员数据', max: 5_000 })
  rows!: ContributionBody[];
}

export class ContributionsQuery {
  @IsOneOf(['true', 'false'], {
    description: 'Correct what was told before. 更正已报数据',
    example: 'false',
    optional: true,
  })
  replace?: 'true' | 'false';
}

export const CONTRIBUTION_COLUMNS = { required: ['member', 'value'] } as const;

/** @throws Refusal INPUT_MALFORMED naming `rows[n].value` */
export function contributionsOf(basis: Basis, { rows }: ContributionsBody): Contribution[] {
  return read(
    basis,
    rows.map(({ member, value }, n) => ({ at: `rows[${n}]`, member, value })),
  );
}

/** @throws Refusal INPUT_MALFORMED naming `lines[n].value` */
export function contributionsOfCsv(basis: Basis, rows: readonly CsvRow[]): Contribution[] {
  return read(
    basis,
    rows.map(({ line, fields }) => ({
      at: `lines[${line}]`,
      member: fields['member'] ?? '',
      value: fields['value'] ?? '',
    })),
  );
}

function read(
  basis: Basis,
  rows: readonly { readonly at: string; readonly member: string; readonly value: string }[],
): Contribution[] {
  const faults = new FaultCollector();
  const taken = rows.flatMap(({ at, member, value }) => {
    const measure = faults.attempt(() => parseMeasure(basis, value, `${at}.value`));
    return measure === undefined ? [] : [{ at, member, measure }];
  });
  faults.refuseIfAny(200);
  return taken;
}

export class ImportedBody {
  @ApiProperty({ description: 'Rows taken. 已导入行数', example: 537 })
  imported!: number;
}

export class VerifyPeriodBody {
  @IsText({ description: 'Verified total in grams. 核证总量（克）', max: 24, example: '1250000' })
  grams!: string;

  @IsDocumentHash({ description: 'SHA-256 of the verification report, hex. 核查报告' })
  report!: string;
}

export class ShareBody {
  @ApiProperty({ description: 'Number of the member. 成员编号', example: 'H-0537' })
  member!: string;
  @ApiProperty({ description: 'What it told. 报送值', type: String, nullable: true, example: '1256.8' })
  value!: string | null;
  @ApiProperty({ description: 'Its part of the verified total, grams. 核证份额（克）', example: '1256.8' })
  verifiedGrams!: string;
  @ApiProperty({ description: 'Carried in, grams. 上期结转（克）', example: '0' })
  carriedInGrams!: string;
  @ApiProperty({ description: 'Beyond the limit, its own, grams. 超限自留（克）', example: '0' })
  ownGrams!: string;
  @ApiProperty({
    description: 'In the issued units, grams. 已签发（克）',
    type: String,
    nullable: true,
    example: '1005.44',
  })
  issuedGrams!: string | null;
  @ApiProperty({
    description: 'Stays for the next period, grams. 结转下期（克）',
    type: String,
    nullable: true,
    example: '251.36',
  })
  carriedOutGrams!: string | null;
}

export function shareBody(basis: Basis) {
  return (share: Share): Sent<ShareBody> => ({
    member: share.reference,
    value: share.measure === null ? null : formatMeasure(basis, share.measure),
    verifiedGrams: formatGrams(share.verifiedUg),
    carriedInGrams: formatGrams(share.carriedInUg),
    ownGrams: formatGrams(share.ownUg),
    issuedGrams: share.issuedUg === null ? null : formatGrams(share.issuedUg),
    carriedOutGrams: share.carriedOutUg === null ? null : formatGrams(share.carriedOutUg),
  });
}
