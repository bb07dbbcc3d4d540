import { recordAudit } from '@carbon/audit';
import type { Reader, Transaction } from '@carbon/database';
import type { Reach } from '@carbon/http';
import { accountInReach } from '@carbon/ledger';
import { type Acting, type AllocationDesk, auditActor } from '../desk';
import { demandUnknown, nothingDemanded } from '../domain/refusals';
import { type DemandRecord, findDemand } from '../persistence/demands';
import { lockSettling } from '../persistence/locks';
import { insertMovements } from '../persistence/movements';
import { insertOwed, readOwed } from '../persistence/owed';

export interface HandBack {
  readonly demand: string;
  readonly account: string;
  readonly quantity: bigint;
}

/**
 * A demand that is not met, and an account of the enterprise that the units come from.
 * @throws Refusal ALLOCATION_DEMAND_UNKNOWN, ALLOCATION_NOTHING_DEMANDED, LEDGER_ACCOUNT_UNKNOWN
 */
export async function requireDemanded(
  reader: Reader,
  { demand: id, account, quantity }: HandBack,
  reach: Reach,
): Promise<DemandRecord> {
  const demand = await findDemand(reader, id, reach);
  if (demand === undefined) throw demandUnknown(id);
  const { holderId } = await accountInReach(reader, account, reach);
  if (holderId !== demand.owedById) throw demandUnknown(id);
  const owed = (await readOwed(reader, demand.market, [holderId])).get(holderId) ?? 0n;
  const open = demand.demandedT - demand.handedBackT;
  if (quantity > open || quantity > owed) throw nothingDemanded(id);
  return demand;
}

/** Hands units back that were demanded (ALC-012): they are cancelled, and so much less is owed. */
export async function handBack(
  tx: Transaction,
  desk: AllocationDesk,
  request: HandBack,
  by: Acting,
  reach: Reach,
): Promise<{ readonly transaction: string }> {
  const { market } = await requireDemanded(tx, request, reach);
  await lockSettling(tx, market);
  const demand = await requireDemanded(tx, request, reach);
  const { account, quantity } = request;
  const { instrument, holderId, owedById, year, round } = demand;
  const [outcome] = await desk.ledger.submit(tx, [
    {
      ...{ kind: 'cancel' as const, instrument, quantity, from: account },
      cause: { ...by, reference: round, reason: '退还配额 handed back as demanded' },
    },
  ]);
  if (outcome === undefined || outcome.status === 'refused')
    throw outcome?.refusal ?? new Error('no outcome');
  const now = desk.clock.now();
  await insertOwed(
    tx,
    [
      {
        ...{ market, holderId: owedById, year, kind: 'handed-back' as const },
        ...{ quantity: -quantity, reference: round },
        reason: '已退还 handed back',
      },
    ],
    by,
    now,
  );
  await insertMovements(
    tx,
    [
      {
        ...{ roundId: demand.roundId, holderId, lineVersion: demand.lineVersion, market, year },
        ...{ province: demand.province, sector: demand.sector, kind: 'return' as const, quantity },
        ...{ account, instrument, transactionId: outcome.transactionId, demandId: demand.id },
        sourceKey: `return:${outcome.transactionId.toString()}`,
      },
    ],
    by,
    now,
  );
  await recordAudit(
    tx,
    {
      action: 'allowances.handed-back',
      subject: { kind: 'return-demand', id: demand.id },
      holderId: owedById,
      after: { quantity: quantity.toString(), instrument, round },
      ...(by.approver !== undefined && { approver: by.approver }),
    },
    now,
    auditActor(by),
  );
  return { transaction: outcome.transactionId.toString() };
}
