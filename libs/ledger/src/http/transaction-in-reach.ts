import type { Reader } from '@carbon/database';
import { type Reach, reaches } from '@carbon/http';
import { unknownTransaction } from '../domain/refusals';
import { type JournalEntry, readTransaction } from '../persistence/read-journal';
import { isInstrumentSeen, isSeen, seenOf } from './seen';

/**
 * A transaction as a caller may see it: of which one side is within reach, in its window; of an engagement for some
 * instruments, only their transfers. Any other is answered like one that is not there.
 * @throws Refusal LEDGER_TRANSACTION_UNKNOWN
 */
export async function transactionInReach(reader: Reader, id: bigint, reach: Reach): Promise<JournalEntry[]> {
  const entries = await findTransactionInReach(reader, id, reach);
  if (entries.length === 0) throw unknownTransaction(id);
  return entries;
}

/** As `transactionInReach`; nothing where there is none to be seen. */
export async function findTransactionInReach(
  reader: Reader,
  id: bigint,
  reach: Reach,
): Promise<JournalEntry[]> {
  const entries = await readTransaction(reader, id);
  if (reach === 'everything') return entries;
  const recordedAt = new Date(entries[0]?.record.recordedAt ?? 0);
  const windows = (await holdersOf(reader, entries)).flatMap((holder) => {
    const seen = seenOf(reach, holder);
    return reaches(reach, holder) && isSeen(seen, recordedAt) ? [seen] : [];
  });
  return entries.filter(({ record }) => windows.some((seen) => isInstrumentSeen(seen, record.instrument)));
}

/** For undoing it: all its sides must be within reach. @throws Refusal LEDGER_TRANSACTION_UNKNOWN */
export async function requireWhollyInReach(reader: Reader, id: bigint, reach: Reach): Promise<void> {
  if (reach === 'everything') return;
  const holders = await holdersOf(reader, await transactionInReach(reader, id, reach));
  if (!holders.every((holder) => reaches(reach, holder))) throw unknownTransaction(id);
}

/** The holders on the two sides of its transfers; accounts of the system have none. */
async function holdersOf(reader: Reader, entries: readonly JournalEntry[]): Promise<string[]> {
  const numbers = entries.flatMap(({ record }) => [record.debitAccount, record.creditAccount]);
  const rows = await reader.query<{ holder_id: string }>(
    'select distinct holder_id from ledger.account where number = any($1) and holder_id is not null',
    [numbers],
  );
  return rows.map((row) => row.holder_id);
}
