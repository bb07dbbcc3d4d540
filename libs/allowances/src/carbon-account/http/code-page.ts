import type { Sent } from '@carbon/http';
import { escapeText as escape, publicPage } from '@carbon/receipts';
import type { PublicCodeBody } from './code-bodies';

const BRAND = '<p class="brand">碳账本 Carbon Ledger</p>';

const SECTOR_NAMES: Readonly<Record<string, string>> = {
  power: '发电 power',
  steel: '钢铁 steel',
  cement: '水泥 cement',
  aluminium: '铝冶炼 aluminium',
  manufacturing: '制造 manufacturing',
  building: '建筑 buildings',
  other: '其他 other',
};

/** The public page of a carbon code: grade, what it means, and how sure its rule is. */
export function codePage(code: Sent<PublicCodeBody>): string {
  const { nameZh, nameEn, grade, year, sector, market, percentOfMean, firms, pack } = code;
  const heading = `${BRAND}<h1>${escape(nameZh)}<small>${escape(nameEn)}</small></h1>`;
  const verdict =
    grade === undefined
      ? '<p class="state">暂无等级：同行业样本不足<br>No grade: too few enterprises in the sector</p>'
      : `<p class="state ${GOOD.has(grade) ? 'good' : BAD.has(grade) ? 'bad' : ''}"><span>碳码等级 Carbon code</span>` +
        `<b>${escape(grade)}</b> ${escape(code.meaningZh ?? '')} ${escape(code.meaningEn ?? '')}</p>`;
  const rows = [
    row('年度', 'Verified year', String(year)),
    row('行业', 'Sector', escape(SECTOR_NAMES[sector] ?? sector)),
    row('市场', 'Market', escape(market)),
    ...(percentOfMean === undefined
      ? []
      : [row('相对行业均值', 'Against the mean of the sector', `${escape(percentOfMean)} %`)]),
    ...(firms === undefined ? [] : [row('均值企业数', 'Enterprises in the mean', String(firms))]),
    row('规则', 'Rules', fineprint(pack as Readonly<Record<string, string>>)),
  ];
  return publicPage(
    `${nameEn} · carbon code`,
    `${heading}${verdict}<dl>${rows.join('')}</dl>
<p>强度＝核查排放量 ÷ 产出，与同行业按产出加权的均值比较；碳码不是认证，也不代表履约情况。</p>
<p>Intensity is verified emissions over output, compared with the sector's mean weighted by output. A carbon code is no
certificate, and says nothing of compliance.</p>`,
  );
}

/** For an address that shows nothing, or nothing any longer. */
export function unknownCodePage(): string {
  return publicPage(
    '没有此碳码 No such carbon code',
    `${BRAND}<h1>没有此碳码<small>There is no such carbon code</small></h1>
<p>企业可能已停止公开展示。 The enterprise may have stopped showing it.</p>`,
  );
}

const GOOD: ReadonlySet<string> = new Set(['A', 'B']);
const BAD: ReadonlySet<string> = new Set(['E']);

const fineprint = ({ id = '', version = '', certainty = '' }: Readonly<Record<string, string>>) =>
  `<code>${escape(id)} ${escape(version)}</code> ${
    certainty === 'X' ? '等级界限为平台自定 edges are our own' : escape(certainty)
  }`;

const row = (zh: string, en: string, value: string) =>
  `<div><dt>${escape(zh)} <span>${escape(en)}</span></dt><dd>${value}</dd></div>`;
