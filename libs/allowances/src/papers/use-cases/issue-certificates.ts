import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { complianceRules, type ComplianceRules } from '../../domain/index';
import { type ComplianceLine, isInTime, knownDeadline } from '../../surrender/index';
import { certificateFacts, factsHash } from '../domain/certificate-facts';
import { certifiedHolders, insertCertificates, type NewCertificate } from '../persistence/certificates';
import { readCompleted } from '../persistence/read-completed';
import type { PaperDesk } from './desk';
import { namedHolders } from './named-holders';

/** Whether a year was met with something: who owed nothing has nothing to show. */
export const isMet = ({ dueT, shortfallT, verified }: ComplianceLine): boolean =>
  verified && dueT > 0n && shortfallT === 0n;

/**
 * SUR-014: certificates for the lines that are met and have none that stands. Set-based.
 * @returns their numbers, by holder
 */
export async function issueCertificates(
  tx: Transaction,
  { rulebook }: Pick<PaperDesk, 'rulebook'>,
  of: { readonly market: string; readonly year: number; readonly lines: readonly ComplianceLine[] },
  { now, by }: { readonly now: Date; readonly by: string },
): Promise<ReadonlyMap<string, string>> {
  const { market, year } = of;
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    `allowances.compliance-certificate ${market} ${year}`,
  ]);
  const holderIds = of.lines.filter(isMet).map(({ holderId }) => holderId);
  const certified = await certifiedHolders(tx, { market, year, holderIds });
  const lines = of.lines.filter((line) => isMet(line) && !certified.has(line.holderId));
  const rules = complianceRules(await rulebook.packs(tx), market, chinaDate(now));
  const certificates = await prepare(tx, rules, { market, year, lines });
  if (certificates.length === 0) return new Map();
  const numbers = await insertCertificates(tx, certificates, { day: chinaDate(now), now, by });
  const issued = new Map<string, string>();
  for (const [at, { holderId, factsHash: hash }] of certificates.entries()) {
    const number = numbers[at] ?? '';
    issued.set(holderId, number);
    await recordAudit(
      tx,
      {
        action: 'compliance-certificate.issued',
        subject: { kind: 'compliance-certificate', id: number },
        holderId,
        after: { market, year, factsHash: hash.toString('hex') },
      },
      now,
      { actor: by },
    );
  }
  return issued;
}

async function prepare(
  tx: Transaction,
  rules: ComplianceRules,
  {
    market,
    year,
    lines,
  }: { readonly market: string; readonly year: number; readonly lines: readonly ComplianceLine[] },
): Promise<NewCertificate[]> {
  const holderIds = lines.map(({ holderId }) => holderId);
  const completed = await readCompleted(tx, { market, year, holderIds });
  const holders = await namedHolders(tx, holderIds);
  const { pack } = rules.judged(
    [rules.figures.find('rule.SUR-002'), rules.figures.find('rule.SUR-014')].flatMap((one) => one ?? []),
  );
  return lines.flatMap((line) => {
    const { holderId, dueT } = line;
    const surrenders = completed.get(holderId) ?? [];
    const [holder, last] = [holders.get(holderId), surrenders.at(-1)];
    if (holder === undefined || last === undefined) return [];
    const deadline = knownDeadline(rules, line);
    const facts = certificateFacts({
      ...{ market, year, holder, dueT, deadline, pack, surrenders },
      inTime: isInTime(rules, line),
    });
    return [
      {
        ...{ market, year, holderId, facts, factsHash: factsHash(facts), completingId: last.surrender.id },
        surrenderIds: surrenders.map(({ surrender }) => surrender.id),
      },
    ];
  });
}
