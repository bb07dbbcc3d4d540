import { IsChinaDate, IsListOf, IsOneOf, IsPart, IsQuantity, IsText } from '@carbon/http';
import { fault, malformed, parseChinaDate, parseQuantity } from '@carbon/kernel';
import { AreSerials, IsAccountNumber, IsInstrumentCode, type SerialsBody } from '@carbon/ledger';
import { RECEIPT_NUMBER } from '@carbon/receipts';
import { RETIREMENT_PURPOSES, type RetirementPurpose } from '../../domain/schemes/credit-scheme';
import type { RetireCredits, RetiredLot } from '../use-cases/retire-credits';

const MAX_LOTS = 50;
const TONNES = /^(0|[1-9]\d{0,14})(\.\d{1,6})?$/;

export class RetiredLotBody {
  @IsInstrumentCode({ description: 'Instrument. 品种', example: 'CCER-P0001-20240101-20241231' })
  instrument!: string;
  @IsQuantity({ description: 'Whole units. 数量', example: '7719' })
  quantity!: string;
  @AreSerials()
  serials?: SerialsBody[];
}

export class RetirementBeneficiaryBody {
  @IsOneOf(['organisation', 'person'], { description: 'What it is. 受益方类型', example: 'organisation' })
  kind!: 'organisation' | 'person';
  @IsText({ description: 'Chinese name. 中文名称', example: '示例制造有限公司', max: 200 })
  nameZh!: string;
  @IsText({
    description: 'English name; of a person it is not kept. 英文名称',
    example: 'Example Manufacturing Co., Ltd.',
    max: 200,
  })
  nameEn!: string;
  @IsText({
    description: 'Credit code; identity number of a person, never published. 统一社会信用代码等',
    example: '91320000MA00000000',
    max: 64,
  })
  identifier!: string;
  @IsText({
    description: 'Country or region, ISO 3166-1 alpha-2 (CCR-011). 国家或地区',
    example: 'CN',
    min: 2,
    max: 2,
    pattern: /^[A-Z]{2}$/,
  })
  country!: string;
}

export class NeutralityBody {
  @IsText({ description: 'Scope 1, tonnes. 范围一', example: '1200.5', max: 22, pattern: TONNES })
  scope1!: string;
  @IsText({ description: 'Scope 2, tonnes. 范围二', example: '6000.25', max: 22, pattern: TONNES })
  scope2!: string;
  @IsText({ description: 'Scope 3, tonnes. 范围三', example: '517.75', max: 22, pattern: TONNES })
  scope3!: string;
  @IsText({ description: 'Boundary of the inventory. 核算边界', example: '园区全部建筑与公共区域', max: 500 })
  boundary!: string;
  @IsText({
    description: 'Standards of inventory and claim. 标准',
    example: 'ISO 14064-1; ISO 14068-1',
    max: 200,
  })
  standard!: string;
  @IsText({
    description: 'Who vouches for it: the holder, or an organisation. 认定方',
    example: '示例认证有限公司',
    max: 200,
  })
  certifier!: string;
  @IsText({
    description: 'Number of its certificate. 证书编号',
    example: 'EX-2026-0001',
    max: 80,
    optional: true,
  })
  certificateNumber?: string;
}

export class CreditRetirementPayload {
  @IsAccountNumber({ description: 'Account whose units are retired. 账户' })
  account!: string;
  @IsListOf(() => RetiredLotBody, {
    description: 'Units, of one scheme, each instrument once. 注销单位',
    max: MAX_LOTS,
  })
  lots!: RetiredLotBody[];
  @IsOneOf(RETIREMENT_PURPOSES, {
    description: 'Purpose, one that the scheme allows (CCR-010). 用途',
    example: 'corporate-neutrality',
  })
  purpose!: RetirementPurpose;
  @IsPart(() => RetirementBeneficiaryBody, { description: 'For whom. 受益方' })
  beneficiary!: RetirementBeneficiaryBody;
  @IsChinaDate({ description: 'First day it is for. 期间起始', example: '2025-01-01' })
  periodStart!: string;
  @IsChinaDate({ description: 'Last day it is for. 期间截止', example: '2025-12-31' })
  periodEnd!: string;
  @IsText({ description: 'Place, event or product. 地点、活动或产品', example: '福建示例产业园', max: 200 })
  place!: string;
  @IsText({ description: 'In your own words. 用途说明', example: '2025 年度园区碳中和', max: 500 })
  remark!: string;
  @IsPart(() => NeutralityBody, {
    description: 'Inventory, standard and certifier of a neutrality claim. 碳中和声明',
    optional: true,
  })
  neutrality?: NeutralityBody;
}

export class RetirementReversalPayload {
  @IsText({
    description: 'Number of the receipt. 凭证编号',
    example: 'CR-20261120-00000001-4',
    max: 40,
    pattern: RECEIPT_NUMBER,
  })
  receiptNumber!: string;
  @IsText({ description: 'Public note in Chinese. 公开说明', example: '操作有误，已撤销', max: 300 })
  noteZh!: string;
  @IsText({
    description: 'Public note in English. 公开说明（英文）',
    example: 'Retired in error and reversed',
    max: 300,
  })
  noteEn!: string;
}

/** @throws Refusal INPUT_MALFORMED when serials and quantity of a lot differ */
export function retirementOf(body: CreditRetirementPayload, actor: string): RetireCredits {
  const { account, purpose, place, remark, neutrality } = body;
  const { kind, nameZh, nameEn, identifier, country } = body.beneficiary;
  return {
    ...{ actor, account, purpose, place, remark },
    lots: body.lots.map(lotOf),
    beneficiary: { kind, nameZh, nameEn, identifier, country },
    periodStart: parseChinaDate(body.periodStart, 'periodStart'),
    periodEnd: parseChinaDate(body.periodEnd, 'periodEnd'),
    neutrality:
      neutrality === undefined
        ? undefined
        : {
            ...{ scope1: neutrality.scope1, scope2: neutrality.scope2, scope3: neutrality.scope3 },
            ...{
              boundary: neutrality.boundary,
              standard: neutrality.standard,
              certifier: neutrality.certifier,
            },
            certificateNumber: neutrality.certificateNumber ?? null,
          },
  };
}

function lotOf({ instrument, quantity: text, serials }: RetiredLotBody, at: number): RetiredLot {
  const quantity = parseQuantity(text, `lots[${at}].quantity`);
  const ranges = serials?.map(({ first, last }) => ({ first: BigInt(first), last: BigInt(last) }));
  const named = ranges?.reduce((sum, { first, last }) => sum + last - first + 1n, 0n) ?? quantity;
  if (named !== quantity) {
    throw malformed([
      fault(`lots[${at}].serials`, 'quantity', 'must be as many as quantity', '编号数量须与 quantity 一致'),
    ]);
  }
  return { instrument, quantity, serials: ranges };
}
