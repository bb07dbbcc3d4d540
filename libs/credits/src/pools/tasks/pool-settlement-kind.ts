import type { TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { parseQuantity, parseWhole } from '@carbon/kernel';
import { poolUnknown } from '../domain/refusals';
import { PoolSettlementPayload } from '../http/payloads';
import { findPool, poolInReach } from '../persistence/pools';
import { requireSettleable, type SaleToSettle, settleSale } from '../use-cases/settle-sale';

/** Telling members what is theirs binds the aggregator: two of its own people do it. */
export const poolSettlementKind: TaskKind<PoolSettlementPayload> = {
  kind: 'pool-settlement',
  title: { zh: '归集项目收益结算', en: 'Share the proceeds of a pool' },
  payload: PoolSettlementPayload,
  propose: 'projects.propose',
  approve: 'projects.approve',

  async prepare(tx, { payload, caller }) {
    const pool = await poolInReach(tx, payload.pool, caller.reach);
    const sale = saleOf(payload);
    const { members } = await requireSettleable(tx, pool, sale);
    return {
      holderId: pool.holderId,
      subject: { kind: 'pool', id: pool.number },
      quantity: sale.tonnes,
      summary: {
        zh: `向归集项目 ${pool.number} 第 ${sale.period} 期 ${members.length} 个成员结算 ${sale.tonnes} 吨，价款 ${sale.proceedsFen} 分`,
        en: `Share ${sale.proceedsFen} fen for ${sale.tonnes} t among ${members.length} members of pool ${pool.number}`,
      },
    };
  },

  async execute(tx, { payload, initiator, documentHash }, { approver, now }) {
    const pool = await findPool(tx, payload.pool);
    if (pool === undefined) throw poolUnknown(payload.pool);
    const by = { proposedBy: initiator.id, approvedBy: approver.id, documentHash };
    const settled = await settleSale(tx, pool, saleOf(payload), by, now);
    const facts = {
      settlement: settled.number,
      feeFen: settled.feeFen.toString(),
      netFen: settled.netFen.toString(),
      members: settled.members,
    };
    await recordAudit(
      tx,
      {
        action: 'pool.sale-settled',
        subject: { kind: 'pool', id: pool.number },
        holderId: pool.holderId,
        after: { period: payload.period, tonnes: payload.tonnes, proceedsFen: payload.proceedsFen, ...facts },
        ...(approver.id === initiator.id ? {} : { approver: approver.id }),
        ...(documentHash === null ? {} : { documentHash }),
      },
      now,
      { actor: initiator.id },
    );
    return facts;
  },
};

function saleOf({ period, sale, tonnes, proceedsFen }: PoolSettlementPayload): SaleToSettle {
  return {
    ...{ period, sale },
    tonnes: parseQuantity(tonnes, 'payload.tonnes'),
    proceedsFen: parseWhole(proceedsFen, 'payload.proceedsFen'),
  };
}
