import type { Reader, Transaction } from '@carbon/database';

export interface ObligationName {
  readonly market: string;
  readonly year: number;
  readonly holderId: string;
}

/**
 * Waits for everybody else who changes what meets an obligation, and holds it until the transaction ends: what is judged
 * after this is what counts.
 */
export async function holdObligation(
  tx: Transaction,
  { market, year, holderId }: ObligationName,
): Promise<void> {
  await tx.query(
    `insert into allowances.obligation (market, year, holder_id) values ($1, $2, $3)
     on conflict (market, year, holder_id) do update set acts = obligation.acts + 1`,
    [market, year, holderId],
  );
}

/** Whose an obligation is now: the holder's own, or its successor's (ETS-015). */
export async function obligorOf(reader: Reader, holderId: string): Promise<string> {
  const [row] = await reader.query<{ obligor_id: string }>(
    'select obligor_id from allowances.obligor where holder_id = $1',
    [holderId],
  );
  return row?.obligor_id ?? holderId;
}

/** Those whose obligations these holders took over. */
export async function predecessorsOf(reader: Reader, holderIds: readonly string[]): Promise<string[]> {
  const rows = await reader.query<{ holder_id: string }>(
    'select holder_id from allowances.obligor where obligor_id = any($1)',
    [holderIds],
  );
  return rows.map(({ holder_id }) => holder_id);
}

/** A holder, and those whose obligations it took over. */
export async function withPredecessors(reader: Reader, holderId: string): Promise<string[]> {
  return [holderId, ...(await predecessorsOf(reader, [holderId]))];
}

export async function insertSuccessor(
  tx: Transaction,
  gone: {
    readonly holderId: string;
    readonly successorId: string;
    readonly at: Date;
    readonly by: string;
    readonly approver: string | null;
  },
): Promise<void> {
  await tx.query(
    `insert into allowances.obligation_successor (holder_id, successor_id, at, by_whom, approver)
     values ($1, $2, $3, $4, $5)`,
    [gone.holderId, gone.successorId, gone.at, gone.by, gone.approver],
  );
}
