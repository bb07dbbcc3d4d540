import { sqlState, type Transaction } from '@carbon/database';
import type { Reader } from '@carbon/ledger';
import { bankReferenceUsed } from '../domain/refusals';

const UNIQUE_VIOLATION = '23505';

export interface CashMovement {
  readonly id: string;
  readonly direction: 'deposit' | 'withdrawal';
  readonly account: string;
  readonly amountFen: bigint;
  readonly bankReference: string;
}

/** Enters a movement that is proposed. @throws Refusal MARKET_BANK_REFERENCE_USED */
export async function insertMovement(
  tx: Transaction,
  movement: CashMovement,
  by: string,
  now: Date,
): Promise<void> {
  const { id, direction, account, amountFen, bankReference } = movement;
  try {
    await tx.query(
      `insert into market.cash_movement (id, direction, account, amount_fen, bank_reference, proposed_by, proposed_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, direction, account, amountFen, bankReference, by, now],
    );
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    throw bankReferenceUsed(bankReference);
  }
}

export async function noteBooked(
  tx: Transaction,
  id: string,
  { approver, transactionId, now }: { approver: string; transactionId: bigint; now: Date },
): Promise<void> {
  await tx.query(
    `update market.cash_movement
        set state = 'booked', approved_by = $2, transaction_id = $3, booked_at = $4, ended_at = $4
      where id = $1`,
    [id, approver, transactionId, now],
  );
}

export async function noteAbandoned(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.query(`update market.cash_movement set state = 'abandoned', ended_at = $2 where id = $1`, [
    id,
    now,
  ]);
}

/** All that was booked, in fen. */
export async function bookedTotals(
  reader: Reader,
): Promise<{ readonly deposits: bigint; readonly withdrawals: bigint }> {
  const [row] = await reader.query<{ deposits: string; withdrawals: string }>(
    `select coalesce(sum(amount_fen) filter (where direction = 'deposit'), 0) as deposits,
            coalesce(sum(amount_fen) filter (where direction = 'withdrawal'), 0) as withdrawals
       from market.cash_movement where state = 'booked'`,
  );
  return { deposits: BigInt(row?.deposits ?? 0), withdrawals: BigInt(row?.withdrawals ?? 0) };
}
