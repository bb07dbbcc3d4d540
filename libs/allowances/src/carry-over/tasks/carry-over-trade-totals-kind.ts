import type { TaskKind } from '@carbon/approvals';
import { deskOf, isHolderKind } from '@carbon/identity';
import { CarryOverTradeTotalsPayload } from '../http/payloads';
import { registryOnly } from '../domain/refusals';
import type { CarryOverDesk } from '../use-cases/desk';
import { carryOverMarket } from '../use-cases/compute-limits';
import { enterTradeTotals, readTotalRows } from '../use-cases/enter-trade-totals';

/** CAR-001: what the exchange says was sold and bought, taken over by two people of the registry. */
export function carryOverTradeTotalsKind(desk: CarryOverDesk): TaskKind<CarryOverTradeTotalsPayload> {
  return {
    kind: 'carry-over-trade-totals',
    title: { zh: '导入结转期交易汇总', en: 'Enter totals of trades for carry-over' },
    payload: CarryOverTradeTotalsPayload,
    propose: 'compliance.propose',
    approve: 'compliance.review',
    async prepare(tx, { taskId: id, payload, caller, now }) {
      const kind = caller.holder?.kind ?? '';
      if (caller.kind !== 'service-key' && !(isHolderKind(kind) && deskOf(kind) === 'registry')) {
        throw registryOnly();
      }
      const { market, source } = payload;
      await carryOverMarket(tx, desk, market, now);
      const rows = await readTotalRows(tx, payload);
      return {
        holderId: null,
        subject: { kind: 'carry-over-trade-totals', id },
        summary: {
          zh: `导入 ${market} 市场 ${rows.length} 家单位的交易汇总，来源：${source}`,
          en: `Enter totals of trades of ${rows.length} holders in ${market}, from: ${source}`,
        },
      };
    },
    async execute(tx, task, { approver, now }) {
      const entered = await enterTradeTotals(tx, task, { approver: approver.id, now });
      return { entered: entered.toString() };
    },
  };
}
