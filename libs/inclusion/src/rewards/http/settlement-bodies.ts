import { IsChinaMonth, IsId, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import type { Holder } from '@carbon/identity';
import { type ChinaMonth, chinaTimestamp, type Text } from '@carbon/kernel';
import { PRINT_LANGUAGES, type PrintLanguage } from '@carbon/receipts';
import { ApiProperty } from '@nestjs/swagger';
import { yuanOf } from '../domain/yuan';
import type { Funding } from '../persistence/fundings';
import type { SettlementLine, SettlementSum } from '../persistence/lines';
import { IsProgrammeCode } from '../tasks/payloads';

const HOLDER = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;
const MOMENT = '2026-03-02T10:00:00.000+08:00';
const NAME = { zh: '自带杯咖啡券（示例）', en: 'Coffee with own cup (example)' };

export function IsMerchantCode(optional = false): PropertyDecorator {
  return IsText({
    description: 'Code of the merchant. 商户代码',
    max: 40,
    pattern: HOLDER,
    example: 'M03',
    optional,
  });
}

export class SettlementsQuery extends PageQuery {
  @IsMerchantCode(true)
  merchant?: string;

  @IsChinaMonth({ description: 'Only of this month. 结算月份', optional: true })
  month?: ChinaMonth;

  @IsProgrammeCode(true)
  programme?: string;

  @IsId({ description: 'Only what this budget pays. 资助编号', optional: true })
  funding?: string;
}

export class MerchantMonthPath {
  @IsMerchantCode()
  merchant!: string;

  @IsChinaMonth({ description: 'The month. 结算月份' })
  month!: ChinaMonth;
}

export class MerchantPrintQuery {
  @IsOneOf(PRINT_LANGUAGES, { description: 'Language of the print. 语言', optional: true, example: 'both' })
  lang?: PrintLanguage;
}

type Holders = ReadonlyMap<string, Holder>;
const codeIn = (holders: Holders, id: string): string => holders.get(id)?.code ?? '';

export class RewardSettlementSumBody {
  @ApiProperty({ description: 'Code of the merchant. 商户代码', example: 'M03' })
  merchant!: string;

  @ApiProperty({ description: 'Month. 结算月份', example: '2026-03' })
  month!: string;

  @ApiProperty({ description: 'Programme. 碳普惠项目', example: 'SZ' })
  programme!: string;

  @ApiProperty({ description: 'Code of the reward. 兑换项代码', example: 'COFFEE' })
  reward!: string;

  @ApiProperty({ description: 'Name. 名称', example: NAME })
  name!: Text;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'The budget that pays; null where the programme does. 资助编号',
    example: null,
  })
  funding!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of who granted it. 资助方代码',
    example: 'E001',
  })
  funder!: string | null;

  @ApiProperty({ description: 'Vouchers used, gifts made. 核销份数', example: '12' })
  pieces!: string;

  @ApiProperty({ description: 'Corrections among the lines. 更正笔数', example: '0' })
  corrections!: string;

  @ApiProperty({
    description: 'What is owed, in yuan; paying it is outside of this platform. 应付金额（元，平台外支付）',
    example: '36.00',
  })
  yuan!: string;
}

export const rewardSettlementSumBody = (
  sum: SettlementSum,
  holders: Holders,
): Sent<RewardSettlementSumBody> => ({
  ...{ merchant: codeIn(holders, sum.merchantId), month: sum.month, programme: sum.programme },
  ...{ reward: sum.reward, name: sum.name, funding: sum.fundingId },
  funder: sum.funderId === null ? null : codeIn(holders, sum.funderId),
  ...{ pieces: sum.pieces.toString(), corrections: sum.corrections.toString(), yuan: yuanOf(sum.fen) },
});

export class RewardSettlementLineBody {
  @ApiProperty({ description: 'Number. 明细编号', example: '42' })
  number!: string;

  @ApiProperty({ description: 'Code of the merchant. 商户代码', example: 'M03' })
  merchant!: string;

  @ApiProperty({ description: 'Programme. 碳普惠项目', example: 'SZ' })
  programme!: string;

  @ApiProperty({ description: 'Code of the reward. 兑换项代码', example: 'COFFEE' })
  reward!: string;

