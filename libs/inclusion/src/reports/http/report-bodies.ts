import { IsChinaMonth, PageQuery, type Sent } from '@carbon/http';
import { type ChinaMonth, chinaTimestamp, formatGrams } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { InclusionPackBody, packBody } from '../../programmes/http/programme-bodies';
import { yuanOf } from '../../rewards/domain/yuan';
import { costPerTonne, tonnesOf } from '../domain/cost-per-tonne';
import type { MonthsWanted } from '../persistence/read-months';
import type { MonthLine, ShownMonth, Sums } from '../use-cases/month-lines';
import type { ProgrammeReport, ReportMonth } from '../use-cases/programme-report';

export class ProgrammeReportQuery {
  @IsChinaMonth({ description: 'First China month. 起始月份', example: '2026-01', optional: true })
  from?: ChinaMonth;

  @IsChinaMonth({ description: 'Last China month. 截止月份', example: '2026-09', optional: true })
  to?: ChinaMonth;
}

export class ProgrammeMonthsQuery extends PageQuery {
  @IsChinaMonth({ description: 'First China month. 起始月份', example: '2026-01', optional: true })
  from?: ChinaMonth;

  @IsChinaMonth({ description: 'Last China month. 截止月份', example: '2026-09', optional: true })
  to?: ChinaMonth;
}

export const wantedOf = ({ from, to }: Pick<ProgrammeReportQuery, 'from' | 'to'>): MonthsWanted => ({
  ...(from === undefined ? {} : { from: `${from}-01` }),
  ...(to === undefined ? {} : { to: `${to}-01` }),
});

export class ProgrammeSumsBody {
  @ApiProperty({ description: 'Different residents. 参与人数', example: 1200 })
  residents!: number;
  @ApiProperty({ description: 'Acts that count. 计入的行为数', example: '48000' })
  acts!: string;
  @ApiProperty({ description: 'Acts that do not. 未计入的行为数', example: '310' })
  refused!: string;
  @ApiProperty({ description: 'Points. 积分', example: '960000' })
  points!: string;
  @ApiProperty({ description: 'Reduced, tonnes, whole grams. 减排（吨）', example: '4.812345' })
  reducedTonnes!: string;
  @ApiProperty({ description: 'Emitted as far as known, grams. 已知排放（克）', example: '0' })
  emittedGrams!: string;
}

function sumsBody({ residents, acts, refused, points, reducedUg, emittedUg }: Sums): Sent<ProgrammeSumsBody> {
  return {
    residents,
    acts: acts.toString(),
    refused: refused.toString(),
    points: points.toString(),
    reducedTonnes: tonnesOf(reducedUg),
    emittedGrams: formatGrams(emittedUg),
  };
}

export class ProgrammeLineBody {
  @ApiProperty({
    description: 'Method; null for acts of residents who left for good. 方法代码，已注销居民的合计为空',
    type: String,
    nullable: true,
    example: 'metro',
  })
  method!: string | null;
  @ApiProperty({ description: 'Chinese title. 中文名称', example: '地铁' })
  titleZh!: string;
  @ApiProperty({ description: 'English title. 英文名称', example: 'Metro' })
  titleEn!: string;
  @ApiProperty({
    description: 'Sum of what counts, in the unit of the method; null where withheld. 计入数量',
    type: String,
    nullable: true,
    example: '412500',
  })
  amount!: string | null;
  @ApiProperty({ description: 'Unit. 计量单位', type: String, nullable: true, example: 'm' })
  unit!: string | null;
  @ApiProperty({
    description: 'Null where withheld: too few residents. 人数过少不公开',
    type: () => ProgrammeSumsBody,
    nullable: true,
  })
  figures!: Sent<ProgrammeSumsBody> | null;
}

function lineBody({ method, figures }: MonthLine): Sent<ProgrammeLineBody> {
  return {
    method: method?.code ?? null,
    titleZh: method?.title.zh ?? '已注销居民合计',
    titleEn: method?.title.en ?? 'Residents who left for good',
    amount: method === undefined ? null : (figures?.amount.toString() ?? null),
    unit: method?.unit ?? null,
    figures: figures === undefined ? null : sumsBody(figures),
  };
}

/** A month of public statistics. */
export class StatisticsMonthBody {
  @ApiProperty({ description: 'China month. 月份', example: '2026-09' })
  month!: string;
  @ApiProperty({
    description: 'Null where withheld: too few residents. 人数过少不公开',
    type: () => ProgrammeSumsBody,
    nullable: true,
  })
  total!: Sent<ProgrammeSumsBody> | null;
  @ApiProperty({ description: 'By method. 分方法', type: () => ProgrammeLineBody, isArray: true })
  methods!: Sent<ProgrammeLineBody>[];
  @ApiProperty({ description: 'When it was counted. 统计时间', example: '2026-10-31T01:00:00.000+08:00' })
  countedAt!: string;
  @ApiProperty({ description: 'Smallest group of which figures are told. 最小公开人数', example: 10 })
  smallestGroup!: number;
  @ApiProperty({ description: 'The rules. 规则包', type: () => InclusionPackBody })
  pack!: Sent<InclusionPackBody>;
}

