import { sqlState, type Transaction } from '@carbon/database';
import type { SourceRange } from '../domain/commands';
import { nothingToGiveBack, sourceGivenBack, sourceStillNeeded } from '../domain/refusals';
import { readTransaction } from './read-journal';

/** A piece of a source that backs nothing any more. */
export interface GivenBack {
  readonly issuance: bigint;
  readonly source: SourceRange;
}

const REFUSALS: Readonly<Record<string, (transactionId: bigint) => Error>> = {
  CL017: nothingToGiveBack,
  CL018: sourceGivenBack,
  CL019: nothingToGiveBack,
  CL022: sourceStillNeeded,
};

/**
 * Gives back what the units stood for that a transaction cancelled for good (EXC-004). The database checks every word of
 * it (`ledger.release_source`).
 * @throws Refusal LEDGER_NOTHING_TO_GIVE_BACK, LEDGER_SOURCE_GIVEN_BACK, LEDGER_SOURCE_STILL_NEEDED
 */
export async function releaseSources(tx: Transaction, transactionId: bigint): Promise<GivenBack[]> {
  const cancelled = (await readTransaction(tx, transactionId)).flatMap(({ id, record }) =>
    record.kind === 'cancel' ? [id.toString()] : [],
  );
  if (cancelled.length === 0) throw nothingToGiveBack(transactionId);
  await tx.query('savepoint given_back');
  try {
    const rows = await tx.query<{
      issuance_id: string;
      source_key: string;
      from_unit: string;
      to_unit: string;
    }>(
      `select r.* from unnest($1::bigint[]) with ordinality as c(id, at)
        cross join lateral ledger.release_source(c.id) r order by c.at`,
      [cancelled],
    );
    await tx.query('release savepoint given_back');
    return rows.map((row) => ({
      issuance: BigInt(row.issuance_id),
      source: { key: row.source_key, from: BigInt(row.from_unit), to: BigInt(row.to_unit) },
    }));
  } catch (error) {
    const refusal = REFUSALS[sqlState(error) ?? ''];
    if (refusal === undefined) throw error;
    await tx.query('rollback to savepoint given_back');
    throw refusal(transactionId);
  }
}
