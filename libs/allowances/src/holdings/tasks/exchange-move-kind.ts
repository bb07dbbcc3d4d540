import type { TaskKind } from '@carbon/approvals';
import { IsListOf, IsOneOf } from '@carbon/http';
import { IsAccountNumber, type Ledger } from '@carbon/ledger';
import { lotsOf, totalOf } from '../../pending-units/index';
import { describeLots } from '../domain/lot';
import { AllowanceLotBody, IsMarket } from '../http/fields';
import { type Direction, DIRECTIONS } from '../persistence/exchange-moves';
import { completeMove, letMoveGo } from '../use-cases/complete-move';
import { proposeMove } from '../use-cases/propose-move';

/** Vintages that one move may hold. */
const MAX_LOTS = 50;

export class AllowanceExchangeMovePayload {
  @IsMarket()
  market!: string;

  @IsOneOf(DIRECTIONS, {
    description: 'Before a sale to the exchange, before surrender or carry-over back. 划转方向',
  })
  direction!: Direction;

  @IsAccountNumber({ description: 'Account on the registry side. 登记端账户' })
  account!: string;

  @IsAccountNumber({
    description: 'Account on the exchange side; the only one, or a new one, when absent. 交易端账户',
    optional: true,
  })
  exchangeAccount?: string;

  @IsListOf(() => AllowanceLotBody, {
    description: 'Units by vintage, one line each; all or none move. 各年度配额数量',
    max: MAX_LOTS,
  })
  lots!: AllowanceLotBody[];
}

const WORDS = {
  'to-exchange': { zh: '划至交易端', en: 'to the exchange side' },
  'to-registry': { zh: '划回登记端', en: 'back to the registry side' },
} as const;

/** ETS-003: units are moved to the exchange before a sale, and back before surrender or carry-over. */
export function exchangeMoveKind(ledger: Ledger): TaskKind<AllowanceExchangeMovePayload> {
  return {
    kind: 'allowance-exchange-move',
    title: { zh: '配额划转（登记端与交易端）', en: 'Move allowances between registry and exchange' },
    payload: AllowanceExchangeMovePayload,
    propose: 'allowances.propose',
    approve: 'allowances.approve',

    async prepare(tx, { taskId, payload, caller, now }) {
      const { market, direction, account, exchangeAccount } = payload;
      const lots = lotsOf(payload.lots);
      const asked = { id: taskId, market, direction, lots, registryAccount: account, exchangeAccount };
      const { holderId } = await proposeMove(tx, ledger, asked, { caller, now });
      const what = describeLots(lots);
      return {
        holderId,
        subject: { kind: 'account', id: account },
        quantity: totalOf(lots),
        summary: {
          zh: `${account}：${what} ${WORDS[direction].zh}`,
          en: `${account}: ${what} ${WORDS[direction].en}`,
        },
      };
    },

    async execute(tx, task, approval) {
      const { transactionId, exchangeAccount } = await completeMove(tx, ledger, task, approval);
      return { transaction: transactionId.toString(), exchangeAccount };
    },

    abandon: (tx, task, ending) => letMoveGo(tx, ledger, task.id, ending),
  };
}
