import { type Column, ExportBody, type JobKind, pagesOf, runExport } from '@carbon/jobs';
import { chinaDate, decodeCursor } from '@carbon/kernel';
import { IsMarketCode, IsYear } from '../../emitters/http/fields';
import type { ReportDesk } from '../desk';
import { IsAbnormality, IsProvinceFilter, IsSectorFilter } from '../http/abnormal-bodies';
import type { Abnormality, AbnormalReport } from '../persistence/abnormal-reports';
import { abnormalReports } from '../use-cases/abnormal-reports';

export class ExportAbnormalReportsPayload extends ExportBody {
  @IsMarketCode()
  market!: string;

  @IsYear({ description: 'Data year. 数据年度', example: 2025 })
  year!: number;

  @IsAbnormality()
  kind?: Abnormality;

  @IsSectorFilter()
  sector?: string;

  @IsProvinceFilter()
  province?: string;
}

const COLUMNS: readonly Column<AbnormalReport>[] = [
  { kind: 'text', title: { zh: '企业代码', en: 'Enterprise' }, of: ({ holder }) => holder },
  { kind: 'text', title: { zh: '名称', en: 'Name' }, of: ({ nameZh }) => nameZh },
  { kind: 'text', title: { zh: '行业', en: 'Sector' }, of: ({ sector }) => sector },
  { kind: 'text', title: { zh: '省份', en: 'Province' }, of: ({ province }) => province },
  { kind: 'text', title: { zh: '异常类别', en: 'Kinds' }, of: ({ kinds }) => kinds.join(', ') },
  { kind: 'text', title: { zh: '报告编号', en: 'Report' }, of: ({ report }) => report },
  { kind: 'text', title: { zh: '状态', en: 'State' }, of: ({ state }) => state },
  { kind: 'date', title: { zh: '报送截止日', en: 'Due' }, of: ({ dueOn }) => dueOn },
  { kind: 'moment', title: { zh: '提交时间', en: 'Submitted' }, of: ({ submittedAt }) => submittedAt },
  { kind: 'decimal', title: { zh: '填报量（吨）', en: 'Reported (t)' }, of: ({ reportedT }) => reportedT },
  {
    kind: 'decimal',
    title: { zh: '上年核查量（吨）', en: 'Year before (t)' },
    of: ({ lastYearT }) => lastYearT,
  },
  { kind: 'decimal', title: { zh: '变化（%）', en: 'Change (%)' }, of: ({ changePercent }) => changePercent },
  { kind: 'decimal', title: { zh: '核查量（吨）', en: 'Verified (t)' }, of: ({ verifiedT }) => verifiedT },
  {
    kind: 'quantity',
    title: { zh: '未关闭发现项', en: 'Open findings' },
    of: ({ openFindings }) => BigInt(openFindings),
  },
];

const STEP = { zh: '读取报告', en: 'reading reports' };

/** Reports out of the ordinary, as a file for regulators. */
export function exportAbnormalReportsKind(desk: ReportDesk): JobKind<ExportAbnormalReportsPayload> {
  return {
    kind: 'export-abnormal-reports',
    title: { zh: '导出异常排放报告', en: 'Export abnormal emission reports' },
    payload: ExportAbnormalReportsPayload,
    permission: 'statistics.read',
    async run(job) {
      const { market, year, kind, sector, province } = job.payload;
      const wish = {
        market,
        year,
        kind,
        sector,
        province,
        reach: job.reach,
        on: chinaDate(desk.clock.now()),
      };
      const packs = await desk.packs(job.database);
      const pages = pagesOf(job, STEP, ({ limit, cursor }) => {
        const after = cursor === undefined ? {} : { after: decodeCursor(cursor, 1) };
        return abnormalReports(job.database, packs, wish, { limit, ...after });
      });
      return runExport(job, desk.clock, {
        title: { zh: '异常排放报告', en: 'Abnormal emission reports' },
        name: `abnormal-reports-${market}-${year}`,
        columns: COLUMNS,
        pages,
        filter: [[{ zh: '市场与年度', en: 'Market and year' }, `${market} ${year}`]],
        finePrint: [
          {
            zh: '偏差界限由平台自定（规则包 emission-reports-cn，确定度 X），超出界限不等于有误。',
            en: 'The bounds are the platform’s own (pack emission-reports-cn, certainty X): what lies outside is not therefore wrong.',
          },
        ],
      });
    },
  };
}
