import { chinaTimestamp } from '@carbon/kernel';
import { escapeText, publicPage } from '@carbon/receipts';
import type { Notice } from '../persistence/notices';

/** The public page of a notice: that it exists, for whom, whether it stands. How much is due is between the two. */
export function noticePage({ number, content, contentHash, madeAt, replacedBy }: Notice): string {
  const { holder, market, year } = content;
  const state =
    replacedBy === null
      ? '<p class="state good"><span>状态 State</span>有效 Valid</p>'
      : `<p class="state bad"><span>状态 State</span>已由 ${escapeText(replacedBy)} 取代 Replaced</p>`;
  const rows = [
    row('重点排放单位', 'Enterprise', `${escapeText(holder.nameZh)}<br>${escapeText(holder.nameEn)}`),
    row('市场与年度', 'Market and year', `${escapeText(market)} ${year}`),
    row('出具日期', 'Made', chinaTimestamp(madeAt).slice(0, 10)),
    row('内容哈希', 'Hash of the content', `<code>${contentHash.toString('hex')}</code>`),
  ];
  return publicPage(
    `${number} · Compliance notice`,
    `<p class="brand">碳账本 Carbon Ledger</p><h1>碳排放配额履约通知书<small>Compliance notice</small></h1>
<p class="number">${escapeText(number)}</p>${state}<dl>${rows.join('')}</dl>`,
  );
}

/** For a number that no notice has. */
export function unknownNoticePage(): string {
  return publicPage(
    '没有此通知书 No such notice',
    `<p class="brand">碳账本 Carbon Ledger</p><h1>没有此通知书<small>There is no such notice</small></h1>
<p>请核对编号；编号末位为校验码。</p><p>Look at the number again; its last digit is a check digit.</p>`,
  );
}

const row = (zh: string, en: string, value: string) =>
  `<div><dt>${zh} <span>${en}</span></dt><dd>${value}</dd></div>`;
