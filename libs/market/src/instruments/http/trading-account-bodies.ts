import { IsOneOf, PageQuery, type Sent } from '@carbon/http';
import type { Holder } from '@carbon/identity';
import { chinaTimestamp } from '@carbon/kernel';
import { TRADING_MARKETS } from '@carbon/rules/domain';
import { ApiProperty } from '@nestjs/swagger';
import { yuanOf } from '../../domain/trading';
import { IsTradingAccountNumber } from '../tasks/payloads';
import { TRADING_ACCOUNT_STATES, type TradingAccount, type TradingAccountState } from '../trading-account';

export class TradingAccountPath {
  @IsTradingAccountNumber()
  number!: string;
}

export class TradingAccountsQuery extends PageQuery {
  @IsOneOf(TRADING_MARKETS, { description: 'Only of this market. 按市场筛选', optional: true, example: 'CN' })
  market?: string;

  @IsOneOf(TRADING_ACCOUNT_STATES, {
    description: 'Only in this state. 按状态筛选',
    optional: true,
    example: 'open',
  })
  state?: TradingAccountState;
}

/** 交易账户 */
export class TradingAccountBody {
  @ApiProperty({ description: 'Number. 交易账户号', example: 'TA-CN-000042-14' })
  number!: string;

  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ description: 'Holder. 持有人代码', example: 'DEMO-POWER' })
  holder!: string;

  @ApiProperty({ description: '中文名称', example: '示例新能源' })
  nameZh!: string;

  @ApiProperty({ description: 'English name. 英文名称', example: 'Example New Energy' })
  nameEn!: string;

  @ApiProperty({ description: 'Its account on the exchange side. 交易端账户', example: 'CL-110-1025-0-76' })
  unitsAccount!: string;

  @ApiProperty({ description: 'Its funds account. 资金账户', example: 'CL-200-1026-0-14' })
  fundsAccount!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'The largest order its traders may place, yuan; null for none of its own. 单笔委托上限（元）',
    example: '5000000.00',
  })
  orderLimit!: string | null;

  @ApiProperty({ enum: TRADING_ACCOUNT_STATES, description: 'State. 状态', example: 'open' })
  state!: TradingAccountState;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was opened. 开户时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  openedAt!: string;
}

/** @throws Error when its holder is not there */
export function tradingAccountBody(
  account: TradingAccount,
  holders: ReadonlyMap<string, Holder>,
): Sent<TradingAccountBody> {
  const holder = holders.get(account.holderId);
  if (holder === undefined) throw new Error(`the holder of ${account.number} is gone`);
  const { number, market, unitsAccount, fundsAccount, orderLimitFen, state, openedAt } = account;
  return {
    ...{ number, market, holder: holder.code, nameZh: holder.nameZh, nameEn: holder.nameEn },
    ...{ unitsAccount, fundsAccount, state },
    orderLimit: orderLimitFen === undefined ? null : yuanOf(orderLimitFen),
    openedAt: chinaTimestamp(openedAt),
  };
}
