import { IsCount, reaches } from '@carbon/http';
import type { JobKind, RunningJob } from '@carbon/jobs';
import type { Transaction } from '@carbon/database';
import type { Text } from '@carbon/kernel';
import { IsMarket } from '../../holdings/index';
import { type ComplianceLine, complianceOf } from '../../surrender/index';
import type { PaperDesk } from '../use-cases/desk';
import { isMet, issueCertificates } from '../use-cases/issue-certificates';
import { makeNotices } from '../use-cases/make-notices';

/** Papers made in one transaction. */
const BATCH = 500;

export class CompliancePapersPayload {
  @IsMarket()
  market!: string;
  @IsCount({ description: 'Year of the obligation. 履约年度', example: 2025, min: 2000, max: 2199 })
  year!: number;
}

/** Notices for everybody within reach of who asks that has an obligation of the year (SUR-014). */
export function complianceNoticesJob(desk: PaperDesk): JobKind<CompliancePapersPayload> {
  return {
    kind: 'compliance-notices',
    title: { zh: '制作履约通知书', en: 'Make compliance notices' },
    payload: CompliancePapersPayload,
    permission: 'compliance.propose',
    async run(job) {
      const lines = (await linesOf(job)).filter(({ verified }) => verified);
      const { market, year } = job.payload;
      const act = { now: desk.clock.now(), by: job.requestedBy };
      const made = await inBatches(job, lines, { zh: '制作通知书', en: 'making notices' }, (tx, some) =>
        makeNotices(tx, desk, { market, year, lines: some }, act),
      );
      return { market, year, holders: lines.length, made };
    },
  };
}

/** Certificates for everybody within reach of who asks that met the year and has none that stands (SUR-014). */
export function complianceCertificatesJob(desk: PaperDesk): JobKind<CompliancePapersPayload> {
  return {
    kind: 'compliance-certificates',
    title: { zh: '出具履约凭证', en: 'Issue certificates of compliance' },
    payload: CompliancePapersPayload,
    permission: 'compliance.propose',
    async run(job) {
      const lines = (await linesOf(job)).filter(isMet);
      const { market, year } = job.payload;
      const act = { now: desk.clock.now(), by: job.requestedBy };
      const issued = await inBatches(
        job,
        lines,
        { zh: '出具凭证', en: 'issuing certificates' },
        async (tx, some) => {
          return (await issueCertificates(tx, desk, { market, year, lines: some }, act)).size;
        },
      );
      return { market, year, met: lines.length, issued };
    },
  };
}

async function linesOf({
  payload,
  reach,
  database,
}: RunningJob<CompliancePapersPayload>): Promise<ComplianceLine[]> {
  const { market, year } = payload;
  return (await complianceOf(database, { market, year })).filter(({ holderId }) => reaches(reach, holderId));
}

async function inBatches(
  job: RunningJob<CompliancePapersPayload>,
  lines: readonly ComplianceLine[],
  step: Text,
  work: (tx: Transaction, some: readonly ComplianceLine[]) => Promise<number>,
): Promise<number> {
  let made = 0;
  for (let from = 0; from < lines.length; from += BATCH) {
    await job.progress(step, from, lines.length);
    const some = lines.slice(from, from + BATCH);
    made += await job.database.transaction((tx) => work(tx, some));
  }
  await job.progress(step, lines.length, lines.length);
  return made;
}