  @ApiProperty({ description: 'Name. 名称', example: NAME })
  name!: Text;

  @ApiProperty({
    enum: ['used', 'given', 'correction'],
    description: 'A voucher used, a gift, or a correction of another line. 类型',
    example: 'used',
  })
  kind!: string;

  @ApiProperty({ description: 'Month it is settled in. 结算月份', example: '2026-03' })
  month!: string;

  @ApiProperty({
    description: 'What is owed, in yuan; of a correction, the change. 金额（元）',
    example: '3.00',
  })
  yuan!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'The budget that pays. 资助编号',
    example: null,
  })
  funding!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of who granted it. 资助方代码',
    example: 'E001',
  })
  funder!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The line it corrects. 被更正明细',
    example: null,
  })
  corrects!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it was corrected. 更正事由', example: null })
  reason!: string | null;

  @ApiProperty({ format: 'date-time', description: 'Recorded. 记录时间', example: MOMENT })
  recordedAt!: string;
}

export const rewardSettlementLineBody = (
  line: SettlementLine,
  holders: Holders,
): Sent<RewardSettlementLineBody> => ({
  ...{
    number: line.number.toString(),
    merchant: codeIn(holders, line.merchantId),
    programme: line.programme,
  },
  ...{ reward: line.reward, name: line.name, kind: line.kind, month: line.month, yuan: yuanOf(line.fen) },
  funding: line.fundingId,
  funder: line.funderId === null ? null : codeIn(holders, line.funderId),
  ...{ corrects: line.corrects?.toString() ?? null, reason: line.reason },
  recordedAt: chinaTimestamp(line.recordedAt),
});

export class FundingPath {
  @IsId({ description: 'The budget. 资助编号' })
  id!: string;
}

export class FundingsQuery extends PageQuery {
  @IsProgrammeCode(true)
  programme?: string;
}

export class FundingBody {
  @ApiProperty({
    format: 'uuid',
    description: 'Id. 资助编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;

  @ApiProperty({ description: 'Programme. 碳普惠项目', example: 'SZ' })
  programme!: string;

  @ApiProperty({ description: 'Code of who granted it. 资助方代码', example: 'E001' })
  funder!: string;

  @ApiProperty({
    description: 'What for. 用途',
    example: { zh: '社区奖励（示例）', en: 'Rewards (example)' },
  })
  purpose!: Text;

  @ApiProperty({ description: 'Granted, in yuan. 预算（元）', example: '50000.00' })
  budgetYuan!: string;

  @ApiProperty({
    description: 'Taken by vouchers that are out, were used, and by gifts. 已占用（元）',
    example: '360.00',
  })
  takenYuan!: string;

  @ApiProperty({ description: 'Of it, owed to merchants. 其中应付商户（元）', example: '300.00' })
  settledYuan!: string;

  @ApiProperty({ description: 'Left for new vouchers, in yuan. 剩余（元）', example: '49640.00' })
  leftYuan!: string;

  @ApiProperty({ format: 'date-time', description: 'Pays from. 生效时间', example: MOMENT })
  validFrom!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Pays for nothing new from. 截止时间',
    example: null,
  })
  validTo!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Ended by its funder. 终止时间',
    example: null,
  })
  endedAt!: string | null;

  @ApiProperty({ description: 'Where it comes from; synthetic where invented. 来源', example: 'synthetic' })
  source!: string;
}

const stamp = (moment: Date | null): string | null => (moment === null ? null : chinaTimestamp(moment));

export const fundingBody = (funding: Funding, holders: Holders): Sent<FundingBody> => ({
  ...{ id: funding.id, programme: funding.programme, funder: codeIn(holders, funding.funderId) },
  ...{ purpose: funding.purpose, budgetYuan: yuanOf(funding.budgetFen), takenYuan: yuanOf(funding.takenFen) },
  ...{ settledYuan: yuanOf(funding.settledFen), leftYuan: yuanOf(funding.budgetFen - funding.takenFen) },
  ...{ validFrom: chinaTimestamp(funding.validFrom), validTo: stamp(funding.validTo) },
  ...{ endedAt: stamp(funding.endedAt), source: funding.source },
});
