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

/** The movement a reference of the bank stands for, if one was proposed or booked. */
export interface KnownMovement {
  readonly id: string;
  readonly direction: CashMovement['direction'];
  readonly account: string;
  readonly amountFen: bigint;
  readonly bankReference: string;
  readonly state: 'proposed' | 'booked';
  /** Whether the bank has told of it: it is that movement of the bank, and no other. */
  readonly isTold: boolean;
}

/**
 * Movements by the bank's reference, under lock, so that what people enter and what the bank tells at the same moment see each
 * other; what was abandoned is none.
 */
export async function movementsByReference(
  tx: Transaction,
  references: readonly string[],
): Promise<ReadonlyMap<string, KnownMovement>> {
  const rows = await tx.query<Omit<KnownMovement, 'amountFen' | 'isTold'> & { amountFen: string }>(
    `select id, direction, account, amount_fen as "amountFen", bank_reference as "bankReference", state
       from market.cash_movement where bank_reference = any($1::text[]) and state <> 'abandoned'
      order by id for no key update`,
    [references],
  );
  if (rows.length === 0) return new Map();
  const entries = await tx.query<{ movement: string }>(
    'select movement from market.bank_entry where movement = any($1::uuid[])',
    [rows.map(({ id }) => id)],
  );
  const told = new Set(entries.map(({ movement }) => movement));
  return new Map(
    rows.map((row) => [
      row.bankReference,
      { ...row, amountFen: BigInt(row.amountFen), isTold: told.has(row.id) },
    ]),
  );
}

/**
 * Enters movements the bank told of. Those whose reference stands for another already are left out: somebody entered them by
 * hand, perhaps at this moment.
 * @returns the ids that were entered
 */
export async function insertTold(
  tx: Transaction,
  movements: readonly CashMovement[],
  by: string,
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    `insert into market.cash_movement (id, direction, account, amount_fen, bank_reference, proposed_by, proposed_at)
     select m.*, $6::text, $7::timestamptz
       from unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[]) as m
     on conflict (bank_reference) where state <> 'abandoned' do nothing returning id`,
    [
      movements.map((one) => one.id),
      movements.map((one) => one.direction),
      movements.map((one) => one.account),
      movements.map((one) => one.amountFen.toString()),
      movements.map((one) => one.bankReference),
      ...[by, now],
    ],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Notes that movements stand on the ledger. */
export async function noteAllBooked(
  tx: Transaction,
  booked: readonly { readonly id: string; readonly transactionId: bigint }[],
  { approver, now }: { readonly approver: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    `update market.cash_movement m
        set state = 'booked', approved_by = $3, transaction_id = b.transaction_id, booked_at = $4, ended_at = $4
       from unnest($1::uuid[], $2::bigint[]) as b (id, transaction_id) where m.id = b.id`,
    [booked.map(({ id }) => id), booked.map(({ transactionId }) => transactionId.toString()), approver, now],
  );
}
