import { chinaTimestamp } from '@carbon/kernel';
import { PURPOSE_TITLES, type ReceiptFacts, sizeOf } from '../domain/index';
import type { ReceiptProof } from '../proofs';
import { anchoringOf } from './anchoring';
import { escapeText as escape, publicPage as page } from './page-shell';

const SHOWN_LOTS = 20;

/** The public page of a receipt: what everybody may know, whether it stands, how far its proof is. */
export function receiptPage(facts: ReceiptFacts, proof: ReceiptProof | undefined): string {
  const { title, number, status } = facts;
  const heading = `<p class="brand">碳账本 Carbon Ledger</p><h1>${escape(title.zh)}<small>${escape(title.en)}</small></h1>
<p class="number">${escape(number)}</p>`;
  const state =
    status.state === 'valid'
      ? '<p class="state good"><span>登记状态 In the registry</span>有效 Valid</p>'
      : `<p class="state bad"><span>登记状态 In the registry</span>已作废 Void · ${day(status.at)}<br>${escape(status.note.zh)} ${escape(status.note.en)}</p>`;
  const key = proof === undefined ? '' : ` data-key="${escape(proof.verifierKey)}"`;
  return page(
    `${number} · ${title.en}`,
    `${heading}${state}
<p id="verdict" role="status" hidden data-hash="${escape(facts.documentHash)}" data-transaction="${facts.transactionId.toString()}"${key}></p>
<dl>${factRows(facts).join('')}</dl>
<h2>所用单位 <span>Units used</span></h2>${lots(facts)}
<h2>账本与证明 <span>Ledger and proof</span></h2><dl>${proofRows(facts, proof).join('')}</dl>${files(facts, proof)}`,
    '<script type="module" src="/r/assets/verify.js"></script>',
  );
}

/** For a number that no receipt has. */
export function unknownReceiptPage(): string {
  return page(
    '没有此凭证 No such receipt',
    `<p class="brand">碳账本 Carbon Ledger</p><h1>没有此凭证<small>There is no such receipt</small></h1>
<p>请核对凭证编号，例如 CR-20261120-00000001-4；编号末位为校验码。</p>
<p>Look at the number again, as in CR-20261120-00000001-4; its last digit is a check digit.</p>`,
  );
}

function factRows(facts: ReceiptFacts): string[] {
  const { quantity, unit, beneficiary, purpose, purposeText, period, place, scheme } = facts;
  const { zh, en } = PURPOSE_TITLES[purpose];
  return [
    row('数量', 'Quantity', `<b>${grouped(quantity)}</b> ${escape(unit.zh)} ${escape(unit.en)}`),
    row('受益方', 'Beneficiary', told(beneficiary)),
    row('用途', 'Purpose', `${escape(zh)}<br>${escape(en)}`),
    ...(purposeText === null ? [] : [row('用途说明', 'In their words', escape(purposeText))]),
    row('期间', 'Period', `${period.from} – ${period.to}`),
    ...(place === null ? [] : [row('地点', 'Place', escape(place))]),
    ...facts.lines.map(({ label, value }) => row(label.zh, label.en, escape(value).replaceAll('\n', '<br>'))),
    row('机制', 'Scheme', escape(scheme)),
    row('登记时间', 'Recorded', `${moment(facts.recordedAt)} (UTC+8)`),
  ];
}

function told({ kind, particulars, nameZh, nameEn }: ReceiptFacts['beneficiary']): string {
  if (kind === 'organisation') return `${escape(nameZh ?? '')}<br>${escape(nameEn ?? '')}`;
  return particulars === 'erased' ? '自然人（信息已删除）<br>A person (erased)' : '自然人 A person';
}

function lots({ lots: all }: ReceiptFacts): string {
  const rows = all.slice(0, SHOWN_LOTS).map((lot) => {
    const first = lot.firstCode ?? lot.first.toString();
    const last = lot.lastCode ?? lot.last.toString();
    return `<li><b>${escape(lot.instrument)}</b> <i>${grouped(sizeOf(lot))}</i><code>${first}<br>${last}</code></li>`;
  });
  const rest = all.length - rows.length;
  return `<ul>${rows.join('')}${rest > 0 ? `<li>另有 ${rest} 段，见凭证 and ${rest} more: see the receipt</li>` : ''}</ul>`;
}

const STATES = {
  pending: '待写入日志 waits for the log',
  logged: '已入日志，待上链 in the signed log, waits for the chain',
  anchored: '已上链 anchored on the chain',
} as const;

function proofRows(facts: ReceiptFacts, proof: ReceiptProof | undefined): string[] {
  const code = (text: string) => `<code>${escape(text)}</code>`;
  return [
    row('状态', 'State', STATES[anchoringOf(proof)]),
    row('交易编号', 'Transaction', facts.transactionId.toString()),
    row('文件哈希', 'Document hash', code(facts.documentHash)),
    ...(proof === undefined
      ? []
      : [
          row('日志叶子', 'Leaf', `#${proof.leafIndex}<br>${code(proof.leaf)}`),
          row('检查点', 'Checkpoint', `<pre>${escape(proof.checkpoint)}</pre>`),
          row('验证密钥', 'Verifier key', code(proof.verifierKey)),
        ]),
    ...(proof?.chain === undefined
      ? []
      : [
          row(
            '链上交易',
            `Chain ${proof.chain.chainId}`,
            `${code(proof.chain.transaction)}<br>区块 Block ${escape(proof.chain.blockNumber)}`,
          ),
          row('链上合约', 'Contract', code(proof.chain.contract)),
        ]),
  ];
}

/** A row of the journal names the account: of a person it is for that person only. */
function files({ number, beneficiary }: ReceiptFacts, proof: ReceiptProof | undefined): string {
  if (proof === undefined || beneficiary.kind === 'person') return '';
  const links = proof.files
    .slice(0, SHOWN_LOTS)
    .map(({ name }, at) => `<a href="/r/${number}/evidence/${at + 1}" download>${escape(name)}</a>`);
  return `<p class="files">证据文件 Evidence files: ${links.join(' ')}</p>`;
}

const row = (zh: string, en: string, value: string) =>
  `<div><dt>${escape(zh)} <span>${escape(en)}</span></dt><dd>${value}</dd></div>`;
const moment = (at: Date) => chinaTimestamp(at).slice(0, 19).replace('T', ' ');
const day = (at: Date) => chinaTimestamp(at).slice(0, 10);
const grouped = (quantity: bigint) => quantity.toString().replace(/\B(?=(\d{3})+$)/g, ',');
