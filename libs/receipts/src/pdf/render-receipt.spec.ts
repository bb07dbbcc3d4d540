import jsQR from 'jsqr';
import { FACTS } from '../receipts.spec-support';
import { textOfPdf } from '../../../../tests/support/pdf-text';
import { fitsQr, qrMatrix } from './qr';
import type { ReceiptPrint } from './receipt-print';
import { renderReceipt } from './render-receipt';

const LINK = `https://carbon.example/r/${FACTS.number}`;
/** As long as the code of a row in a log of a million leaves. */
const CODE = Array.from(
  { length: 2200 },
  (_, at) => 'abcdefghijklmnopqrstuvwxyz0123456789-_'[(at * 7919) % 38],
).join('');

const PROVED: ReceiptPrint = {
  facts: FACTS,
  holder: { zh: '示例产业园', en: 'Example Park' },
  link: LINK,
  qr: `${LINK}#${CODE}`,
  proof: {
    leafIndex: '1047',
    leaf: '4d385cdb4de7f6942ae105027473794a7ddef04edc358a0ae40f8eda1302a43c',
    treeSize: '2048',
    checkpoint: '…',
    verifierKey: 'carbon.example/log+01234567+AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAh',
    code: CODE,
    files: [],
    chain: {
      chainId: '31337',
      contract: `0x${'ab'.repeat(20)}`,
      transaction: `0x${'12'.repeat(32)}`,
      blockNumber: '42',
    },
  },
  language: 'both',
};

/** The text of the print without its line ends, which fall where the paper ends. */
const textOf = async (print: ReceiptPrint) =>
  textOfPdf(await renderReceipt({ ...print, compress: false })).replaceAll('\n', '');

/** What a camera reads from a QR code. */
function scanned(text: string): string | undefined {
  const { size, dark } = qrMatrix(text);
  const [scale, quiet] = [4, 4];
  const side = (size + 2 * quiet) * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const [row, column] = [Math.floor(y / scale) - quiet, Math.floor(x / scale) - quiet];
      const inside = row >= 0 && column >= 0 && row < size && column < size;
      if (inside && dark(row, column)) pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return jsQR(pixels, side, side)?.data;
}

describe('the PDF of a receipt', () => {
  it('S09 as a redemption statement says whose, for what and when, and where it is verified', async () => {
    const text = await textOf({ ...PROVED, kind: 'redemption' });
    for (const part of [
      ...['注销（赎回）声明', 'Redemption statement', 'Statement number', FACTS.number, 'Beneficiary'],
      ...['Example Park Management Co., Ltd.', 'Reporting period', '2025-01-01 – 2025-12-31', '7,719'],
      ...['cannot be transferred, redeemed or claimed again', LINK, 'Place of consumption'],
    ])
      expect(text).toContain(part);
    const english = await textOf({ ...PROVED, kind: 'redemption', language: 'en' });
    expect(english).toContain('Redemption statement');
    expect(english).not.toContain('声明编号');
  });

  it('says in both languages what the receipt says, in characters that can be copied', async () => {
    const text = await textOf(PROVED);
    for (const part of [
      ...['碳信用注销凭证', 'Receipt of credits retired', FACTS.number, '示例产业园管理有限公司'],
      ...['企业碳中和', 'Carbon neutrality of an organisation', '7,719', 'CCER-P0001-20240101-20241231'],
      ...['CCR-010', '规则依据', '本平台设定', FACTS.documentHash, '范围三 517.75 t'],
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('待生成');
  });

  it('speaks one language where one is asked for', async () => {
    const zh = await textOf({ ...PROVED, language: 'zh' });
    expect(zh).toContain('碳信用注销凭证');
    expect(zh).not.toContain('Receipt of credits retired');
    const en = await textOf({ ...PROVED, language: 'en' });
    expect(en).toContain('Receipt of credits retired');
    expect(en).not.toContain('碳信用注销凭证');
  });

  it('says honestly that a proof is pending, and that a receipt is void', async () => {
    const pending = await textOf({ ...PROVED, proof: undefined, qr: LINK });
    expect(pending).toContain('证明待生成');
    expect(pending).toContain('The proof is pending');
    const note = { zh: '操作有误，已撤销', en: 'Retired in error and reversed' };
    const status = {
      state: 'void',
      at: new Date('2026-11-22T02:00:00Z'),
      note,
      transactionId: 1060n,
    } as const;
    const voided = await textOf({ ...PROVED, facts: { ...FACTS, status } });
    expect(voided).toContain('已作废');
    expect(voided).toContain('Retired in error and reversed');
  });

  it('tells of a person what the reader may know', async () => {
    const beneficiary = {
      ...FACTS.beneficiary,
      kind: 'person',
      particulars: 'erased',
      nameZh: null,
    } as const;
    const text = await textOf({ ...PROVED, facts: { ...FACTS, beneficiary } });
    expect(text).toContain('自然人（信息已删除）');
    expect(text).not.toContain('示例产业园管理有限公司');
  });

  it('is the same bytes for the same facts, and small enough to mail', async () => {
    const once = await renderReceipt(PROVED);
    const again = await renderReceipt(PROVED);
    expect(again.equals(once)).toBe(true);
    expect(once.length).toBeLessThan(300_000);
  });

  it('turns the page when there are many lots, with the heads again and every page numbered', async () => {
    const lots = Array.from({ length: 200 }, (_, at) => ({
      ...{
        instrument: `GEC-12326030263000018-2025${String((at % 12) + 1).padStart(2, '0')}`,
        first: 1n,
        last: 10n,
      },
      ...{ firstCode: '12326030263000010250100000000111', lastCode: '12326030263000010250100000000112' },
    }));
    const text = await textOf({ ...PROVED, facts: { ...FACTS, lots } });
    const pages = Number(/1 \/ (\d+)/.exec(text)?.[1]);
    expect(pages).toBeGreaterThan(5);
    expect(text).toContain(`${pages} / ${pages}`);
    expect(text.split('编号起止').length).toBeGreaterThan(pages - 2);
  });

  it('has a QR code that a camera reads back to the letter', () => {
    expect(fitsQr(PROVED.qr)).toBe(true);
    expect(scanned(PROVED.qr)).toBe(PROVED.qr);
    expect(fitsQr('x'.repeat(2954))).toBe(false);
  });

  it('has a code that readers of the web read at every length', () => {
    for (let length = 900; length < 1300; length += 50) {
      const text = `${LINK}#${CODE.slice(0, length)}`;
      expect(scanned(text)).toBe(text);
    }
  });
});
