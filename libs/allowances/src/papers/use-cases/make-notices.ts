import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { allocatedT } from '../../allocation/index';
import { complianceRules } from '../../domain/index';
import { type ComplianceLine, knownDeadline } from '../../surrender/index';
import { factsHash } from '../domain/certificate-facts';
import { noticeContent, noticeJson } from '../domain/notice-content';
import { insertNotices, type NewNotice, noticedHashes } from '../persistence/notices';
import type { PaperDesk } from './desk';
import { namedHolders } from './named-holders';

/**
 * SUR-014: notices of what is due by when, for the lines that have an obligation and a deadline and were not told the same
 * before. Set-based. @returns how many
 */
export async function makeNotices(
  tx: Transaction,
  { rulebook }: Pick<PaperDesk, 'rulebook'>,
  of: { readonly market: string; readonly year: number; readonly lines: readonly ComplianceLine[] },
  { now, by }: { readonly now: Date; readonly by: string },
): Promise<number> {
  const { market, year, lines } = of;
  const holderIds = lines.map(({ holderId }) => holderId);
  const rules = complianceRules(await rulebook.packs(tx), market, chinaDate(now));
  const holders = await namedHolders(tx, holderIds);
  const told = await noticedHashes(tx, market, year);
  const allocated = new Map(
    (await allocatedT(tx, { market, year, holderIds })).map(({ holderId, approvedT }) => [
      holderId,
      approvedT,
    ]),
  );
  const notices = lines.flatMap((line): NewNotice[] => {
    const { holderId, dueT, verified } = line;
    const [holder, deadline] = [holders.get(holderId), knownDeadline(rules, line)];
    if (!verified || holder === undefined || deadline === undefined) return [];
    const allocationT = allocated.get(holderId);
    const content = noticeContent(rules, { year, holder, dueT, deadline, allocationT });
    const contentHash = factsHash(noticeJson(content));
    const isKnown = told.get(holderId) === contentHash.toString('hex');
    return isKnown ? [] : [{ market, year, holderId, content, contentHash }];
  });
  if (notices.length === 0) return 0;
  const numbers = await insertNotices(tx, notices, { day: chinaDate(now), now, by });
  for (const [at, { holderId, contentHash }] of notices.entries()) {
    await recordAudit(
      tx,
      {
        action: 'compliance-notice.made',
        subject: { kind: 'compliance-notice', id: numbers[at] ?? '' },
        holderId,
        after: { market, year, contentHash: contentHash.toString('hex') },
      },
      now,
      { actor: by },
    );
  }
  return numbers.length;
}
