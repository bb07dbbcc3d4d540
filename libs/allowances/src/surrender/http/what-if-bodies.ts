import {
  type FieldOptions,
  IsChinaDate,
  IsFlag,
  IsListOf,
  IsOneOf,
  IsPart,
  IsQuantity,
  IsShaped,
  IsText,
  IsWholeNumberString,
  type Sent,
} from '@carbon/http';
import type { ChinaDate } from '@carbon/kernel';
import { IsInstrumentCode } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import type { OfferedUnits } from '../../domain/index';
import { IsHolderName, IsMarket } from '../../holdings/index';
import { IsObligationYear } from '../tasks/payloads';
import type { WhatIfAnswer } from '../use-cases/what-if';
import { JudgedByBody, packBody } from './surrender-bodies';

const MAX_UNITS = 100;
const PRICE = /^(0|[1-9]\d{0,8})(\.\d{1,4})?$/;

function IsPrice(options: FieldOptions): PropertyDecorator {
  return IsShaped({
    shape: 'price',
    test: (text) => PRICE.test(text),
    sentence: { zh: '应为元/吨的十进制字符串', en: 'must be yuan per tonne as a decimal string' },
    example: '81.97',
    ...options,
  });
}

export class ImaginedUnitsBody {
  @IsOneOf(['allowance', 'credit', 'certificate'], { description: 'Kind of units. 类别' })
  kind!: 'allowance' | 'credit' | 'certificate';

  @IsInstrumentCode({ description: 'Instrument, held or imagined. 品种', example: 'CEA24' })
  instrument!: string;

  @IsQuantity({ description: 'Tonnes. 数量（吨）', example: '1000' })
  quantity!: string;

  @IsFlag({
    description: 'Of allowances: whether carried over. 是否结转所得',
    optional: true,
    example: false,
  })
  carriedOver?: boolean;

  @IsText({
    description: 'Of imagined credits: their scheme. 减排机制',
    max: 40,
    optional: true,
    example: 'CCER',
  })
  scheme?: string;

  @IsChinaDate({
    description: 'Of imagined credits: when registered; unknown means not eligible. 登记日期',
    optional: true,
  })
  registeredOn?: string;

  @IsFlag({
    description:
      'Of imagined credits: project inside an allowance scheme; unknown means not eligible. 是否纳入配额管理',
    optional: true,
    example: false,
  })
  coveredByEts?: boolean;

  @IsFlag({ description: "Of imagined credits: from the market's region. 是否本地", optional: true })
  local?: boolean;
}

export class WhatIfPricesBody {
  @IsPrice({ description: 'Yuan for one allowance. 配额价格（元/吨）' })
  allowance!: string;

  @IsPrice({ description: 'Yuan for one credit. 减排量价格（元/吨）', optional: true })
  credit?: string;

  @IsPrice({
    description: 'Average traded price of the month before the deadline (PEN-001). 截止日前一月平均成交价',
    optional: true,
  })
  average?: string;
}

export class WhatIfBody {
  @IsMarket()
  market!: string;

  @IsObligationYear()
  year!: number;

  @IsHolderName({ description: 'Whose obligation as it stands; imagined when absent. 单位', optional: true })
  holder?: string;

  @IsWholeNumberString({
    description: 'Of an imagined obligation: what is due. 应清缴量（吨）',
    optional: true,
    example: '1000000',
  })
  due?: string;

  @IsWholeNumberString({
    description: 'Of an imagined obligation: what was allocated, for markets that need it. 配额分配量（吨）',
    optional: true,
    example: '900000',
  })
  allocation?: string;

  @IsListOf(() => ImaginedUnitsBody, { description: 'What would be offered. 拟清缴', max: MAX_UNITS, min: 0 })
  offered!: ImaginedUnitsBody[];

  @IsChinaDate({ description: 'On which day; today when absent. 申请日期', optional: true })
  on?: string;

  @IsPart(() => WhatIfPricesBody, { description: 'Prices for money at risk. 价格', optional: true })
  prices?: WhatIfPricesBody;
}

export function imaginedOf(body: ImaginedUnitsBody): OfferedUnits {
  const { kind, instrument, carriedOver, scheme, registeredOn, coveredByEts, local } = body;
  const units = { instrument, quantity: BigInt(body.quantity) };
  if (kind === 'allowance') return { kind, ...units, ...(carriedOver === undefined ? {} : { carriedOver }) };
  if (kind === 'certificate') return { kind, ...units };
  return {
    ...{ kind, ...units },
    ...(scheme === undefined ? {} : { scheme }),
    ...(registeredOn === undefined ? {} : { registeredOn: registeredOn as ChinaDate }),
    ...(coveredByEts === undefined ? {} : { coveredByEts }),
    ...(local === undefined ? {} : { local }),
  };
}

const TONNES = { type: String, format: 'whole-number' } as const;
const YUAN = { type: String, nullable: true } as const;

export class RefusalReasonBody {
  @ApiProperty({ description: 'Rule. 规则', example: 'SUR-003' })
  rule!: string;

  @ApiProperty({ description: 'In Chinese. 中文', example: '超过抵销上限' })
  zh!: string;

