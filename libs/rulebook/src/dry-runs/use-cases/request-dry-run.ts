import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { type JobKinds, requestJob } from '@carbon/jobs';
import { chinaDate, fault, malformed, newId } from '@carbon/kernel';
import { notForEverybody, nothingToTry } from '../../domain/refusals';
import type { Rulebook } from '../../rulebook';
import { placeProposal } from '../../use-cases/place-proposal';
import { readProposal } from '../../use-cases/read-proposal';
import type { DryRuns } from '../dry-runs';
import { RULE_PACK_DRY_RUN, type RulePackDryRunJobBody } from '../dry-run-kind';
import { insertDryRun } from '../persistence/dry-run-records';

export interface DryRunDesk {
  readonly rulebook: Rulebook;
  readonly dryRuns: DryRuns;
  readonly kinds: JobKinds;
}

/**
 * Queues a trial of a version that may be proposed: it must be one that could be.
 * @returns the id of the dry run
 * @throws Refusal RULE_PACK_NOT_YOURS (403), RULE_PACK_HAS_NO_DRY_RUN (422), JOB_TOO_MANY (429), and those of a proposal
 */
export async function requestDryRun(
  tx: Transaction,
  { rulebook, dryRuns, kinds }: DryRunDesk,
  {
    family,
    file,
    export: asked,
  }: {
    readonly family: string;
    readonly file: unknown;
    readonly export: Pick<RulePackDryRunJobBody, 'format' | 'language'>;
  },
  caller: Caller,
  now: Date,
): Promise<string> {
  if (caller.reach !== 'everything') throw notForEverybody();
  const { pack } = readProposal(rulebook.families, file, 'pack');
  if (pack.id !== family) {
    throw malformed([fault('pack.id', 'known', `must be ${family}`, `须为 ${family}`)]);
  }
  if (dryRuns.of(family).length === 0) throw nothingToTry(family);
  const before = placeProposal(pack, await rulebook.read(tx), chinaDate(now));
  const kind = kinds.find(RULE_PACK_DRY_RUN);
  if (kind === undefined) throw new Error('the dry runs were not registered');
  const id = newId();
  const job = await requestJob(tx, { kind, payload: { dryRunId: id, ...asked } }, caller, now);
  const { version, hash } = pack;
  await insertDryRun(tx, {
    ...{ id, family, version, hash, content: file, jobId: job.id, requestedBy: caller.id, requestedAt: now },
    baselineVersion: before?.version ?? '',
    baselineHash: before?.hash ?? '',
  });
  await recordAudit(
    tx,
    {
      action: 'rule-pack.dry-run-requested',
      subject: { kind: 'rule-pack', id: `${family}@${version}` },
      after: { hash, dryRun: id, baseline: before?.version ?? null },
    },
    now,
  );
  return id;
}
