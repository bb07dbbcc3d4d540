import type { Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { TRADABLE_STATES, type TradableState, type TradingAccount } from '../../instruments';
import { yuan } from '../domain/yuan';
import type { Position } from '../use-cases/view-position';
import { IsTradingAccount } from './fields';

export class PositionPath {
  @IsTradingAccount({ description: 'Trading account. 交易账户' })
  number!: string;
}

export class InstrumentPositionBody {
  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ enum: TRADABLE_STATES, description: 'Whether it trades. 交易状态', example: 'trading' })
  state!: TradableState;

  @ApiProperty({ description: 'Units that may be used. 可用数量', example: '1000' })
  available!: string;

  @ApiProperty({ description: 'Units set apart for open orders (TRD-011). 冻结数量', example: '700' })
  frozen!: string;

  @ApiProperty({
    description:
      'Units that may be offered now: available, less what was bought too lately (TRD-010). 可卖数量',
    example: '800',
  })
  sellable!: string;

  @ApiProperty({ description: 'Units bought today. 当日买入', example: '200' })
  boughtToday!: string;

  @ApiProperty({ description: 'Units sold today. 当日卖出', example: '0' })
  soldToday!: string;

  @ApiProperty({ description: 'What today’s purchases cost, in yuan. 当日买入额（元）', example: '10020.00' })
  boughtTodayAmount!: string;

  @ApiProperty({ description: 'What today’s sales brought, in yuan. 当日卖出额（元）', example: '0.00' })
  soldTodayAmount!: string;

  @ApiProperty({ description: 'Orders that can still be traded. 未了结委托数', example: 1 })
  openOrders!: number;
}

export class PositionPackBody {
  @ApiProperty({ description: 'Pack. 规则包', example: 'trading-cn' })
  id!: string;

  @ApiProperty({ description: 'Version. 版本', example: '2026.1' })
  version!: string;

  @ApiProperty({ description: 'How sure its figures are. 确定性', example: 'M+' })
  certainty!: string;
}

export class PositionBody {
  @ApiProperty({ description: 'Trading account. 交易账户', example: 'TA-CN-000042-17' })
  tradingAccount!: string;

  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ description: 'China day it is of. 日期', example: '2026-03-02' })
  day!: string;

  @ApiProperty({ description: 'Money that may be used, in yuan. 可用资金（元）', example: '50000.00' })
  availableCash!: string;

  @ApiProperty({ description: 'Money set apart, in yuan. 冻结资金（元）', example: '15030.00' })
  frozenCash!: string;

  @ApiProperty({ description: 'Fees of today’s trades, in yuan. 当日费用（元）', example: '0.00' })
  feesToday!: string;

  @ApiProperty({ description: 'Orders that can still be traded. 未了结委托数', example: 1 })
  openOrders!: number;

  @ApiProperty({ type: [InstrumentPositionBody], description: 'By instrument. 分品种' })
  instruments!: readonly Sent<InstrumentPositionBody>[];

  @ApiProperty({
    type: PositionPackBody,
    nullable: true,
    description: 'Rules by which something may not be sold yet. 适用规则',
  })
  pack!: Sent<PositionPackBody> | null;
}

export function positionBody(account: TradingAccount, position: Position): Sent<PositionBody> {
  const { cash, instruments, day, pack } = position;
  return {
    ...{ tradingAccount: account.number, market: account.market, day },
    ...{ availableCash: yuan(cash.availableFen), frozenCash: yuan(cash.frozenFen) },
    feesToday: yuan(cash.feesTodayFen),
    openOrders: instruments.reduce((sum, { openOrders }) => sum + openOrders, 0),
    instruments: instruments.map((one) => ({
      ...{ instrument: one.instrument, state: one.state, openOrders: one.openOrders },
      ...{ available: one.available.toString(), frozen: one.frozen.toString() },
      ...{ sellable: one.sellable.toString(), boughtToday: one.boughtToday.toString() },
      ...{ soldToday: one.soldToday.toString(), boughtTodayAmount: yuan(one.boughtTodayFen) },
      soldTodayAmount: yuan(one.soldTodayFen),
    })),
    pack: pack === undefined ? null : { id: pack.id, version: pack.version, certainty: pack.certainty },
  };
}
