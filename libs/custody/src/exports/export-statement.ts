import { IsChinaDate } from '@carbon/http';
import { type Column, ExportBody, type JobKind, pagesOf, runExport } from '@carbon/jobs';
import { type ChinaDate, type Clock, fault, malformed, startOfChinaDay } from '@carbon/kernel';
import {
  accountInReach,
  IsAccountNumber,
  pageRequest,
  readStatement,
  type Seen,
  seenOf,
  type StatementLine,
} from '@carbon/ledger';

export class ExportStatementPayload extends ExportBody {
  @IsAccountNumber({ description: 'Whose statement. 账户' })
  account!: string;

  @IsChinaDate({ description: 'First day; from the beginning when absent. 起始日', optional: true })
  from?: ChinaDate;

  @IsChinaDate({ description: 'Last day, included; until now when absent. 截止日', optional: true })
  to?: ChinaDate;
}

const COLUMNS: readonly Column<StatementLine>[] = [
  { kind: 'moment', title: { zh: '记账时间', en: 'Recorded' }, of: ({ recordedAt }) => recordedAt },
  {
    kind: 'text',
    title: { zh: '交易编号', en: 'Transaction' },
    of: ({ transactionId }) => transactionId.toString(),
  },
  { kind: 'text', title: { zh: '类型', en: 'Kind' }, of: ({ kind }) => kind },
  { kind: 'text', title: { zh: '品种', en: 'Instrument' }, of: ({ instrument }) => instrument },
  { kind: 'text', title: { zh: '余额部分', en: 'Part' }, of: ({ part }) => part },
  { kind: 'quantity', title: { zh: '变动', en: 'Change' }, of: ({ change }) => change },
  { kind: 'quantity', title: { zh: '变动后', en: 'After' }, of: ({ after }) => after },
  { kind: 'text', title: { zh: '对方账户', en: 'Counterparty' }, of: ({ counterparty }) => counterparty },
  { kind: 'text', title: { zh: '凭据', en: 'Reference' }, of: ({ reference }) => reference },
];

const STEP = { zh: '读取流水', en: 'reading the statement' };
const DAY_MS = 86_400_000;

/** The postings of an account between two China days, the latest first. */
export function exportStatementKind(clock: Clock): JobKind<ExportStatementPayload> {
  return {
    kind: 'export-statement',
    title: { zh: '导出账户流水', en: 'Export a statement' },
    payload: ExportStatementPayload,
    permission: 'exports.write',
    reads: 'accounts.read',
    run: async (job) => {
      const { from, to } = job.payload;
      const { number, holderId } = await accountInReach(job.database, job.payload.account, job.reach);
      const when = between(from, to, seenOf(job.reach, holderId));
      return runExport(job, clock, {
        title: { zh: '账户流水', en: 'Statement' },
        name: 'statement',
        columns: COLUMNS,
        pages: pagesOf(job, STEP, ({ limit, cursor }) =>
          readStatement(job.database, number, pageRequest(limit, cursor, 2), when),
        ),
        filter: [
          [{ zh: '账户', en: 'Account' }, number],
          [{ zh: '期间', en: 'Days' }, `${from ?? ''} — ${to ?? ''}`],
        ],
        finePrint: [AFTER],
        holderId,
      });
    },
  };
}

/** The days asked for that the caller may see (an auditor's engagement). */
function between(from: ChinaDate | undefined, to: ChinaDate | undefined, seen: Seen): Seen {
  if (from !== undefined && to !== undefined && from > to) {
    throw malformed([fault('payload.to', 'order', 'must not be before the first day', '不得早于起始日')]);
  }
  const starts = [seen.from, from === undefined ? undefined : startOfChinaDay(from)];
  const ends = [seen.until, to === undefined ? undefined : new Date(startOfChinaDay(to).getTime() + DAY_MS)];
  const times = (moments: readonly (Date | undefined)[]) =>
    moments.flatMap((moment) => (moment === undefined ? [] : [moment.getTime()]));
  const [begin, end] = [times(starts), times(ends)];
  return {
    ...seen,
    ...(begin.length > 0 && { from: new Date(Math.max(...begin)) }),
    ...(end.length > 0 && { until: new Date(Math.min(...end)) }),
  };
}

const AFTER = {
  zh: '“变动后”为该品种该余额部分在记账后的数量；最新的在前。',
  en: '“After” is what stood in that part of the instrument afterwards; the latest come first.',
};
