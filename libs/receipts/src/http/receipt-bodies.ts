import { IsOneOf, IsText } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { PARTICULARS, RECEIPT_KINDS, RECEIPT_NUMBER, RECEIPT_PURPOSES } from '../domain/index';
import { PRINT_KINDS, type PrintKind } from '../pdf/receipt-print';
import { PRINT_LANGUAGES, type PrintLanguage } from '../pdf/sheet';

const EXAMPLE = 'CR-20261120-00000001-4';

export class ReceiptPath {
  @IsText({
    description: 'Number of the receipt. 凭证编号',
    example: EXAMPLE,
    max: 40,
    pattern: RECEIPT_NUMBER,
  })
  number!: string;
}

export class ReceiptPdfQuery {
  @IsOneOf(PRINT_LANGUAGES, { description: 'Language of the print. 语言', example: 'both', optional: true })
  lang?: PrintLanguage;

  @IsOneOf(PRINT_KINDS, {
    description: 'As a receipt, or in the layout of a redemption statement (S09). 凭证或注销声明',
    example: 'redemption',
    optional: true,
  })
  kind?: PrintKind;
}

export class TextBody {
  @ApiProperty({ description: 'In Chinese. 中文', example: '碳信用注销凭证' })
  zh!: string;
  @ApiProperty({ description: 'In English. 英文', example: 'Receipt of credits retired' })
  en!: string;
}

export class ReceiptBeneficiaryBody {
  @ApiProperty({ enum: ['organisation', 'person'], description: 'What it is. 类型', example: 'organisation' })
  kind!: string;
  @ApiProperty({
    enum: PARTICULARS,
    description: 'Whether its particulars are told. 信息是否披露',
    example: 'shown',
  })
  particulars!: string;
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
    description: 'English name; none of a person. 英文名称',
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

export class ReceiptLotBody {
  @ApiProperty({ description: 'Instrument. 品种', example: 'CCER-P0001-20240101-20241231' })
  instrument!: string;
  @ApiProperty({ description: 'First serial. 起始编号', example: '1' })
  first!: string;
  @ApiProperty({ description: 'Last serial. 终止编号', example: '7719' })
  last!: string;
  @ApiProperty({ description: 'Units. 数量', example: '7719' })
  quantity!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the first. 首个编码',
    example: '12326030263000010250100000000111',
  })
  firstCode!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the last. 末个编码',
    example: '12326030263000010250100000000111',
  })
  lastCode!: string | null;
}

export class ReceiptLineBody {
  @ApiProperty({
    type: TextBody,
    description: 'What it is. 名称',
    example: { zh: '核算标准', en: 'Standard' },
  })
  label!: TextBody;
  @ApiProperty({ description: 'What stands there. 内容', example: 'ISO 14064-1' })
  value!: string;
}

export class ReceiptRuleBody {
  @ApiProperty({ description: 'Rule ID. 规则编号', example: 'CCR-010' })
  rule!: string;
  @ApiProperty({
    type: TextBody,
    description: 'The rule in words. 规则说明',
    example: { zh: '须注销', en: 'must be cancelled' },
  })
  text!: TextBody;
  @ApiProperty({ description: 'How well it is founded. 确定性', example: 'F' })
  certainty!: string;
}

export class ReceiptStatusBody {
  @ApiProperty({ enum: ['valid', 'void'], description: 'Whether it stands. 状态', example: 'valid' })
  state!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'When it was made void. 作废时间',
    example: '2026-11-22T10:00:00.000+08:00',
  })
  at!: string | null;
  @ApiProperty({
    type: TextBody,
    nullable: true,
    description: 'Public note. 公开说明',
    example: { zh: '操作有误', en: 'Made in error' },
  })
  note!: TextBody | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The reversing transaction. 撤销交易编号',
    example: '1060',
  })
  transaction!: string | null;
}

export class ReceiptDocumentBody {
  @ApiProperty({
    description: 'What separates its hash from all others. 域',
    example: 'carbon-ledger/credit-retirement/v1\u0000',
  })
  domain!: string;
  @ApiProperty({ description: 'Salt, hexadecimal. 盐值', example: '000102030405060708090a0b0c0d0e0f' })
  salt!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The document; its canonical JSON (RFC 8785) is hashed behind domain and salt. 文件内容',
    example: { receipt: EXAMPLE, quantity: '7719' },
  })
  content!: object;
}

