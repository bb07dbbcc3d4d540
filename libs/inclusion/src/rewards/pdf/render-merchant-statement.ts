import type { Database } from '@carbon/database';
import { findHoldersById, type Holder } from '@carbon/identity';
import { type ChinaMonth, chinaTimestamp, type Text } from '@carbon/kernel';
import { COLOURS, drawFacts, drawHead, type PrintLanguage, type ReceiptLine, Sheet } from '@carbon/receipts';
import { yuanOf } from '../domain/yuan';
import { readSums, type SettlementSum } from '../persistence/lines';

const TITLE: Text = { zh: '积分兑换商户月度结算单', en: 'Monthly settlement of vouchers' };
const PAGE = 500;

const OUTSIDE: Text = {
  zh: '金额单位为元。本单列明核销份数与应付金额；支付在平台之外办理。',
  en: 'Amounts in yuan. It states vouchers used and what is owed; paying is done outside of this platform.',
};

export interface MerchantPrint {
  readonly merchant: Holder;
  readonly month: ChinaMonth;
  readonly language: PrintLanguage;
  readonly moment: Date;
  /** False only to look into the file. */
  readonly compress?: boolean;
}

/** The statement of a merchant's month: each reward by who pays, and the whole. Lines are told by list and export. */
export async function renderMerchantStatement(database: Database, print: MerchantPrint): Promise<Buffer> {
  const { merchant, month, language, moment, compress = true } = print;
  const sums = await sumsOf(database, merchant.id, month);
  const funderIds = sums.flatMap(({ funderId }) => (funderId === null ? [] : [funderId]));
  const funders = await findHoldersById(database.source.manager, funderIds);
  const number = `${merchant.code} ${month}`;
  const sheet = new Sheet({ language, compress, title: `${TITLE.en} ${number}`, moment });
  drawHead(sheet, TITLE, number);
  drawFacts(sheet, [
    line('商户', 'Merchant', `${merchant.code}\n${merchant.nameZh}`),
    line('应付合计', 'Owed altogether', yuanOf(sums.reduce((sum, { fen }) => sum + fen, 0n))),
    line('制表时间', 'Made', chinaTimestamp(moment)),
  ]);
  drawFacts(
    sheet,
    sums.map((sum) => ({ label: sum.name, value: valueOf(sheet, sum, funders) })),
  );
  sheet.need(30);
  const place = { x: sheet.left, y: sheet.y, width: sheet.width };
  sheet.write(sheet.words(OUTSIDE), place, { size: 7, colour: COLOURS.muted });
  sheet.number(`${sheet.words({ zh: '碳账本', en: 'Carbon Ledger' })} · ${number}`);
  return sheet.finish();
}

const line = (zh: string, en: string, value: string): ReceiptLine => ({ label: { zh, en }, value });

function valueOf(sheet: Sheet, sum: SettlementSum, funders: ReadonlyMap<string, Holder>): string {
  const paid =
    sum.funderId === null
      ? sheet.words({ zh: '项目支付', en: 'paid by the programme' })
      : sheet.words({ zh: '资助方', en: 'paid by' }) + ` ${funders.get(sum.funderId)?.code ?? ''}`;
  const pieces = sheet.words({ zh: '份数', en: 'pieces' });
  const corrections =
    sum.corrections === 0n
      ? ''
      : ` · ${sheet.words({ zh: '更正', en: 'corrections' })} ${sum.corrections.toString()}`;
  const what = `${sum.programme} ${sum.reward} · ${pieces} ${sum.pieces.toString()}${corrections}`;
  return `${yuanOf(sum.fen)}\n${what}\n${paid}`;
}

/** Reward by reward; there are as many as a merchant offers. */
async function sumsOf(database: Database, merchantId: string, month: ChinaMonth): Promise<SettlementSum[]> {
  const all: SettlementSum[] = [];
  for (let after: readonly string[] | undefined; ;) {
    const request = { limit: PAGE, ...(after === undefined ? {} : { after }) };
    const { items } = await readSums(database, null, request, { merchantId, month });
    all.push(...items);
    const last = items.at(-1);
    if (items.length < PAGE || last === undefined) return all;
    after = [last.merchantId, last.month, last.programme, last.reward, last.fundingId ?? ''];
  }
}
