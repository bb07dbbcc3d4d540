import { IsCount, IsText, reachIds } from '@carbon/http';
import { findHoldersById, type Holder } from '@carbon/identity';
import { type Column, ExportBody, type JobKind, runExport } from '@carbon/jobs';
import type { Clock } from '@carbon/kernel';
import { type Allocated, allocatedT } from '../allocation/index';
import { type ComplianceLine, complianceOf } from '../surrender/index';

export class ExportCompliancePayload extends ExportBody {
  @IsText({ description: 'Market. 市场', max: 4, pattern: /^[A-Z]{2,4}$/, example: 'CN' })
  market!: string;

  @IsCount({ description: 'Data year. 年度', min: 2000, max: 2199, example: 2025 })
  year!: number;
}

interface Row extends ComplianceLine {
  readonly holder: Holder | undefined;
  readonly allocated: Allocated | undefined;
}

const COLUMNS: readonly Column<Row>[] = [
  { kind: 'text', title: { zh: '企业代码', en: 'Enterprise' }, of: ({ holder }) => holder?.code ?? null },
  { kind: 'text', title: { zh: '企业名称', en: 'Name' }, of: ({ holder }) => holder?.nameZh ?? null },
  { kind: 'text', title: { zh: '省份', en: 'Province' }, of: ({ province }) => province },
  { kind: 'text', title: { zh: '行业', en: 'Sector' }, of: ({ sector }) => sector },
  { kind: 'quantity', title: { zh: '核查排放量', en: 'Verified (t)' }, of: ({ dueT }) => dueT },
  {
    kind: 'quantity',
    title: { zh: '预分配', en: 'Pre-allocated (t)' },
    of: ({ allocated }) => allocated?.preAllocatedT ?? null,
  },
  {
    kind: 'quantity',
    title: { zh: '核定配额', en: 'Approved (t)' },
    of: ({ allocated }) => allocated?.approvedT ?? null,
  },
  {
    kind: 'quantity',
    title: { zh: '已清缴', en: 'Surrendered (t)' },
    of: ({ surrenderedT }) => surrenderedT,
  },
  { kind: 'quantity', title: { zh: '抵销', en: 'Offset (t)' }, of: ({ creditsT }) => creditsT },
  { kind: 'quantity', title: { zh: '缺口', en: 'Missing (t)' }, of: ({ shortfallT }) => shortfallT },
  {
    kind: 'quantity',
    title: { zh: '往年欠缴', en: 'Missing of earlier years (t)' },
    of: ({ earlierShortfallT }) => earlierShortfallT,
  },
  { kind: 'text', title: { zh: '状态', en: 'Status' }, of: ({ status }) => status },
  { kind: 'moment', title: { zh: '履约时间', en: 'Met at' }, of: ({ fulfilledAt }) => fulfilledAt },
];

const PAGE = 500;
const STEP = { zh: '读取履约情况', en: 'reading compliance' };

/** How every enterprise within reach stands in a year, as a file. */
export function exportComplianceKind(clock: Clock): JobKind<ExportCompliancePayload> {
  return {
    kind: 'export-compliance',
    title: { zh: '导出履约情况', en: 'Export compliance' },
    payload: ExportCompliancePayload,
    permission: 'exports.write',
    reads: 'compliance.read',
    run: async (job) => {
      const { database, reach } = job;
      const { market, year } = job.payload;
      const of = { market, year, holderIds: reachIds(reach) ?? undefined };
      const lines = (await complianceOf(database, of)).filter(({ status }) => status !== 'not-applicable');
      const allocated = new Map((await allocatedT(database, of)).map((one) => [one.holderId, one]));
      async function* pages() {
        for (let from = 0; from < lines.length; from += PAGE) {
          await job.progress(STEP, from, lines.length);
          const some = lines.slice(from, from + PAGE);
          const ids = some.map(({ holderId }) => holderId);
          const holders = await findHoldersById(database.source.manager, ids);
          yield some.map((line): Row => ({
            ...line,
            holder: holders.get(line.holderId),
            allocated: allocated.get(line.holderId),
          }));
        }
      }
      return runExport(job, clock, {
        title: { zh: `${market} ${year} 年度履约情况`, en: `Compliance of ${market} in ${year}` },
        name: `compliance-${market.toLowerCase()}-${year}`,
        columns: COLUMNS,
        pages: pages(),
        filter: [
          [{ zh: '市场', en: 'Market' }, market],
          [{ zh: '年度', en: 'Year' }, String(year)],
        ],
        finePrint: [
          {
            zh: '状态：A 已足额清缴，B 不足，C 排放数据缺失（REG-011）；数量单位为吨。',
            en: 'Status: A met, B short, C emissions missing (REG-011); quantities are tonnes.',
          },
        ],
      });
    },
  };
}
