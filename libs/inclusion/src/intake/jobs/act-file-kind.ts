import { hash } from 'node:crypto';
import { ExportBody, type JobKind, type RunningJob, runExport } from '@carbon/jobs';
import { IsId, IsText } from '@carbon/http';
import { type Json, Refusal, type Text } from '@carbon/kernel';
import { ACT_REASONS, actReason } from '../../domain/index';
import { findPartner } from '../../partners/partner';
import { type ActRow, readActFile } from '../domain/act-file';
import { MOST_ACTS } from '../domain/told-act';
import type { IntakeDesk } from '../parts';
import { dropFile, findFile, type StoredFile } from '../persistence/act-files';
import { type LandedBatch, landActs } from '../use-cases/land-acts';

export const ACT_FILE = 'act-file';

export class ActFileJobBody extends ExportBody {
  @IsId({ description: 'Which file. 文件编号' })
  fileId!: string;

  @IsText({ description: 'Its name. 文件名', max: 200, example: 'acts-2026-09.csv' })
  name!: string;
}

interface RejectedRow {
  readonly row: ActRow;
  readonly reason: number;
}

/** Lands the acts of a partner's file, batch by batch, and leaves a file of the rows that were refused. */
export class ActFileKind implements JobKind<ActFileJobBody> {
  readonly kind = ACT_FILE;
  readonly title = { zh: '行为文件导入', en: 'Acts from a file' };
  readonly payload = ActFileJobBody;
  /** Asked for by sending the file. */
  readonly permission = null;

  constructor(private readonly desk: Omit<IntakeDesk, 'database'>) {}

  async run(job: RunningJob<ActFileJobBody>): Promise<Json> {
    const file = await findFile(job.database, job.payload.fileId);
    // done before a process died: its acts have landed, its rejects are kept with the job
    if (file === undefined) return { file: job.payload.name, state: 'landed' };
    try {
      return await this.landAll(job, file);
    } catch (error) {
      // refused, it is never read again: it names residents by their partner's references
      if (error instanceof Refusal) await job.database.transaction((tx) => dropFile(tx, file.id));
      throw error;
    }
  }

  private async landAll(job: RunningJob<ActFileJobBody>, file: StoredFile): Promise<Json> {
    const partner = await findPartner(job.database, file.partnerId);
    const rows = readActFile(file.bytes, partner?.code ?? '');
    const own = rows.filter(({ act }) => act !== undefined);
    const rejects: RejectedRow[] = [];
    const sums = { accepted: 0, repeated: 0, refused: 0 };
    for (let from = 0; from < own.length; from += MOST_ACTS) {
      await job.progress(LANDING, from, own.length);
      const part = own.slice(from, from + MOST_ACTS);
      const landed = await this.land(job, file, part, from);
      sums.accepted += landed.accepted;
      sums.repeated += landed.repeated;
      sums.refused += landed.refused;
      part.forEach((row, at) => {
        const reason = landed.outcomes[at] ?? 0;
        if (actReason(reason) !== undefined) rejects.push({ row, reason });
      });
    }
    const sheet = (await runExport(job, this.desk.clock, rejectSheet(file, rejects))) as {
      readonly file: string;
    };
    await job.database.transaction((tx) => dropFile(tx, file.id));
    return { ...sums, ofOthers: rows.length - own.length, rejects: sheet.file };
  }

  /** Under a key of its own, so that a job begun again lands nothing twice. */
  private land(
    { database, requestedBy }: RunningJob<ActFileJobBody>,
    { id, partnerId }: StoredFile,
    part: readonly ActRow[],
    from: number,
  ): Promise<LandedBatch> {
    const acts = part.map(({ act }) => act);
    const told = {
      ...{ partnerId, key: `file:${id}:${from}`, channel: 'file' as const, actor: requestedBy, acts },
      bodyHash: hash('sha256', JSON.stringify(acts), 'buffer'),
    };
    return database.transaction((tx) => landActs(tx, this.desk, told, this.desk.clock.now()));
  }
}

const LANDING: Text = { zh: '接收行为', en: 'Taking acts in' };
const PAGE = 500;

function rejectSheet(file: StoredFile, rejects: readonly RejectedRow[]) {
  return {
    title: { zh: '拒收明细', en: 'Rows refused' },
    name: 'act-rejects',
    columns: [
      {
        kind: 'text' as const,
        title: { zh: '行号', en: 'Line' },
        of: ({ row }: RejectedRow) => row.line.toString(),
      },
      {
        kind: 'text' as const,
        title: { zh: '事件号', en: 'Event id' },
        of: ({ row }: RejectedRow) => row.eventId,
      },
      {
        kind: 'text' as const,
        title: { zh: '原因代码', en: 'Reason' },
        of: ({ reason }: RejectedRow) => told(reason).code,
      },
      {
        kind: 'text' as const,
        title: { zh: '规则', en: 'Rule' },
        of: ({ reason }: RejectedRow) => told(reason).rule,
      },
      {
        kind: 'text' as const,
        title: { zh: '说明', en: 'In Chinese' },
        of: ({ reason }: RejectedRow) => told(reason).text.zh,
      },
      {
        kind: 'text' as const,
        title: { zh: '英文说明', en: 'In English' },
        of: ({ reason }: RejectedRow) => told(reason).text.en,
      },
    ],
    pages: pagesOfRejects(rejects),
    filter: [[{ zh: '文件', en: 'File' }, file.name]] as const,
    finePrint: [
      {
        zh: '未列出的行均已接收，或曾逐字上报过。',
        en: 'Rows that are not listed were accepted, or told before.',
      },
    ],
  };
}

const told = (reason: number) => actReason(reason) ?? ACT_REASONS.malformed;

async function* pagesOfRejects(rejects: readonly RejectedRow[]): AsyncGenerator<readonly RejectedRow[]> {
  for (let at = 0; at < rejects.length; at += PAGE) yield await Promise.resolve(rejects.slice(at, at + PAGE));
}
