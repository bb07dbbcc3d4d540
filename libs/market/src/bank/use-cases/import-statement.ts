import { hash } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Reach } from '@carbon/http';
import { canonicalJson, newId } from '@carbon/kernel';
import type { Ledger } from '@carbon/ledger';
import { comparableNumber } from '../domain/account-name';
import { settlementAccountUnknown, statementChanged } from '../domain/refusals';
import type { BankStatement } from '../domain/statement';
import { readStatement } from '../formats/read-statement';
import { findSettlementAccount } from '../persistence/settlement-accounts';
import { type ImportedStatement, insertStatement, namedStatement } from '../persistence/statements';
import { makeReconciliation } from './make-reconciliation';
import { type Taken, takeMovements } from './take-movements';

export interface StatementImport {
  readonly statement: ImportedStatement;
  /** False when it was here before: nothing happened. */
  readonly fresh: boolean;
  /** What came of its movements; undefined when it was here before. */
  readonly taken: Taken | undefined;
}

/**
 * Imports a bank's statement, whole or not at all. The same statement again changes nothing; movements that another statement
 * or a notice told before are not booked twice (INV-06). Bank and ledger are compared afterwards.
 * @throws Refusal INPUT_MALFORMED, BANK_STATEMENT_XML_REFUSED, BANK_STATEMENT_DOES_NOT_ADD_UP,
 * BANK_SETTLEMENT_ACCOUNT_UNKNOWN, BANK_STATEMENT_CHANGED, BANK_ENTRY_CHANGED
 */
export async function importStatement(
  tx: Transaction,
  ledger: Ledger,
  contents: Buffer,
  { by, reach, now }: { readonly by: string; readonly reach: Reach; readonly now: Date },
): Promise<StatementImport> {
  const { statement: told, format } = readStatement(contents);
  const number = comparableNumber(told.account);
  const account = await findSettlementAccount(tx, number, reach);
  if (account === undefined) throw settlementAccountUnknown(told.account);
  const id = newId();
  const kept = {
    ...told,
    id,
    format,
    contents,
    contentHash: contentHash(told),
    settlementAccount: account.id,
  };
  const fresh = await insertStatement(tx, kept, by, now);
  const statement = await namedStatement(tx, account.id, told.statement);
  if (statement === undefined) throw new Error('a statement was not kept');
  if (!fresh) {
    if (!statement.contentHash.equals(kept.contentHash)) throw statementChanged(told.statement);
    return { statement, fresh, taken: undefined };
  }
  const heard = { settlementAccount: account.id, by: 'statement', statementId: id, at: now } as const;
  const taken = await takeMovements(tx, ledger, told.movements, heard);
  const entry = {
    action: 'bank-statement.imported',
    subject: { kind: 'bank-statement', id },
    after: { statement: told.statement, entries: told.movements.length, booked: taken.booked },
    documentHash: hash('sha256', contents),
  };
  await recordAudit(tx, entry, now, { actor: by });
  await makeReconciliation(tx, { cause: 'statement', statementId: id, now });
  return { statement, fresh, taken };
}

/** What a statement says, whatever the file looked like: as XML and as CSV it is the same. */
function contentHash({ movements, openingFen, closingFen, ...head }: BankStatement): Buffer {
  const said = {
    ...head,
    ...{ openingFen: openingFen.toString(), closingFen: closingFen.toString() },
    movements: movements.map(({ amountFen, endToEnd, counterparty: { name, account }, ...one }) => ({
      ...one,
      ...{ amountFen: amountFen.toString(), endToEnd: endToEnd ?? null },
      ...{ name: name ?? null, account: account ?? null },
    })),
  };
  return hash('sha256', canonicalJson(said), 'buffer');
}
