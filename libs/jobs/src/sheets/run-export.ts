import { hash } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import { IsOneOf } from '@carbon/http';
import { chinaDate, chinaTimestamp, type Clock, type Json, type Page, type Text } from '@carbon/kernel';
import type { RunningJob } from '../job-kind';
import { type Column, inLanguage, SHEET_LANGUAGES, type SheetLanguage } from './column';
import { writeCsv } from './csv-file';
import { exportTooLarge } from './refusals';
import { writeXlsx } from './xlsx-file';

/** Rows of one file (own choice): a spreadsheet takes a million, but nobody works with one. */
export const EXPORT_ROWS = 200_000;
const PAGE_ROWS = 500;

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

/** What every export asks for; kinds add what is to be in it. */
export class ExportBody {
  @IsOneOf(Object.keys(TYPES), { description: 'Workbook, or CSV for Excel. 文件格式', example: 'xlsx' })
  format!: keyof typeof TYPES;

  @IsOneOf(SHEET_LANGUAGES, {
    description: 'Language of the header. 表头语言',
    example: 'both',
    optional: true,
  })
  language?: SheetLanguage;
}

export interface Export<Row> {
  readonly title: Text;
  /** Beginning of the file's name, in ASCII. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly pages: AsyncIterable<readonly Row[]>;
  /** What was asked for, in words: accounts, days. */
  readonly filter: readonly (readonly [Text, string])[];
  /** By which rules, and what the reader should know of the figures. */
  readonly finePrint: readonly Text[];
  /** Whose matter it is, if one holder's. */
  readonly holderId?: string;
  /** Rows at most; EXPORT_ROWS when absent. */
  readonly limit?: number;
}

/**
 * Writes the file, keeps it with the job and records that it was made. Begun again after a crash it writes it anew.
 * @throws Refusal EXPORT_TOO_LARGE; JobStopped
 */
export async function runExport<Row>(
  job: RunningJob<ExportBody>,
  clock: Clock,
  plan: Export<Row>,
): Promise<Json> {
  const { format, language = 'both' } = job.payload;
  const now = clock.now();
  let rows = 0;
  const pages = counted(plan, (count) => (rows = count));
  const about = () => aboutLines(job, plan, now, rows);
  const bytes =
    format === 'csv'
      ? await writeCsv(plan.columns, language, pages)
      : await writeXlsx({ sheet: sheetName(plan.title), columns: plan.columns, language, about }, pages);
  const name = `${plan.name}-${chinaDate(now)}.${format}`;
  const sha256 = hash('sha256', bytes);
  await job.keepFile({ name, mediaType: TYPES[format], bytes });
  await job.database.transaction((tx) =>
    recordAudit(
      tx,
      {
        action: 'export.made',
        subject: { kind: 'job', id: job.id },
        ...(plan.holderId !== undefined && { holderId: plan.holderId }),
        after: { name, rows: rows.toString() },
        documentHash: sha256,
        personal: true, // whose units and money these are is confidential
      },
      now,
      { actor: job.requestedBy },
    ),
  );
  return {
    file: name,
    sha256,
    rows: rows.toString(),
    about: about().map(([label, text]) => `${label}: ${text}`),
  };
}

/** Follows a paged list to its end, telling the job how far it is before each page. */
export async function* pagesOf<P extends object, Row>(
  job: RunningJob<P>,
  step: Text,
  read: (page: { readonly limit: number; readonly cursor: string | undefined }) => Promise<Page<Row>>,
): AsyncGenerator<readonly Row[]> {
  let cursor: string | undefined;
  let done = 0;
  do {
    await job.progress(step, done);
    const { items, next } = await read({ limit: PAGE_ROWS, cursor });
    yield items;
    done += items.length;
    cursor = next;
  } while (cursor !== undefined);
}

async function* counted<Row>(
  { pages, limit = EXPORT_ROWS }: Export<Row>,
  tell: (count: number) => void,
): AsyncGenerator<readonly Row[]> {
  let count = 0;
  for await (const page of pages) {
    count += page.length;
    if (count > limit) throw exportTooLarge(limit);
    tell(count);
    yield page;
  }
}

/** Names of sheets have at most 31 characters and none of these. */
function sheetName(title: Text): string {
  return inLanguage(title, 'both')
    .replace(/[:\\/?*[\]]/g, ' ')
    .slice(0, 31)
    .trim();
}

function aboutLines<Row>(
  { id, requestedBy }: RunningJob<ExportBody>,
  { title, filter, finePrint }: Export<Row>,
  now: Date,
  rows: number,
): readonly (readonly [string, string])[] {
  const both = (text: Text) => inLanguage(text, 'both');
  return [
    ['内容 What', both(title)],
    ['导出者 By', requestedBy],
    ['时间 When', chinaTimestamp(now)],
    ['作业 Job', id],
    ['行数 Rows', rows.toString()],
    ...filter.map(([label, text]): readonly [string, string] => [both(label), text]),
    ...finePrint.map((text): readonly [string, string] => ['说明 Note', both(text)]),
    ['说明 Note', both(TIMES)],
  ];
}

const TIMES: Text = {
  zh: '日期与时间均为北京时间（UTC+8）；编号为文本；超过 15 位的数字以文本保存，以免丢失尾数。',
  en: 'Days and times are China time (UTC+8); codes are texts; numbers of more than 15 digits are kept as texts, lest they lose digits.',
};
