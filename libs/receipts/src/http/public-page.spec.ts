import { FACTS } from '../receipts.spec-support';
import { receiptPage, unknownReceiptPage } from './public-page';

describe('the public page of a receipt', () => {
  it('shows facts, state and pending proof in both languages', () => {
    const html = receiptPage(FACTS, undefined);
    for (const part of ['碳信用注销凭证', 'Receipt of credits retired', '7,719', '有效', '待写入日志']) {
      expect(html).toContain(part);
    }
  });

  it('tells of a person neither name nor account nor evidence file', () => {
    const beneficiary = {
      ...FACTS.beneficiary,
      kind: 'person',
      particulars: 'withheld',
      nameZh: null,
    } as const;
    const proof = { leafIndex: '1', leaf: 'ab', treeSize: '2', checkpoint: 'c', verifierKey: 'k' };
    const html = receiptPage(
      { ...FACTS, beneficiary },
      { ...proof, files: [{ name: 'evidence-1.json', content: '{}' }] },
    );
    expect(html).toContain('自然人');
    expect(html).not.toContain(FACTS.account);
    expect(html).not.toContain('evidence-1.json');
    expect(html).not.toContain('示例产业园管理有限公司');
  });

  it('is no way to write into the page', () => {
    const html = receiptPage(
      { ...FACTS, purposeText: '<script>alert(1)</script>', place: '"><img src=x>' },
      undefined,
    );
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img');
  });

  it('a void receipt says so, with its public note', () => {
    const note = { zh: '操作有误', en: 'Made in error' };
    const status = {
      state: 'void',
      at: new Date('2026-11-22T02:00:00Z'),
      note,
      transactionId: 1060n,
    } as const;
    expect(receiptPage({ ...FACTS, status }, undefined)).toMatch(
      /已作废.*2026-11-22.*操作有误 Made in error/s,
    );
  });

  it('an unknown number is answered kindly, in both languages', () => {
    expect(unknownReceiptPage()).toContain('没有此凭证');
    expect(unknownReceiptPage()).toContain('There is no such receipt');
  });
});
