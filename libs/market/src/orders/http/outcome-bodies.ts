import type { Sent } from '@carbon/http';
import type { Refusal } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import {
  type AnsweredOrder,
  type AnsweredTrade,
  ORDER_STATES,
  type OrderState,
} from '../../exchange/commands';
import { yuan } from '../domain/yuan';
import type { DeskOutcome } from '../use-cases/order-desk';

export class CommandTradeBody {
  @ApiProperty({ description: 'Number of the trade. 成交编号', example: '42' })
  trade!: string;

  @ApiProperty({
    description: 'Yuan per unit: the price of the resting order. 成交价（元）',
    example: '50.10',
  })
  price!: string;

  @ApiProperty({ description: 'Whole units. 数量', example: '300' })
  quantity!: string;

  @ApiProperty({ description: 'Price × quantity, in yuan. 成交额（元）', example: '15030.00' })
  amount!: string;

  @ApiProperty({ description: 'Fee of the side that gave the command, in yuan. 费用（元）', example: '0.00' })
  fee!: string;
}

export class CommandOrderBody {
  @ApiProperty({ description: 'Number of the order. 委托编号', example: '1000000000042' })
  order!: string;

  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ enum: ['buy', 'sell'], description: 'Buy or sell. 买卖方向', example: 'sell' })
  side!: 'buy' | 'sell';

  @ApiProperty({ description: 'Yuan per unit. 价格（元）', example: '50.10' })
  price!: string;

  @ApiProperty({ description: 'Whole units. 委托数量', example: '1000' })
  quantity!: string;

  @ApiProperty({ description: 'Units traded so far. 已成交数量', example: '300' })
  filled!: string;

  @ApiProperty({ enum: ORDER_STATES, description: 'State (TRD-013). 状态', example: 'part-filled' })
  state!: OrderState;
}

export class CommandDoneBody {
  @ApiProperty({ description: 'Number of the command in its market. 指令序号', example: '42' })
  sequence!: string;

  @ApiProperty({
    type: CommandOrderBody,
    nullable: true,
    description: 'The order it was about, after it; a pick has one of its own. 委托',
    example: null,
  })
  order!: Sent<CommandOrderBody> | null;

  @ApiProperty({ type: [CommandTradeBody], description: 'Trades it made. 成交', example: [] })
  trades!: readonly Sent<CommandTradeBody>[];
}

export class CommandProblemBody {
  @ApiProperty({ description: 'Status it would have had alone. 状态码', example: 422 })
  status!: number;

  @ApiProperty({ description: 'Stable code. 代码', example: 'EXCHANGE_PRICE_OUT_OF_BAND' })
  code!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'The sentence in Chinese and English. 说明',
    example: { zh: '委托不存在', en: 'There is no such order' },
  })
  messages!: Readonly<Record<'zh' | 'en', string>>;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Rule that refused. 规则编号',
    example: 'TRD-005',
  })
  rule!: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Facts of the case. 详情',
    example: { low: '45.00', high: '55.00' },
  })
  details!: Readonly<Record<string, string>>;
}

export class CommandResultBody {
  @ApiProperty({ description: 'Key of the command. 幂等键', example: 'order-2026-03-0001' })
  key!: string;

  @ApiProperty({ enum: ['done', 'refused'], description: 'What came of it. 结果', example: 'done' })
  status!: 'done' | 'refused';

  @ApiProperty({
    description: 'Whether this is the kept answer of an earlier request. 是否重放',
    example: false,
  })
  replayed!: boolean;

  @ApiProperty({
    type: CommandDoneBody,
    nullable: true,
    description: 'What was done. 办理结果',
    example: null,
  })
  done!: Sent<CommandDoneBody> | null;

  @ApiProperty({
    type: CommandProblemBody,
    nullable: true,
    description: 'Why it was refused. 拒绝原因',
    example: null,
  })
  problem!: Sent<CommandProblemBody> | null;
}

export class OrderBatchResultBody {
  @ApiProperty({ description: 'Commands done. 成功条数', example: 1 })
  done!: number;

  @ApiProperty({ description: 'Commands refused. 拒绝条数', example: 0 })
  refused!: number;

  @ApiProperty({ type: [CommandResultBody], description: 'Results in the order of the commands. 逐条结果' })
  results!: readonly Sent<CommandResultBody>[];
}

type Done = Extract<DeskOutcome, { status: 'done' }>;

export const doneBody = ({ sequence, order, trades }: Done): Sent<CommandDoneBody> => ({
  sequence: sequence.toString(),
  order: order === undefined ? null : commandOrder(order),
  trades: trades.map(commandTrade),
});

const commandOrder = ({ priceFen, ...order }: AnsweredOrder): Sent<CommandOrderBody> => ({
  ...order,
  price: yuan(BigInt(priceFen)),
});

const commandTrade = ({ trade, quantity, ...fen }: AnsweredTrade): Sent<CommandTradeBody> => ({
  ...{ trade, quantity, price: yuan(BigInt(fen.priceFen)) },
  ...{ amount: yuan(BigInt(fen.amountFen)), fee: yuan(BigInt(fen.feeFen)) },
});

const problemBody = ({ status, code, text, rule, details }: Refusal): Sent<CommandProblemBody> => ({
  ...{ status, code, messages: { zh: text.zh, en: text.en }, rule: rule ?? null, details },
});

/** Results beside the keys of their commands. */
export function batchBody(
  keys: readonly string[],
  outcomes: readonly DeskOutcome[],
): Sent<OrderBatchResultBody> {
  const results = outcomes.map((outcome, at): Sent<CommandResultBody> => {
    const done = outcome.status === 'done' ? doneBody(outcome) : null;
    const problem = outcome.status === 'refused' ? problemBody(outcome.refusal) : null;
    const { status, replayed } = outcome;
    return { key: keys[at] ?? '', status, replayed, done, problem };
  });
  const done = results.filter(({ status }) => status === 'done').length;
  return { done, refused: results.length - done, results };
}
