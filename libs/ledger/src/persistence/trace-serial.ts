import type { Reader } from '@carbon/database';
import { type Part, partOf } from '../domain/vocabulary';
import { type JournalEntry, readJournalByIds } from './read-journal';

export interface SerialTrace {
  readonly instrument: string;
  readonly serial: bigint;
  /** Where the unit is now. */
  readonly place: {
    readonly account: string;
    readonly part: Part;
    readonly first: bigint;
    readonly last: bigint;
  };
  /** Every transfer that brought the unit to another account, oldest (its issue) first. */
  readonly hops: readonly JournalEntry[];
}

/**
 * The life of one unit: from the block it stands in, back from transfer to transfer by the pointer each piece carries.
 * One key look-up a hop, whatever the size of the ledger. Undefined when the serial was never issued, or its issue was
 * reversed.
 */
export async function traceSerial(
  reader: Reader,
  instrument: string,
  serial: bigint,
): Promise<SerialTrace | undefined> {
  const [block] = await reader.query<{
    number: string;
    part: number;
    first_serial: string;
    last_serial: string;
    journal_id: string;
  }>(
    `select a.number, b.part, b.first_serial, b.last_serial, b.journal_id
       from ledger.block b join ledger.account a on a.id = b.account_id
      where b.instrument_id = (select id from ledger.instrument where code = $1) and b.first_serial <= $2
      order by b.first_serial desc limit 1`,
    [instrument, serial.toString()],
  );
  if (block === undefined || BigInt(block.last_serial) < serial) return undefined;
  const hops: JournalEntry[] = [];
  for (let next = BigInt(block.journal_id); next !== 0n;) {
    const [entry] = await readJournalByIds(reader, [next]);
    if (entry === undefined) throw new Error(`journal row ${next.toString()} is missing`);
    hops.unshift(entry);
    next = entry.previous.find((piece) => piece.first <= serial && serial <= piece.last)?.previous ?? 0n;
  }
  return {
    instrument,
    serial,
    place: {
      account: block.number,
      part: partOf(block.part),
      first: BigInt(block.first_serial),
      last: BigInt(block.last_serial),
    },
    hops,
  };
}
