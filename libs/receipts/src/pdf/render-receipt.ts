import { chinaTimestamp, type Text } from '@carbon/kernel';
import {
  PURPOSE_TITLES,
  type ReceiptFacts,
  type ReceiptLine,
  type ReceiptParticulars,
} from '../domain/index';
import { drawFacts } from './draw-facts';
import { drawLots } from './draw-lots';
import { drawRules } from './draw-rules';
import { drawVerification } from './draw-verification';
import type { ReceiptPrint } from './receipt-print';
import { COLOURS, Sheet } from './sheet';

/** The PDF of a receipt: the same facts and proof always give the same bytes. */
export async function renderReceipt(print: ReceiptPrint): Promise<Buffer> {
  const { facts, language, compress = true } = print;
  const sheet = new Sheet({
    ...{ language, compress },
    title: `${facts.title.en} ${facts.number}`,
    moment: facts.recordedAt,
  });
  drawHead(sheet, facts);
  if (facts.status.state === 'void') drawVoid(sheet, facts.status);
  drawFacts(sheet, linesOf(print, sheet));
  drawLots(sheet, facts.lots);
  drawRules(sheet, facts);
  drawVerification(sheet, print);
  sheet.number(`${sheet.words({ zh: '碳账本', en: 'Carbon Ledger' })} · ${facts.number}`);
  return sheet.finish();
}

function drawHead(sheet: Sheet, { title, number }: ReceiptFacts): void {
  const { left: x, width } = sheet;
  sheet.pdf.rect(x, sheet.y, 28, 3).fill(COLOURS.accent);
  sheet.y += 12;
  sheet.write(
    sheet.words({ zh: '碳账本', en: 'Carbon Ledger' }),
    { x, y: sheet.y, width },
    { size: 9, colour: COLOURS.accent, font: 'bold' },
  );
  sheet.write(number, { x, y: sheet.y, width }, { size: 9, colour: COLOURS.muted, align: 'right' });
  sheet.y += 20;
  const first = sheet.both ? title.zh : sheet.words(title);
  sheet.y += sheet.write(first, { x, y: sheet.y, width }, { size: 21, font: 'bold' });
  if (sheet.both) {
    sheet.y += sheet.write(title.en, { x, y: sheet.y, width }, { size: 12, colour: COLOURS.muted });
  }
  sheet.y += 14;
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

const namesOf = ({ zh, en }: Text) => (zh === en ? zh : `${zh}\n${en}`);

const MASKED: Readonly<Record<Exclude<ReceiptParticulars, 'shown'>, Text>> = {
  withheld: { zh: '自然人（信息不公开）', en: 'A natural person (not told)' },
  restricted: { zh: '自然人（信息限制处理）', en: 'A natural person (processing restricted)' },
  erased: { zh: '自然人（信息已删除）', en: 'A natural person (erased)' },
};

function told(
  { particulars, nameZh, nameEn, identifier }: ReceiptFacts['beneficiary'],
  sheet: Sheet,
): string {
  if (particulars !== 'shown') return sheet.words(MASKED[particulars], '\n');
  return [nameZh, nameEn, identifier].filter((each) => each !== null && each !== '').join('\n');
}

function grouped(quantity: bigint): string {
  return quantity.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}
