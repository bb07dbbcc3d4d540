import { type FieldFault, fault } from '@carbon/kernel';
import type { BankStatement } from '../domain/statement';
import { fenOf } from './amount';
import { dayOf, movementOf, type RawMovement } from './movement-fields';
import type { XmlElement } from './xml-tree';

/** Movements of one statement (own choice). */
export const MOST_MOVEMENTS = 20_000;

/**
 * Reads an ISO 20022 bank-to-customer statement (camt.053) of one account: its opening and closing balance (OPBD or PRCD,
 * CLBD) and its booked entries. Entries that are only pending say nothing yet and are left out.
 * @param faults gets what is wrong, by place, in both languages
 * @returns undefined where there are faults
 */
export function statementOfCamt(root: XmlElement, faults: FieldFault[]): BankStatement | undefined {
  const statements = all(root.name === 'Document' ? one(root, 'BkToCstmrStmt') : root, 'Stmt');
  const [stmt, ...others] = statements;
  if (stmt === undefined || others.length > 0) {
    faults.push(
      fault('Stmt', 'one-statement', 'the file must hold exactly one statement', '文件应恰好包含一份对账单'),
    );
    return undefined;
  }
  const statement = text(stmt, 'Id');
  if (!/^[\x21-\x7e]{1,70}$/.test(statement))
    faults.push(fault('Stmt.Id', 'statement-id', 'must name the statement', '应有对账单编号'));
  const account = accountOf(one(stmt, 'Acct'));
  if (account === '') faults.push(fault('Stmt.Acct', 'account', 'must name the account', '应有账号'));
  const opening = balance(stmt, ['OPBD', 'PRCD'], 'opening', faults);
  const closing = balance(stmt, ['CLBD'], 'closing', faults);
  const period = one(stmt, 'FrToDt');
  const from = dayOf(text(period, 'FrDtTm') || opening?.day || '', 'Stmt.FrToDt.FrDtTm', faults);
  const to = dayOf(text(period, 'ToDtTm') || closing?.day || '', 'Stmt.FrToDt.ToDtTm', faults);
  const entries = all(stmt, 'Ntry').filter((entry) => isBooked(one(entry, 'Sts')));
  if (entries.length > MOST_MOVEMENTS)
    faults.push(
      fault('Stmt.Ntry', 'most', `holds at most ${MOST_MOVEMENTS} entries`, `至多 ${MOST_MOVEMENTS} 笔`),
    );
  const movements = entries
    .slice(0, MOST_MOVEMENTS)
    .flatMap((entry, at) => movementOf(rawOf(entry, `Ntry[${at}]`, faults), `Ntry[${at}]`, faults) ?? []);
  if (faults.length > 0 || !opening || !closing || !from || !to) return undefined;
  return { account, statement, from, to, openingFen: opening.fen, closingFen: closing.fen, movements };
}

type Maybe = XmlElement | undefined;
const all = (element: Maybe, name: string) => element?.children.filter((child) => child.name === name) ?? [];
const one = (element: Maybe, ...path: string[]): Maybe =>
  path.reduce<Maybe>((at, name) => at?.children.find((child) => child.name === name), element);
const text = (element: Maybe, ...path: string[]): string => one(element, ...path)?.text ?? '';

/** Older versions write the code into Sts itself, newer ones below it; without one an entry of a statement is booked. */
const isBooked = (status: Maybe): boolean =>
  status === undefined || ['BOOK', ''].includes(text(status, 'Cd') || status.text);

const accountOf = (account: Maybe): string =>
  text(account, 'Id', 'IBAN') || text(account, 'Id', 'Othr', 'Id');

function balance(
  stmt: XmlElement,
  codes: readonly string[],
  name: string,
  faults: FieldFault[],
): { readonly fen: bigint; readonly day: string } | undefined {
  for (const code of codes) {
    const found = all(stmt, 'Bal').find((bal) => text(bal, 'Tp', 'CdOrPrtry', 'Cd') === code);
    if (found === undefined) continue;
    const fen = fenOf(amount(found, `Stmt.Bal.${code}`, faults));
    const sign = text(found, 'CdtDbtInd');
    if (fen === undefined || (sign !== 'CRDT' && sign !== 'DBIT')) break;
    return { fen: sign === 'CRDT' ? fen : -fen, day: text(found, 'Dt', 'Dt') || text(found, 'Dt', 'DtTm') };
  }
  faults.push(
    fault(
      `Stmt.Bal.${codes.join('|')}`,
      'balance',
      `must tell the ${name} balance in yuan`,
      '应有期初与期末余额（元）',
    ),
  );
  return undefined;
}

function amount(element: XmlElement, place: string, faults: FieldFault[]): string {
  const found = one(element, 'Amt');
  const currency = found?.attributes['Ccy'];
  if (currency !== 'CNY') faults.push(fault(`${place}.Amt`, 'currency', 'must be in CNY', '币种应为 CNY'));
  return found?.text ?? '';
}

const DIRECTIONS: Readonly<Record<string, string>> = { CRDT: 'in', DBIT: 'out' };

function rawOf(entry: XmlElement, place: string, faults: FieldFault[]): RawMovement {
  const details = all(entry, 'NtryDtls').flatMap((one_) => all(one_, 'TxDtls'));
  if (details.length > 1)
    faults.push(
      fault(
        `${place}.NtryDtls`,
        'one-transaction',
        'must be one transaction, not a batch',
        '每笔应对应一项交易，不接受合并入账',
      ),
    );
  const [tx] = details;
  const direction = DIRECTIONS[text(entry, 'CdtDbtInd')] ?? '';
  // the other side: who paid where money came in, who was paid where it went out
  const role = direction === 'in' ? 'Dbtr' : 'Cdtr';
  const parties = one(tx, 'RltdPties');
  return {
    reference: text(entry, 'AcctSvcrRef') || text(tx, 'Refs', 'AcctSvcrRef'),
    direction,
    amount: amount(entry, place, faults),
    bookedOn: text(entry, 'BookgDt', 'Dt') || text(entry, 'BookgDt', 'DtTm'),
    endToEnd: text(tx, 'Refs', 'EndToEndId'),
    name: text(parties, role, 'Pty', 'Nm') || text(parties, role, 'Nm'),
    account: accountOf(one(parties, `${role}Acct`)),
    text: [...all(one(tx, 'RmtInf'), 'Ustrd').map((line) => line.text), creditorReference(tx)]
      .filter((line) => line !== '')
      .join(' '),
  };
}

/** A code that the remitter's bank knew for one stands in a field of its own. */
const creditorReference = (tx: Maybe): string => text(tx, 'RmtInf', 'Strd', 'CdtrRefInf', 'Ref');
