import { chinaTimestamp, type Text } from '@carbon/kernel';
import {
  COLOURS,
  drawFacts,
  drawHead,
  drawQr,
  FOUNDED,
  type PrintLanguage,
  type ReceiptLine,
  Sheet,
} from '@carbon/receipts';
import type { Notice } from '../persistence/notices';

const TITLE: Text = { zh: '碳排放配额履约通知书', en: 'Compliance notice' };
/** A bare link is a small code: 34 mm of 72 dots an inch. */
const SIDE = (34 * 72) / 25.4;

export interface NoticePrint {
  readonly notice: Notice;
  /** Address of the public page; what the QR code says. */
  readonly link: string;
  readonly language: PrintLanguage;
  /** False only to look into the file. */
  readonly compress?: boolean;
}

/** The PDF of a notice (SUR-014): the same notice always gives the same bytes. */
export function renderNotice({ notice, link, language, compress = true }: NoticePrint): Promise<Buffer> {
  const { number, madeAt } = notice;
  const sheet = new Sheet({ language, compress, title: `${TITLE.en} ${number}`, moment: madeAt });
  drawHead(sheet, TITLE, number);
  drawDemand(sheet, notice);
  drawFacts(sheet, linesOf(notice, sheet));
  drawConditions(sheet, notice);
  drawVerification(sheet, notice, link);
  sheet.number(`${sheet.words({ zh: '碳账本', en: 'Carbon Ledger' })} · ${number}`);
  return sheet.finish();
}

/** The sentence that the paper is about. */
function drawDemand(sheet: Sheet, { content, replacedBy }: Notice): void {
  const { holder, year, deadline, dueT } = content;
  const text: Text = {
    zh: `${holder.nameZh}：请于 ${deadline} 前清缴 ${year} 年度碳排放配额 ${grouped(dueT)} 吨。`,
    en: `${holder.nameEn}: ${grouped(dueT)} t of allowances are to be surrendered for ${year} by ${deadline}.`,
  };
  sheet.y += sheet.write(sheet.words(text, '\n'), column(sheet), { size: 10.5 }) + 12;
  if (replacedBy === null) return;
  const replaced = { zh: `已由 ${replacedBy} 取代`, en: `Replaced by ${replacedBy}` };
  sheet.y +=
    sheet.write(sheet.words(replaced), column(sheet), { size: 9.5, colour: COLOURS.void, font: 'bold' }) + 12;
}

function linesOf({ market, content, madeAt }: Notice, sheet: Sheet): ReceiptLine[] {
  const { holder, year, dueT, deadline, creditCapT } = content;
  const line = (zh: string, en: string, value: string): ReceiptLine => ({ label: { zh, en }, value });
  const unit = sheet.words({ zh: '吨二氧化碳当量', en: 'tCO2e' });
  const open = sheet.words({ zh: '待配额核定后确定', en: 'known once the allocation is' });
  return [
    line(
      '重点排放单位',
      'Enterprise',
      [holder.nameZh, holder.nameEn, holder.identifier ?? holder.code].join('\n'),
    ),
    line('市场与年度', 'Market and year', `${market} ${year}`),
    line('应清缴量', 'Due', `${grouped(dueT)} ${unit}`),
    line('清缴期限', 'Deadline', deadline),
    line(
      '减排量抵销上限',
      'Credits count up to',
      creditCapT === null ? open : `${grouped(creditCapT)} ${unit}`,
    ),
    line('出具日期', 'Made', chinaTimestamp(madeAt).slice(0, 10)),
  ];
}

/** Width of the column that names rules. */
const RULES = 120;

/** The conditions that credits must meet, each with its rule and how well that is founded; the pack behind all of it. */
function drawConditions(sheet: Sheet, { content: { conditions, pack } }: Notice): void {
  const x = sheet.left + sheet.width - RULES;
  const width = sheet.width - RULES - 14;
  const fine = { size: 7, colour: COLOURS.muted };
  sheet.need(60);
  const heading = sheet.words({ zh: '减排量抵销条件', en: 'Conditions on credits' });
  sheet.write(heading, { ...column(sheet), width }, { size: 10.5, font: 'bold' });
  sheet.write(`${pack.id} ${pack.version} [${pack.certainty}]`, { x, y: sheet.y + 3, width: RULES }, fine);
  sheet.y += 20;
  conditions.forEach(({ rule, text, certainty }, at) => {
    const said = `${at + 1}. ${sheet.words(text, '\n    ')}`;
    const founded = `${rule} [${certainty}]\n${sheet.words(FOUNDED[certainty])}`;
    const height = Math.max(sheet.heightOf(said, width, 8.5), sheet.heightOf(founded, RULES, 7)) + 5;
    sheet.need(height);
    sheet.write(said, { ...column(sheet), width }, { size: 8.5 });
    sheet.write(founded, { x, y: sheet.y + 1, width: RULES }, fine);
    sheet.y += height;
  });
  sheet.y += 8;
}

function drawVerification(sheet: Sheet, { contentHash }: Notice, link: string): void {
  sheet.need(SIDE + 40);
  sheet.rule(COLOURS.accent, 1);
  sheet.y += 10;
  const top = sheet.y;
  drawQr(sheet, link, { x: sheet.left, y: top, side: SIDE });
  const x = sheet.left + SIDE + 14;
  const width = sheet.width - SIDE - 14;
  let y = top + 4;
  const say = (text: string, size: number, colour: string = COLOURS.ink) => {
    y += sheet.write(text, { x, y, width }, { size, colour }) + 3;
  };
  say(sheet.words({ zh: '验证', en: 'Verification' }), 10.5);
  say(sheet.words(SCAN, '\n'), 8);
  say(sheet.words({ zh: '公开验证页', en: 'Public page' }), 6.5, COLOURS.muted);
  say(link, 6.8);
  say(sheet.words({ zh: '内容哈希', en: 'Hash of the content (SHA-256)' }), 6.5, COLOURS.muted);
  say(contentHash.toString('hex'), 6.8);
  sheet.y = Math.max(y, top + SIDE) + 8;
}

const SCAN: Text = {
  zh: '扫码打开公开验证页，核对编号与内容哈希，并可查是否已被新的通知书取代。',
  en: 'Scanned, the code opens the public page: compare number and hash, and see whether a later notice took its place.',
};

const column = (sheet: Sheet) => ({ x: sheet.left, y: sheet.y, width: sheet.width });
const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ',');
