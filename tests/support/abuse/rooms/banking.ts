import type { PlatformFixture } from '../../platform-fixture';
import { done, type Estate, OWNER, task } from '../estate';
import type { MarketRoom } from './market';

/** A settlement account, a statement with money that nobody claims, and the owner's money on its way out. */
export interface BankingRoom {
  readonly bankAccount: string;
  readonly payment: string;
  readonly statement: string;
  readonly entry: string;
}

export async function openBankingRoom(
  platform: PlatformFixture,
  { owner, registry }: Estate,
  { purse }: MarketRoom,
): Promise<BankingRoom> {
  const opening = { bank: 'BANK-1', number: '1000 2000 3000 4000', adapter: 'by-hand' };
  await task(
    platform,
    { kind: 'settlement-account-opening', payload: opening },
    registry.maker,
    registry.checker,
  );
  const mine = {
    holder: OWNER,
    name: `${OWNER}（示例）`,
    number: '6222 0000 1111 2222',
    bank: '000100000000',
  };
  const bankAccount = await task(
    platform,
    { kind: 'bank-account-registration', payload: mine },
    owner.maker,
    registry.checker,
  );
  const payout = { account: purse.owner, amountFen: '100', bankAccount };
  await task(platform, { kind: 'cash-withdrawal', payload: payout }, registry.maker, registry.checker);
  const payments = await platform.send('GET', '/v1/payment-orders', owner.maker.headers);
  const [payment] = done(payments).json<{ items: { id: string }[] }>().items;
  const head = '--edge\r\ncontent-disposition: form-data; name="file"; filename="s.xml"\r\n\r\n';
  const imported = await platform.app.inject({
    ...{ method: 'POST', url: '/v1/bank-statements', payload: `${head}${STATEMENT}\r\n--edge--\r\n` },
    headers: {
      ...registry.maker.headers,
      'content-type': 'multipart/form-data; boundary=edge',
      'idempotency-key': 'statement-of-the-estate',
    },
  });
  const statement = done(imported).json<{ id: string }>().id;
  const entries = await platform.send(
    'GET',
    `/v1/bank-entries?statement=${statement}`,
    registry.maker.headers,
  );
  const [entry] = done(entries).json<{ items: { entry: string }[] }>().items;
  return { bankAccount, payment: payment?.id ?? '', statement, entry: entry?.entry ?? '' };
}

const balance = (code: string, amount: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>` +
  '<Dt><Dt>2026-03-02</Dt></Dt></Bal>';

const STATEMENT = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>S-ESTATE</MsgId></GrpHdr><Stmt><Id>S-ESTATE</Id>
<FrToDt><FrDtTm>2026-03-02T00:00:00+08:00</FrDtTm><ToDtTm>2026-03-02T23:59:59+08:00</ToDtTm></FrToDt>
<Acct><Id><Othr><Id>1000200030004000</Id></Othr></Id><Ccy>CNY</Ccy></Acct>
${balance('OPBD', '0.00')}${balance('CLBD', '7.00')}
<Ntry><Amt Ccy="CNY">7.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-03-02</Dt></BookgDt><AcctSvcrRef>ENTRY-ESTATE</AcctSvcrRef><NtryDtls><TxDtls>
<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
<RltdPties><Dbtr><Pty><Nm>示例来款人</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>货款</Ustrd></RmtInf>
</TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>`;
