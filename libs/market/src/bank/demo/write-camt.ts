import type { BankMovement, BankStatement } from '../domain/statement';
import { yuanOf } from '../formats/amount';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const sign = (fen: bigint) => (fen < 0n ? 'DBIT' : 'CRDT');
const amount = (fen: bigint) => `<Amt Ccy="CNY">${yuanOf(fen < 0n ? -fen : fen)}</Amt>`;

/** A statement as ISO 20022 camt.053 has it: what the made-up bank hands out. */
export function writeCamt(statement: BankStatement): string {
  const { account, from, to, openingFen, closingFen, movements } = statement;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="${NAMESPACE}"><BkToCstmrStmt><GrpHdr><MsgId>${escaped(statement.statement)}</MsgId></GrpHdr><Stmt>`,
    `<Id>${escaped(statement.statement)}</Id>`,
    `<FrToDt><FrDtTm>${from}T00:00:00+08:00</FrDtTm><ToDtTm>${to}T23:59:59+08:00</ToDtTm></FrToDt>`,
    `<Acct><Id><Othr><Id>${escaped(account)}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>`,
    balance('OPBD', openingFen, from),
    balance('CLBD', closingFen, to),
    ...movements.map(entry),
    '</Stmt></BkToCstmrStmt></Document>',
    '',
  ].join('\n');
}

const balance = (code: string, fen: bigint, day: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(fen)}<CdtDbtInd>${sign(fen)}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;

function entry({
  reference,
  direction,
  amountFen,
  bookedOn,
  endToEnd,
  counterparty,
  text,
}: BankMovement): string {
  const role = direction === 'in' ? 'Dbtr' : 'Cdtr';
  const { name, account } = counterparty;
  const parties = [
    name === undefined ? '' : `<${role}><Pty><Nm>${escaped(name)}</Nm></Pty></${role}>`,
    account === undefined
      ? ''
      : `<${role}Acct><Id><Othr><Id>${escaped(account)}</Id></Othr></Id></${role}Acct>`,
  ].join('');
  return [
    `<Ntry>${amount(amountFen)}<CdtDbtInd>${direction === 'in' ? 'CRDT' : 'DBIT'}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>`,
    `<BookgDt><Dt>${bookedOn}</Dt></BookgDt><AcctSvcrRef>${escaped(reference)}</AcctSvcrRef><NtryDtls><TxDtls>`,
    `<Refs><EndToEndId>${escaped(endToEnd ?? 'NOTPROVIDED')}</EndToEndId></Refs><RltdPties>${parties}</RltdPties>`,
    text === '' ? '' : `<RmtInf><Ustrd>${escaped(text)}</Ustrd></RmtInf>`,
    '</TxDtls></NtryDtls></Ntry>',
  ].join('');
}
