import { recordAudit } from '@carbon/audit';
import type { Task } from '@carbon/approvals';
import type { Reader, Transaction } from '@carbon/database';
import { fault, FaultCollector, parseWhole } from '@carbon/kernel';
import type { CarryOverTradeTotalsPayload } from '../http/payloads';
import { insertTradeTotals } from '../persistence/trade-totals';

export interface TradeTotalRow {
  readonly holderId: string;
  readonly soldT: bigint;
  readonly boughtT: bigint;
  readonly missedYears: readonly number[] | undefined;
}

/** @throws Refusal INPUT_MALFORMED naming every row: `rows[3].holder` is unknown or stands twice */
export async function readTotalRows(
  reader: Reader,
  { rows }: Pick<CarryOverTradeTotalsPayload, 'rows'>,
): Promise<TradeTotalRow[]> {
  const codes = rows.map(({ holder }) => holder);
  const known = await reader.query<{ id: string; code: string }>(
    `select id, code from identity.holder where code = any($1)`,
    [codes],
  );
  const ids = new Map(known.map(({ id, code }) => [code, id]));
  const first = new Map<string, number>();
  const faults = new FaultCollector();
  const read = rows.flatMap(({ holder, soldT, boughtT, missedYears }, at) => {
    const holderId = ids.get(holder);
    const before = first.get(holder);
    first.set(holder, before ?? at);
    if (holderId === undefined) {
      faults.add(fault(`rows[${at}].holder`, 'known', 'is no holder', '没有此单位'));
      return [];
    }
    if (before !== undefined) {
      faults.add(
        fault(`rows[${at}].holder`, 'unique', `stands in rows[${before}] too`, `与 rows[${before}] 重复`),
      );
      return [];
    }
    const [sold, bought] = [
      faults.attempt(() => parseWhole(soldT, `rows[${at}].soldT`)),
      faults.attempt(() => parseWhole(boughtT, `rows[${at}].boughtT`)),
    ];
    return sold === undefined || bought === undefined
      ? []
      : [{ holderId, soldT: sold, boughtT: bought, missedYears }];
  });
  faults.refuseIfAny(2 * rows.length);
  return read;
}

/** Writes down what two people of the registry took over from the exchange. @returns how many */
export async function enterTradeTotals(
  tx: Transaction,
  { id, payload, initiator, documentHash }: Task<CarryOverTradeTotalsPayload>,
  { approver, now }: { readonly approver: string; readonly now: Date },
): Promise<number> {
  const { market, source } = payload;
  const rows = await readTotalRows(tx, payload);
  const act = { taskId: id, documentHash, now, by: initiator.id, approvedBy: approver };
  await insertTradeTotals(tx, { market, rows, source, ...act });
  await recordAudit(
    tx,
    {
      action: 'carry-over.trades-entered',
      subject: { kind: 'carry-over-trade-totals', id },
      after: { market, source, holders: rows.length.toString() },
      approver,
      ...(documentHash !== null && { documentHash }),
    },
    now,
  );
  return rows.length;
}
