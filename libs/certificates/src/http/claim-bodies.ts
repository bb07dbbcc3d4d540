import { IsChinaDate, IsOneOf, IsPart, IsText, PageQuery, type Sent } from '@carbon/http';
import { type ChinaDate, chinaTimestamp, parseChinaDate } from '@carbon/kernel';
import { IsAccountNumber } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { readInstrumentCode } from '../domain/instrument-code';
import { type BeneficiaryKind, beneficiaryKinds, type ClaimItem } from '../persistence/claim.entity';
import type { ClaimWithItems } from '../persistence/read-lists';
import type { ClaimCertificates } from '../use-cases/claim-certificates';
import { PARTICULARS, type Particulars, type ToldClaim, toldToAll } from '../use-cases/told-claim';
import { AreCertificates, type CertificateChoiceBody, choicesOf } from './fields';

export class BeneficiaryBody {
  @IsOneOf(beneficiaryKinds, { description: 'Organisation or person. 使用方类型', example: 'organisation' })
  kind!: BeneficiaryKind;

  @IsText({ description: 'Chinese name. 中文名称', example: '示例制造有限公司', max: 200 })
  nameZh!: string;

  @IsText({
    description: 'English name; of a person it is not kept. 英文名称（自然人不留存）',
    example: 'Example Manufacturing Co., Ltd.',
    max: 200,
  })
  nameEn!: string;

  @IsText({
    description:
      'Credit code or other identifier of an organisation; identity or passport number of a person; never published. ' +
      '统一社会信用代码等；自然人为身份证号或护照号',
    example: '91320000MA00000000',
    max: 64,
  })
  identifier!: string;
}

export class ClaimCertificatesBody {
  @IsAccountNumber({ description: 'Account whose certificates are used. 账户' })
  account!: string;

  @AreCertificates()
  certificates!: CertificateChoiceBody[];

  @IsPart(() => BeneficiaryBody, { description: 'Who used the power. 使用方' })
  beneficiary!: BeneficiaryBody;

  @IsText({ description: 'What the power was used for. 用途', example: '2025 年度办公用电', max: 300 })
  purpose!: string;

  @IsChinaDate({ description: 'First day of use. 用电起始日', example: '2025-01-01' })
  consumptionStart!: string;

  @IsChinaDate({ description: 'Last day of use. 用电截止日', example: '2025-12-31' })
  consumptionEnd!: string;

  @IsText({ description: 'Where the power was used. 用电地点', example: '江苏苏州', max: 200 })
  place!: string;
}

/** What a claim says, of which account and by whom. @throws Refusal INPUT_MALFORMED */
export function claimCommandOf(
  body: Omit<ClaimCertificatesBody, 'account'>,
  { account, actor }: { readonly account: string; readonly actor: string },
): ClaimCertificates {
  const { beneficiary, purpose, place } = body;
  const { kind, nameZh, nameEn, identifier } = beneficiary;
  return {
    actor,
    account,
    certificates: choicesOf(body.certificates),
    beneficiary: { kind, nameZh, nameEn, identifier },
    purpose,
    consumptionStart: parseChinaDate(body.consumptionStart, 'consumptionStart'),
    consumptionEnd: parseChinaDate(body.consumptionEnd, 'consumptionEnd'),
    place,
  };
}

export class ClaimPath {
  @IsText({
    description: 'Id or receipt number. 编号或凭证号',
    example: 'HX-20260302-00000001-0',
    max: 40,
    pattern: /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|HX-\d{8}-\d{8,19}-\d)$/,
  })
  id!: string;
}

export class ClaimQuery extends PageQuery {
  @IsAccountNumber({ description: 'Only claims of this account. 按账户筛选', optional: true })
  account?: string;

  @IsText({
    description: 'Only claims of this organisation: its identifier. 按使用方标识筛选',
    example: '91320000MA00000000',
    max: 64,
    optional: true,
  })
  consumer?: string;

  @IsChinaDate({
    description: 'Only claims for power used on this day or later. 用电起始日',
    example: '2025-01-01',
    optional: true,
  })
  from?: ChinaDate;

  @IsChinaDate({
    description: 'Only claims for power used on this day or earlier. 用电截止日',
    example: '2025-12-31',
    optional: true,
  })
  to?: ChinaDate;
}

export class ClaimItemBody {
  @ApiProperty({ description: 'Plant, 17 digits. 电站编码', example: '12326030263000018' })
  plant!: string;
  @ApiProperty({ description: 'Production month. 生产月份', example: '2025-01' })
  month!: string;
  @ApiProperty({ description: 'First serial. 起始编号', example: '1' })
  first!: string;
  @ApiProperty({ description: 'Last serial. 终止编号', example: '10' })
  last!: string;
  @ApiProperty({
    enum: ['match', 'flag'],
    description: 'Same year as the power (GEC-015). 证电同年',
    example: 'match',
  })
  yearJudgement!: string;
}

