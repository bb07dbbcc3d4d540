import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type ChinaMonth, newId } from '@carbon/kernel';
import type { Command, Outcome } from '@carbon/ledger';
import type { CsvFault } from '../domain/csv/csv-table';
import { csvFault } from '../domain/csv/csv-table';
import type { SettlementRow } from '../domain/csv/settlements-csv';
import { insertSettlements } from '../persistence/settlements';
import { auditActor } from './audit-actor';
import type { Actor, Desk } from './desk';
import { judgeSettlements, type MonthToSettle, type ReadyRow } from './judge-settlements';
import { keepTrade } from './judge-transfer';
import { lockSettling } from './locks';

/** What came of a month: settled as a whole, left as a whole, or settled by an earlier file. */
export interface SettledMonth {
  readonly month: ChinaMonth;
  readonly state: 'settled' | 'refused' | 'settled-before';
  readonly rows: number;
  readonly certificates: bigint;
  readonly transactionId: bigint | null;
}

export interface SettlementReport {
  readonly months: readonly SettledMonth[];
  readonly faults: readonly CsvFault[];
}

/**
 * Moves certificates to users by the settlement of green power (GEC-010): issued first, then moved, with quantity and
 * price; afterwards nobody trades them (GEC-009). Existing hydro that was bought directly goes to its buyer the same way
 * (GEC-011). Each month is settled whole or not at all. Below one certificate a row moves nothing (X).
 */
export async function settleGreenPower(
  tx: Transaction,
  desk: Desk,
  by: Actor,
  rows: readonly SettlementRow[],
): Promise<SettlementReport> {
  await lockSettling(tx);
  const months = await judgeSettlements(tx, desk, rows);
  const moving = months.filter(
    ({ faults, ready }) => faults.length === 0 && ready.some(({ moved }) => moved.length > 0),
  );
  const outcomes = await desk.ledger.submit(
    tx,
    moving.map((month) => settlementCommand(month, by)),
  );
  const outcomeOf = new Map(moving.map((month, at) => [month, outcomes[at]]));
  const report: SettledMonth[] = [];
  const faults: CsvFault[] = [];
  for (const month of months) {
    const outcome = outcomeOf.get(month);
    const found = [...month.faults, ...refusalOf(month, outcome)];
    faults.push(...found);
    const settled = found.length === 0 && month.ready.length > 0;
    const transactionId = outcome?.status === 'done' ? outcome.transactionId : null;
    if (settled) await keep(tx, desk, by, month, transactionId);
    report.push({
      month: month.month,
      state: found.length > 0 ? 'refused' : settled ? 'settled' : 'settled-before',
      rows: month.rows,
      certificates: settled ? certificatesOf(month.ready) : 0n,
      transactionId,
    });
  }
  return { months: report, faults };
}

const certificatesOf = (ready: readonly ReadyRow[]) =>
  ready.reduce((sum, { certificates }) => sum + certificates, 0n);

function settlementCommand({ month, ready }: MonthToSettle, { actor, approver }: Actor): Command {
  return {
    kind: 'linked',
    commands: ready.flatMap(({ moved, seller, row }) =>
      moved.map(({ instrument, range }) => ({
        kind: 'transfer' as const,
        ...{ instrument, from: seller, to: row.buyer, serials: [range] },
        quantity: range.last - range.first + 1n,
      })),
    ),
    cause: {
      actor,
      ...(approver && { approver }),
      reference: `gec-settlement:${month}`,
      reason: 'gec:green-power-settlement',
    },
  };
}

function refusalOf({ ready }: MonthToSettle, outcome: Outcome | undefined): CsvFault[] {
  if (outcome?.status !== 'refused') return [];
  const { code, text } = outcome.refusal;
  return [csvFault(ready[0]?.row.line ?? 0, '', code, text.en, text.zh)];
}

async function keep(
  tx: Transaction,
  desk: Desk,
  { actor, approver }: Actor,
  { month, ready }: MonthToSettle,
  transactionId: bigint | null,
): Promise<void> {
  const at = desk.clock.now();
  for (const { row, seller, moved, ground } of ready) {
    if (transactionId === null || moved.length === 0) continue;
    const terms = { ground, priceFen: row.priceFen, reference: row.contract };
    await keepTrade(tx, { from: seller, to: row.buyer }, terms, { transactionId, moved, at });
  }
  await insertSettlements(
    tx,
    ready.map(({ row, plantId, certificates }) => ({
      ...{ id: newId(), plantId, month, certificates },
      ...{ buyerAccount: row.buyer, contract: row.contract, energyWh: row.energyWh, priceFen: row.priceFen },
      transactionId: certificates > 0n ? transactionId : null,
    })),
    { actor, at },
  );
  await recordAudit(
    tx,
    {
      action: 'green-power.settled',
      subject: { kind: 'settlement-month', id: month },
      after: { rows: ready.length, certificates: certificatesOf(ready).toString() },
      ...(approver && { approver }),
    },
    at,
    auditActor(actor),
  );
}
