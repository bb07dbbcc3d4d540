import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { chinaDate, newId } from '@carbon/kernel';
import { type Reader, readSupply } from '@carbon/ledger';
import { CNY } from '../../cash/domain/cny';
import { type BankReconciliation, reconcileBank } from '../domain/reconciliation';
import { bankBalance, insertReconciliation, readItems } from '../persistence/reconciliations';

/** How the bank's balance and the money on the ledger agree now; undefined before the first statement. */
export async function compareWithBank(reader: Reader): Promise<BankReconciliation | undefined> {
  const bankFen = await bankBalance(reader);
  if (bankFen === undefined) return undefined;
  const { held } = await readSupply(reader, CNY);
  return reconcileBank(bankFen, held, await readItems(reader));
}

/** Compares bank and ledger and keeps what was found. @returns undefined before the first statement, or when the night has one */
export async function makeReconciliation(
  tx: Transaction,
  {
    cause,
    statementId,
    now,
  }: { readonly cause: 'statement' | 'nightly'; readonly statementId: string | null; readonly now: Date },
): Promise<BankReconciliation | undefined> {
  const found = await compareWithBank(tx);
  if (found === undefined) return undefined;
  const id = newId();
  const kept = await insertReconciliation(tx, { ...found, id, cause, day: chinaDate(now), statementId }, now);
  if (!kept) return undefined;
  if (found.state === 'differs') {
    const entry = {
      action: 'bank-reconciliation.differed',
      subject: { kind: 'bank-reconciliation', id },
      after: { differenceFen: found.differenceFen.toString(), items: found.items.length },
    };
    await recordAudit(tx, entry, now, { actor: 'system' });
  }
  return found;
}