/** Who used the power, as far as the reader may know. */
export class ClaimBeneficiaryBody {
  @ApiProperty({
    enum: beneficiaryKinds,
    description: 'Organisation or person. 使用方类型',
    example: 'organisation',
  })
  kind!: BeneficiaryKind;
  @ApiProperty({
    enum: PARTICULARS,
    description:
      'Of persons: shown in a single claim to the holder whose account claimed and to the registry, else withheld; ' +
      'restricted or erased on their request (PII-003). 自然人信息：仅向核销账户持有人与登记机构逐笔展示',
    example: 'shown',
  })
  particulars!: Particulars;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Chinese name. 中文名称',
    example: '示例制造有限公司',
  })
  nameZh!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'English name; none of a person. 英文名称（自然人无）',
    example: 'Example Manufacturing Co., Ltd.',
  })
  nameEn!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Identifier. 标识',
    example: '91320000MA00000000',
  })
  identifier!: string | null;
}

export class ClaimBody {
  @ApiProperty({ description: 'Id. 编号', format: 'uuid', example: '01900000-0000-7000-8000-000000000002' })
  id!: string;
  @ApiProperty({ description: 'Receipt number. 核销凭证号', example: 'HX-20260302-00000001-0' })
  receiptNumber!: string;
  @ApiProperty({ description: 'Account. 账户', example: 'CL-100-1024-0-27' })
  account!: string;
  @ApiProperty({ description: 'Number of the ledger transaction. 交易编号', example: '42' })
  transaction!: string;
  @ApiProperty({ description: 'Certificates claimed. 数量', example: '10' })
  quantity!: string;
  @ApiProperty({ type: ClaimBeneficiaryBody, description: 'Who used the power. 使用方' })
  beneficiary!: Sent<ClaimBeneficiaryBody>;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Purpose; with the particulars of a person only. 用途',
    example: '2025 年度办公用电',
  })
  purpose!: string | null;
  @ApiProperty({ description: 'First day of use. 用电起始日', format: 'date', example: '2025-01-01' })
  consumptionStart!: string;
  @ApiProperty({ description: 'Last day of use. 用电截止日', format: 'date', example: '2025-12-31' })
  consumptionEnd!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Place; with the particulars of a person only. 用电地点',
    example: '江苏苏州',
  })
  place!: string | null;
  @ApiProperty({ enum: ['match', 'flag'], description: 'Same year (GEC-015). 证电同年', example: 'match' })
  yearJudgement!: string;
  @ApiProperty({ description: 'Rule pack and version. 规则包', example: 'cn-gec 2026.1' })
  rulePack!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'The salt of the document hash, for proving the claim; with the particulars of a person only. 盐值',
    example: '000102030405060708090a0b0c0d0e0f',
  })
  salt!: string | null;
  @ApiProperty({
    description: 'What the ledger holds of the claim. 文件哈希',
    example: '4d385cdb4de7f6942ae105027473794a7ddef04edc358a0ae40f8eda1302a43c',
  })
  documentHash!: string;
  @ApiProperty({ type: [ClaimItemBody], description: 'Which certificates. 绿证' })
  items!: readonly Sent<ClaimItemBody>[];
  @ApiProperty({
    description: 'When. 核销时间',
    format: 'date-time',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  createdAt!: string;
}

/** `told` is what the reader may know of the beneficiary: of a person nothing, unless it says otherwise. */
export function claimBody(
  { claim, items }: ClaimWithItems,
  told: ToldClaim = toldToAll(claim),
): Sent<ClaimBody> {
  const { salt, beneficiary, purpose, place } = told;
  return {
    id: claim.id,
    receiptNumber: claim.receiptNumber,
    account: claim.accountNumber,
    transaction: claim.transactionId.toString(),
    quantity: claim.quantity.toString(),
    beneficiary,
    purpose,
    consumptionStart: claim.consumptionStart,
    consumptionEnd: claim.consumptionEnd,
    place,
    yearJudgement: claim.yearJudgement,
    rulePack: `${claim.packId} ${claim.packVersion}`,
    salt: salt?.toString('hex') ?? null,
    documentHash: claim.documentHash.toString('hex'),
    items: items.map(claimItemBody),
    createdAt: chinaTimestamp(claim.createdAt),
  };
}

function claimItemBody({
  instrument,
  firstSerial,
  lastSerial,
  yearJudgement,
}: ClaimItem): Sent<ClaimItemBody> {
  const { plant, month } = readInstrumentCode(instrument) ?? {};
  return {
    plant: plant ?? '',
    month: month ?? '',
    first: firstSerial.toString(),
    last: lastSerial.toString(),
    yearJudgement,
  };
}
