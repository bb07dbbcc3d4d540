import { ExportBody, type JobKind, type RunningJob, runExport } from '@carbon/jobs';
import { IsId } from '@carbon/http';
import type { Clock, Json } from '@carbon/kernel';
import { type KnownVersion, packsWith } from '@carbon/rules';
import { dryRunUnknown } from '../domain/refusals';
import type { Rulebook } from '../rulebook';
import type { DryRunFindings, DryRunLine, DryRunRules } from './dry-run';
import type { DryRuns } from './dry-runs';
import {
  type DryRunRecord,
  findDryRun,
  insertResult,
  type KeptFindings,
} from './persistence/dry-run-records';
import { dryRunSheet, type SheetLine } from './dry-run-sheet';

export const RULE_PACK_DRY_RUN = 'rule-pack-dry-run';

/** Lines that are stored with the result; all of them stand in the file. */
const KEPT_LINES = 200;

export class RulePackDryRunJobBody extends ExportBody {
  @IsId({ description: 'Which dry run. 试算编号' })
  dryRunId!: string;
}

/** Tries a proposal on the records of the platform: what would come out otherwise? Nothing of it is booked. */
export class DryRunKind implements JobKind<RulePackDryRunJobBody> {
  readonly kind = RULE_PACK_DRY_RUN;
  readonly title = { zh: '规则包试算', en: 'Dry run of a rule pack' };
  readonly payload = RulePackDryRunJobBody;
  /** Asked for at the pack itself, where its content is checked. */
  readonly permission = null;

  constructor(
    private readonly rulebook: Rulebook,
    private readonly dryRuns: DryRuns,
    private readonly clock: Clock,
  ) {}

  async run(job: RunningJob<RulePackDryRunJobBody>): Promise<Json> {
    const record = await findDryRun(job.database, job.payload.dryRunId);
    if (record === undefined) throw dryRunUnknown(job.payload.dryRunId);
    const rules = await this.rulesOf(job, record);
    const results: KeptFindings[] = [];
    const lines: SheetLine[] = [];
    for (const trial of this.dryRuns.of(record.family)) {
      await job.progress(trial.title, lines.length);
      const found = await trial.run(
        { database: job.database, progress: (...step) => job.progress(...step) },
        rules,
      );
      results.push(keptOf(trial, found));
      lines.push(...found.lines.map((line): SheetLine => ({ trial: trial.title, ...line })));
    }
    const file = (await runExport(job, this.clock, dryRunSheet(record, lines))) as {
      readonly file: string;
      readonly sha256: string;
    };
    await job.database.transaction((tx) =>
      insertResult(tx, {
        dryRunId: record.id,
        results,
        fileName: file.file,
        fileSha256: file.sha256,
        now: this.clock.now(),
      }),
    );
    return {
      dryRun: record.id,
      pack: record.family,
      version: record.version,
      hash: record.hash,
      checked: sum(results, 'checked'),
      changed: sum(results, 'changed'),
      file: file.file,
    };
  }

  private async rulesOf({ database }: RunningJob, record: DryRunRecord): Promise<DryRunRules> {
    const { family: id, version, hash, content } = record;
    const { effectiveFrom } = content;
    const proposed: KnownVersion = { id, version, hash, effectiveFrom, file: content };
    const known = await this.rulebook.known(database, (one) => one.id !== id || one.version !== version);
    return {
      inForce: packsWith(known),
      proposed: packsWith([...known, proposed]),
      proposal: { id, version, hash, effectiveFrom },
    };
  }
}

function keptOf({ id, title }: Pick<KeptFindings, 'id' | 'title'>, found: DryRunFindings): KeptFindings {
  const { checked, lines, totals } = found;
  const first: readonly DryRunLine[] = lines.slice(0, KEPT_LINES);
  return { id, title, checked, changed: lines.length, lines: first, totals };
}

function sum(results: readonly KeptFindings[], field: 'checked' | 'changed'): string {
  return results.reduce((total, one) => total + one[field], 0).toString();
}