export function statisticsMonthBody(
  shown: ShownMonth,
  rules: ProgrammeReport['rules'],
): Sent<StatisticsMonthBody> {
  return {
    month: shown.month.slice(0, 7),
    total: shown.total === undefined ? null : sumsBody(shown.total),
    methods: shown.lines.map(lineBody),
    countedAt: chinaTimestamp(shown.countedAt),
    smallestGroup: rules.smallestGroup,
    pack: packBody(rules.reference),
  };
}

export class ReportMonthBody extends StatisticsMonthBody {
  @ApiProperty({ description: 'Joined in the month. 新加入', example: 30 })
  joined!: number;
  @ApiProperty({ description: 'Left in the month. 退出', example: 2 })
  left!: number;
  @ApiProperty({ description: 'Members at its end. 月末成员', example: 1500 })
  members!: number;
  @ApiProperty({ description: 'Whether the figures stay as they are. 是否定稿', example: true })
  final!: boolean;
  @ApiProperty({
    description: 'Cost of rewards, yuan: of your grants, for a sponsor. 奖励成本（元）',
    example: '12000.00',
  })
  costYuan!: string;
  @ApiProperty({
    description: 'Yuan for a tonne; null where withheld or nothing was reduced. 每吨成本（元）',
    type: String,
    nullable: true,
    example: '2493.59',
  })
  yuanPerTonne!: string | null;
}

export function reportMonthBody(month: ReportMonth, rules: ProgrammeReport['rules']): Sent<ReportMonthBody> {
  const perTonne = month.total === undefined ? null : costPerTonne(month.fen, month.total.reducedUg);
  return {
    ...statisticsMonthBody(month, rules),
    ...{ joined: month.joined, left: month.departed, members: month.members, final: month.finalAt !== null },
    costYuan: yuanOf(month.fen),
    yuanPerTonne: perTonne === null ? null : yuanOf(perTonne),
  };
}

export class ProgrammeReportBody {
  @ApiProperty({ description: 'Programme. 项目代码', example: 'SZ' })
  programme!: string;
  @ApiProperty({ description: 'Months in the report. 月数', example: 9 })
  months!: number;
  @ApiProperty({
    description: 'Months whose sums are withheld and in no figure here. 未计入合计的月数',
    example: 0,
  })
  monthsWithheld!: number;
  @ApiProperty({ description: 'Members at the end of the last month. 成员数', example: 1500 })
  members!: number;
  @ApiProperty({ description: 'Joined. 新加入', example: 300 })
  joined!: number;
  @ApiProperty({ description: 'Left. 退出', example: 20 })
  left!: number;
  @ApiProperty({ description: 'Acts that count. 计入的行为数', example: '480000' })
  acts!: string;
  @ApiProperty({ description: 'Acts that do not. 未计入的行为数', example: '3100' })
  refused!: string;
  @ApiProperty({ description: 'Reduced, tonnes. 减排（吨）', example: '48.123456' })
  reducedTonnes!: string;
  @ApiProperty({ description: 'Emitted as far as known, grams. 已知排放（克）', example: '0' })
  emittedGrams!: string;
  @ApiProperty({ description: 'Points earned in the months. 发放积分', example: '9600000' })
  pointsEarned!: string;
  @ApiProperty({ description: 'Points on the ledger since it began. 累计入账积分', example: '9600000' })
  pointsIssued!: string;
  @ApiProperty({ description: 'Spent since it began. 累计已使用积分', example: '1200000' })
  pointsSpent!: string;
  @ApiProperty({ description: 'Expired since it began. 累计过期积分', example: '0' })
  pointsExpired!: string;
  @ApiProperty({
    description: 'Cancelled by corrections and departures since it began. 累计核减积分',
    example: '500',
  })
  pointsCancelled!: string;
  @ApiProperty({
    description: 'Cost of rewards, yuan: of your grants, for a sponsor. 奖励成本（元）',
    example: '12000.00',
  })
  costYuan!: string;
  @ApiProperty({
    description: 'Yuan for a tonne; null where nothing was reduced. 每吨成本（元）',
    type: String,
    nullable: true,
    example: '249.36',
  })
  yuanPerTonne!: string | null;
  @ApiProperty({ description: 'The rules. 规则包', type: () => InclusionPackBody })
  pack!: Sent<InclusionPackBody>;
}

export function programmeReportBody(programme: string, report: ProgrammeReport): Sent<ProgrammeReportBody> {
  const { months, monthsWithheld, members, joined, departed, supply, fenPerTonne } = report;
  return {
    ...{ programme, months, monthsWithheld, members, joined, left: departed },
    acts: report.acts.toString(),
    refused: report.refused.toString(),
    reducedTonnes: tonnesOf(report.reducedUg),
    emittedGrams: formatGrams(report.emittedUg),
    pointsEarned: report.points.toString(),
    pointsIssued: supply.issued.toString(),
    pointsSpent: supply.retired.toString(),
    pointsExpired: supply.expired.toString(),
    pointsCancelled: supply.cancelled.toString(),
    costYuan: yuanOf(report.fen),
    yuanPerTonne: fenPerTonne === null ? null : yuanOf(fenPerTonne),
    pack: packBody(report.rules.reference),
  };
}
