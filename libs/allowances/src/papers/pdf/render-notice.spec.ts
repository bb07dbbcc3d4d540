import { textOfPdf } from '../../../../../tests/support/pdf-text';
import { releasedPacks } from '@carbon/rules';
import { complianceRules } from '../../domain/index';
import { factsHash } from '../domain/certificate-facts';
import { noticeContent, noticeJson } from '../domain/notice-content';
import type { Notice } from '../persistence/notices';
import { renderNotice } from './render-notice';

const LINK = 'https://carbon.example/n/TN-20261120-00000001-4';
const HOLDER = {
  ...{ code: 'EX-POWER', nameZh: '示例发电有限公司', nameEn: 'Example Power Co., Ltd.' },
  identifier: '91330000MA00000000',
};

function notice(year: number): Notice {
  const rules = complianceRules(releasedPacks, 'CN', '2026-11-20');
  const content = noticeContent(rules, {
    ...{ year, holder: HOLDER, dueT: 1_234_567n, deadline: '2026-12-31', allocationT: undefined },
  });
  return {
    ...{ number: 'TN-20261120-00000001-4', market: 'CN', year, version: 1, replacedBy: null, content },
    holderId: '01900000-0000-7000-8000-000000000009',
    contentHash: factsHash(noticeJson(content)),
    madeAt: new Date('2026-11-20T02:00:00Z'),
  };
}

const textOf = async (one: Notice, language: 'both' | 'zh' | 'en' = 'both') =>
  textOfPdf(await renderNotice({ notice: one, link: LINK, language, compress: false })).replaceAll('\n', '');

describe('SUR-014 the PDF of a notice', () => {
  it('says how much, until when, and on which conditions credits count', async () => {
    const text = await textOf(notice(2025));
    for (const part of [
      ...['碳排放配额履约通知书', 'Compliance notice', '示例发电有限公司', 'Example Power Co., Ltd.'],
      ...['1,234,567', '2026-12-31', '61,728', '2024-01-22', 'SUR-005', '征求意见稿', LINK],
    ])
      expect(text).toContain(part);
  });

  it('SUR-005 has no day of registration before the obligations of 2025', async () => {
    expect(await textOf(notice(2024))).not.toContain('2024-01-22');
  });

  it('speaks one language where one is asked for', async () => {
    expect(await textOf(notice(2025), 'en')).not.toContain('应清缴量');
    expect(await textOf(notice(2025), 'zh')).not.toContain('Deadline');
  });

  it('says when a later notice has taken its place', async () => {
    const text = await textOf({ ...notice(2025), replacedBy: 'TN-20261201-00000002-9' });
    expect(text).toContain('TN-20261201-00000002-9');
  });

  it('is the same bytes for the same notice', async () => {
    const print = () => renderNotice({ notice: notice(2025), link: LINK, language: 'both' });
    expect((await print()).equals(await print())).toBe(true);
  });
});
