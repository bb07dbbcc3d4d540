import type { Transaction } from '@carbon/database';
import type { InclusionParts } from '../../parts';
import { readProgrammes } from '../../programmes/programme';
import type { Resident } from '../../residents/resident';

/**
 * Cancels all free points of somebody who leaves. Vouchers give theirs back before. What still waits of the resident never
 * reaches the ledger.
 * @returns points cancelled
 */
export async function forfeitPoints(
  tx: Transaction,
  { ledger }: Pick<InclusionParts, 'ledger'>,
  {
    resident,
    actor,
    now,
  }: { readonly resident: Pick<Resident, 'accountNumber'>; readonly actor: string; readonly now: Date },
): Promise<bigint> {
  const codes = [...(await readProgrammes(tx)).values()].map(({ pointsInstrument }) => pointsInstrument);
  const rows = await tx.query<{ code: string; available: string }>(
    `select i.code, b.available from ledger.balance b
       join ledger.account a on a.id = b.account_id join ledger.instrument i on i.id = b.instrument_id
      where a.number = $1 and i.code = any($2) and b.available > 0 order by i.id`,
    [resident.accountNumber, codes],
  );
  const outcomes = await ledger.submit(
    tx,
    rows.map(({ code, available }) => ({
      kind: 'cancel',
      from: resident.accountNumber,
      instrument: code,
      quantity: BigInt(available),
      cause: { actor, reference: 'resident-left', businessTime: now },
    })),
  );
  for (const outcome of outcomes) if (outcome.status === 'refused') throw outcome.refusal;
  return rows.reduce((sum, { available }) => sum + BigInt(available), 0n);
}
