import type { Reader } from '@carbon/database';
import { placeOfAct } from '../../domain/index';

/** That an act was taken in: its batch, and its leaf in the tree whose root the log keeps. */
export interface ActReceipt {
  readonly batch: bigint;
  readonly place: number;
  readonly receivedAt: Date;
  readonly leaf: Buffer;
  readonly root: Buffer;
}

/** Leaves stand in the order of accepted acts; an outcome of 0 is an acceptance. */
const RECEIPT = `
  select b.received_at, b.root, substring(b.leaves from 32 * (
           select count(*)::int from generate_series(0, $2::int - 1) at where get_byte(b.outcomes, at) = 0) + 1 for 32) as leaf
    from inclusion.intake_batch b
   where b.id = $1 and $2::int < b.told and get_byte(b.outcomes, $2::int) = 0`;

export async function readReceipt(
  reader: Pick<Reader, 'query'>,
  actNo: bigint,
): Promise<ActReceipt | undefined> {
  const { batch, place } = placeOfAct(actNo);
  const [row] = await reader.query<{ received_at: Date; root: Buffer; leaf: Buffer }>(RECEIPT, [
    batch.toString(),
    place,
  ]);
  return row && { batch, place, receivedAt: row.received_at, leaf: row.leaf, root: row.root };
}