  @ApiProperty({ description: 'In English. 英文', example: 'is over the limit of credits' })
  en!: string;
}

export class UnitsOutcomeBody {
  @ApiProperty({ description: 'Instrument. 品种', example: 'CCER' })
  instrument!: string;

  @ApiProperty({ ...TONNES, description: 'Offered. 拟清缴', example: '80000' })
  quantity!: string;

  @ApiProperty({ ...TONNES, description: 'Would count. 可计入', example: '61728' })
  accepted!: string;

  @ApiProperty({ ...TONNES, description: 'Would not. 不计入', example: '18272' })
  refused!: string;

  @ApiProperty({ type: RefusalReasonBody, nullable: true, description: 'Why not. 原因' })
  reason!: Sent<RefusalReasonBody> | null;
}

export class FineRangeBody {
  @ApiProperty({ description: 'From, two decimals. 下限', example: '5059598.25' })
  from!: string;

  @ApiProperty({ description: 'To, two decimals. 上限', example: '10119196.50' })
  to!: string;

  @ApiProperty({ description: 'Currency, ISO 4217. 币种', example: 'CNY' })
  currency!: string;

  @ApiProperty({ type: JudgedByBody, description: 'Rule pack of the fine. 所依规则包' })
  pack!: Sent<JudgedByBody>;
}

export class MoneyAtRiskBody {
  @ApiProperty({
    ...YUAN,
    description: 'What the missing units would cost, yuan. 补缴成本（元）',
    example: '1012000.00',
  })
  toBuy!: string | null;

  @ApiProperty({
    ...YUAN,
    description: 'What the accepted units are worth, yuan. 拟清缴价值（元）',
    example: '96000000.00',
  })
  offered!: string | null;

  @ApiProperty({
    ...YUAN,
    description: 'What the accepted credits save, yuan; null without their price. 抵销节省（元）',
    example: '1500000.00',
  })
  savedByCredits!: string | null;

  @ApiProperty({
    type: FineRangeBody,
    nullable: true,
    description: 'Fine for what is missing (PEN-001). 罚款区间',
  })
  fine!: Sent<FineRangeBody> | null;
}

export class WhatIfAnswerBody {
  @ApiProperty({ ...TONNES, description: 'Due, in tonnes. 应清缴量', example: '1234567' })
  due!: string;

  @ApiProperty({ ...TONNES, description: 'Due still, before the offer. 尚应清缴', example: '1234567' })
  open!: string;

  @ApiProperty({ ...TONNES, description: 'The most credits that count. 抵销上限', example: '61728' })
  creditCap!: string;

  @ApiProperty({ ...TONNES, description: 'Of these, left for the offer. 剩余抵销额度', example: '61728' })
  creditCapLeft!: string;

  @ApiProperty({ type: UnitsOutcomeBody, isArray: true, description: 'One for each offered. 逐项结果' })
  outcomes!: readonly Sent<UnitsOutcomeBody>[];

  @ApiProperty({ ...TONNES, description: 'Would be missing. 缺口', example: '1172839' })
  shortfall!: string;

  @ApiProperty({ description: 'Whether the obligation would be met. 是否足额', example: false })
  fulfilled!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date',
    description: 'Last day in time; null where the rules name none. 清缴截止日',
    example: '2025-12-31',
  })
  deadline!: string | null;

  @ApiProperty({ description: 'Whether it would be for arrears. 是否补缴', example: false })
  arrears!: boolean;

  @ApiProperty({ type: MoneyAtRiskBody, nullable: true, description: 'Money, at the given prices. 金额' })
  money!: Sent<MoneyAtRiskBody> | null;

  @ApiProperty({ type: String, isArray: true, description: 'Rules applied. 依据规则', example: ['SUR-003'] })
  rules!: readonly string[];

  @ApiProperty({ type: JudgedByBody, description: 'Rule pack applied. 所依规则包' })
  pack!: Sent<JudgedByBody>;
}

export function whatIfAnswerBody(answer: WhatIfAnswer): Sent<WhatIfAnswerBody> {
  const { judged, dueT, deadline, arrears, money, fine } = answer;
  const { rules, pack } = judged.judgement;
  return {
    due: dueT.toString(),
    open: judged.openT.toString(),
    creditCap: judged.capT.toString(),
    creditCapLeft: judged.capLeftT.toString(),
    outcomes: judged.outcomes.map(({ instrument, quantity, acceptedT, refusedT, reason }) => ({
      ...{ instrument, quantity: quantity.toString() },
      ...{ accepted: acceptedT.toString(), refused: refusedT.toString(), reason: reason ?? null },
    })),
    shortfall: judged.shortfallT.toString(),
    fulfilled: judged.shortfallT === 0n,
    deadline: deadline ?? null,
    ...{ arrears, rules, pack: packBody({ pack }) },
    money:
      money === undefined
        ? null
        : {
            ...{ toBuy: money.toBuy, offered: money.offered },
            savedByCredits: money.savedByCredits ?? null,
            fine: fine === undefined ? null : fineBody(fine),
          },
  };
}

function fineBody({ from, to, currency, pack }: NonNullable<WhatIfAnswer['fine']>): Sent<FineRangeBody> {
  return { from, to, currency, pack: packBody({ pack }) };
}
