import type { Text } from '@carbon/kernel';
import type { ReceiptLine } from '../domain/index';
import { drawQr } from './draw-qr';
import type { ReceiptPrint } from './receipt-print';
import { COLOURS, type Sheet } from './sheet';

/** Millimetres of 72 dots an inch. */
const MM = 72 / 25.4;
/** Wide enough that each module of a dense code prints half a millimetre; a bare link needs less. */
const WIDE = 74 * MM;
const SMALL = 38 * MM;

/** The code, and how to check the receipt with it, with the public page, and with the evidence file. */
export function drawVerification(sheet: Sheet, print: ReceiptPrint): void {
  const proved = print.proof?.code !== undefined && print.qr !== print.link;
  const side = proved ? WIDE : SMALL;
  sheet.need(Math.max(side, 150) + 40);
  sheet.rule(COLOURS.accent, 1);
  sheet.y += 10;
  sheet.y += sheet.write(
    sheet.words({ zh: '验证', en: 'Verification' }),
    { x: sheet.left, y: sheet.y, width: sheet.width },
    { size: 10.5, font: 'bold' },
  );
  sheet.y += 4;
  const top = sheet.y;
  drawQr(sheet, print.qr, { x: sheet.left, y: top, side });
  const x = sheet.left + side + 14;
  const width = sheet.width - side - 14;
  let y = top + 4;
  const say = (text: string, size = 8, colour: string = COLOURS.ink) => {
    y += sheet.write(text, { x, y, width }, { size, colour }) + 4;
  };
  say(sheet.words(proved ? WITH_CODE : print.proof === undefined ? PENDING : WITHOUT_CODE, '\n'));
  for (const { label, value } of proofLines(print)) {
    say(sheet.words(label), 6.5, COLOURS.muted);
    y -= 4;
    say(value, 6.8);
  }
  sheet.y = Math.max(y, top + side) + 8;
}

const WITH_CODE: Text = {
  zh: '二维码含本凭证的账本记录、日志包含证明与签名检查点：无需联网，用 carbon verify --code 即可验证；扫码打开公开验证页，可查是否作废。',
  en: 'The code carries the ledger record, its inclusion proof and the signed checkpoint: carbon verify --code checks it offline. Scanned, it opens the public page, which tells whether the receipt still stands.',
};
const PENDING: Text = {
  zh: '证明待生成：记录尚未写入日志检查点。二维码仅含公开验证页的链接，稍后重新下载即得含证明的凭证。',
  en: 'The proof is pending: no checkpoint of the log holds the record yet. The code is a link to the public page only; download the receipt again later for one with its proof.',
};
const WITHOUT_CODE: Text = {
  zh: '证明较长，二维码仅含公开验证页的链接；证据文件可在该页下载。',
  en: 'The proof is too long for a code, which is a link to the public page only; the evidence files are there.',
};

function proofLines({ facts, link, proof }: ReceiptPrint): ReceiptLine[] {
  const line = (zh: string, en: string, value: string): ReceiptLine => ({ label: { zh, en }, value });
  const chain = proof?.chain;
  return [
    line('公开验证页', 'Public page', link),
    line('凭证文件哈希', 'Hash of the document (SHA-256, salted)', facts.documentHash),
    ...(proof === undefined
      ? []
      : [
          line('日志位置', 'Place in the log', `${proof.leafIndex} / ${proof.treeSize}`),
          line('日志叶子', 'Leaf', proof.leaf),
          line('验证密钥', 'Verifier key', proof.verifierKey),
        ]),
    ...(proof === undefined
      ? []
      : [
          chain === undefined
            ? line('上链', 'On chain', '待上链 pending')
            : line('链上交易', `Transaction on chain ${chain.chainId}`, chain.transaction),
        ]),
  ];
}
