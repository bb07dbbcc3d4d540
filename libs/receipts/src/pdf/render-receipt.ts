import { chinaTimestamp } from '@carbon/kernel';
import { PURPOSE_TITLES, type ReceiptFacts, type ReceiptLine } from '../domain/index';
import { drawFacts } from './draw-facts';
import { drawHead } from './draw-head';
import { drawLots } from './draw-lots';
import { drawRedeemed, REDEMPTION_TITLE, redemptionLines } from './draw-redemption';
import { drawRules } from './draw-rules';
import { drawVerification } from './draw-verification';
import type { ReceiptPrint } from './receipt-print';
import { COLOURS, Sheet } from './sheet';
import { grouped, namesOf, told } from './tell-facts';

/** The PDF of a receipt: the same facts and proof always give the same bytes. */
export async function renderReceipt(print: ReceiptPrint): Promise<Buffer> {
  const { facts, language, compress = true, kind = 'receipt' } = print;
  const title = kind === 'redemption' ? REDEMPTION_TITLE : facts.title;
  const sheet = new Sheet({
    ...{ language, compress },
    title: `${title.en} ${facts.number}`,
    moment: facts.recordedAt,
  });
  drawHead(sheet, title, facts.number);
  if (facts.status.state === 'void') drawVoid(sheet, facts.status);
  if (kind === 'redemption') drawRedeemed(sheet, facts);
  drawFacts(sheet, kind === 'redemption' ? redemptionLines(print, sheet) : linesOf(print, sheet));
  drawLots(sheet, facts.lots);
  drawRules(sheet, facts);
  drawVerification(sheet, print);
  sheet.number(`${sheet.words({ zh: '碳账本', en: 'Carbon Ledger' })} · ${facts.number}`);
  return sheet.finish();
}

function drawVoid(sheet: Sheet, { at, note }: Extract<ReceiptFacts['status'], { state: 'void' }>): void {
  const heading = `${sheet.words({ zh: '已作废', en: 'Void' })} · ${chinaTimestamp(at).slice(0, 10)}`;
  const text = sheet.words(note, '\n');
  const width = sheet.width - 24;
  const height = sheet.heightOf(text, width, 9) + 34;
  sheet.pdf.rect(sheet.left, sheet.y, sheet.width, height).fillAndStroke('#fbefee', COLOURS.void);
  const x = sheet.left + 12;
  sheet.write(heading, { x, y: sheet.y + 8, width }, { size: 11, font: 'bold', colour: COLOURS.void });
  sheet.write(text, { x, y: sheet.y + 25, width }, { size: 9, colour: COLOURS.void });
  sheet.y += height + 12;
}

function linesOf({ facts, holder }: ReceiptPrint, sheet: Sheet): ReceiptLine[] {
  const { period, beneficiary, purposeText, place } = facts;
  const line = (zh: string, en: string, value: string): ReceiptLine => ({ label: { zh, en }, value });
  return [
    line('凭证编号', 'Receipt', facts.number),
    line('数量', 'Quantity', `${grouped(facts.quantity)} ${sheet.words(facts.unit)}`),
    line('账户持有人', 'Account holder', `${namesOf(holder)}\n${facts.account}`),
    line('受益方', 'Beneficiary', told(beneficiary, sheet)),
    line('用途', 'Purpose', sheet.words(PURPOSE_TITLES[facts.purpose], '\n')),
    ...(purposeText === null ? [] : [line('用途说明', 'In their words', purposeText)]),
    line('期间', 'Period', `${period.from} – ${period.to}`),
    ...(place === null ? [] : [line('地点', 'Place', place)]),
    ...facts.lines,
    line(
      '登记时间',
      'Recorded',
      `${chinaTimestamp(facts.recordedAt).slice(0, 19).replace('T', ' ')} (UTC+8)`,
    ),
    line('交易编号', 'Transaction', facts.transactionId.toString()),
  ];
}