/** Everything a receipt says to this reader. */
export class ReceiptBody {
  @ApiProperty({ description: 'Number. 凭证编号', example: EXAMPLE })
  number!: string;
  @ApiProperty({ enum: RECEIPT_KINDS, description: 'What was done. 类型', example: 'credit-retirement' })
  kind!: string;
  @ApiProperty({
    type: TextBody,
    description: 'Title. 标题',
    example: { zh: '碳信用注销凭证', en: 'Receipt of credits retired' },
  })
  title!: TextBody;
  @ApiProperty({ description: 'Scheme. 机制', example: 'CCER' })
  scheme!: string;
  @ApiProperty({ description: 'Account. 账户', example: 'CL-100-1024-0-27' })
  account!: string;
  @ApiProperty({ type: ReceiptBeneficiaryBody, description: 'For whom. 受益方' })
  beneficiary!: ReceiptBeneficiaryBody;
  @ApiProperty({ enum: RECEIPT_PURPOSES, description: 'Purpose. 用途', example: 'corporate-neutrality' })
  purpose!: string;
  @ApiProperty({
    type: TextBody,
    description: 'Purpose in words. 用途名称',
    example: { zh: '企业碳中和', en: 'Carbon neutrality of an organisation' },
  })
  purposeTitle!: TextBody;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Purpose as the holder put it. 用途说明',
    example: '2025 年度园区碳中和',
  })
  purposeText!: string | null;
  @ApiProperty({ description: 'First day it is for. 期间起始', format: 'date', example: '2025-01-01' })
  periodStart!: string;
  @ApiProperty({ description: 'Last day it is for. 期间截止', format: 'date', example: '2025-12-31' })
  periodEnd!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Place or event. 地点或活动',
    example: '福建示例产业园',
  })
  place!: string | null;
  @ApiProperty({ description: 'Units. 数量', example: '7719' })
  quantity!: string;
  @ApiProperty({
    type: TextBody,
    description: 'What one unit is. 单位',
    example: { zh: '吨二氧化碳当量', en: 'tCO2e' },
  })
  unit!: TextBody;
  @ApiProperty({ type: [ReceiptLotBody], description: 'Which units. 所用单位' })
  lots!: readonly ReceiptLotBody[];
  @ApiProperty({ type: [ReceiptLineBody], description: 'What receipts of this kind say besides. 其他内容' })
  lines!: readonly ReceiptLineBody[];
  @ApiProperty({ description: 'Rule pack and version. 规则包', example: 'credit-retirement 2026.1' })
  rulePack!: string;
  @ApiProperty({ description: 'Certainty of its worst founded rule. 确定性', example: 'X' })
  certainty!: string;
  @ApiProperty({ type: [ReceiptRuleBody], description: 'Rules it rests on. 规则依据' })
  rules!: readonly ReceiptRuleBody[];
  @ApiProperty({ type: ReceiptStatusBody, description: 'Whether it stands. 状态' })
  status!: ReceiptStatusBody;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Until when the registry may reverse it. 可撤销至',
    example: '2026-12-04T10:00:00.000+08:00',
  })
  reversibleUntil!: string | null;
  @ApiProperty({ description: 'Transaction of the ledger. 交易编号', example: '1048' })
  transaction!: string;
  @ApiProperty({
    description: 'When it was recorded. 登记时间',
    format: 'date-time',
    example: '2026-11-20T10:00:00.000+08:00',
  })
  recordedAt!: string;
  @ApiProperty({
    description: 'What the ledger holds of the document. 文件哈希',
    example: '4d385cdb4de7f6942ae105027473794a7ddef04edc358a0ae40f8eda1302a43c',
  })
  documentHash!: string;
  @ApiProperty({
    type: ReceiptDocumentBody,
    nullable: true,
    description: 'The committed document; null where it names a person and is not told. 承诺的文件',
    example: {
      domain: 'carbon-ledger/credit-retirement/v1\u0000',
      salt: '000102030405060708090a0b0c0d0e0f',
      content: {},
    },
  })
  document!: ReceiptDocumentBody | null;
  @ApiProperty({ description: 'Public page. 公开验证页', example: `https://carbon.example/r/${EXAMPLE}` })
  link!: string;
  @ApiProperty({
    enum: ['pending', 'logged', 'anchored'],
    description: 'How far its proof is. 证明状态',
    example: 'anchored',
  })
  anchoring!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What verifies it offline; null while the proof is pending. 离线验证码',
    example: 'AQBl…',
  })
  code!: string | null;
}
