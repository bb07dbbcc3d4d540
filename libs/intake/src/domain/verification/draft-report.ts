import type { Purpose, SubjectKind } from './case-entry';
import type { CaseState } from './case-state';

/** What a report is of. */
export interface ReportHead {
  readonly purpose: Purpose;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly project: string;
  readonly owner: string;
  readonly verifier: string;
  /** China time. */
  readonly drawnUpAt: string;
}

/** Characters that mean something in Markdown or HTML are shown, never meant: the texts come from both sides. */
function plain(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+!|~-]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0
    ? ['无 / none', '']
    : [
        `| ${head.join(' | ')} |`,
        `|${head.map(() => '---').join('|')}|`,
        ...rows.map((row) => `| ${row.join(' | ')} |`),
        '',
      ];

/** The draft of a report, from everything that happened in the case; a person finishes it. */
export function draftReport(head: ReportHead, state: CaseState): string {
  const validation = head.purpose === 'validation';
  return [
    `# ${validation ? '审定报告（草稿）/ Validation report (draft)' : '核查报告（草稿）/ Verification report (draft)'}`,
    '',
    ...table(
      ['项目 / item', '内容 / content'],
      [
        ['对象 / subject', `${head.subjectKind} ${plain(head.subjectId)}`],
        ['项目编号 / project', plain(head.project)],
        ['业主 / owner', plain(head.owner)],
        ['机构 / body', plain(head.verifier)],
        ['生成时间 / drawn up', head.drawnUpAt],
      ],
    ),
    `## 1. 资料 / Documents: ${state.documentCoveragePercent} %`,
    '',
    ...table(
      ['资料 / document', '状态 / state', 'SHA-256'],
      [...state.needs, ...state.others].map(({ documentKind, state: now, documents }) => [
        plain(documentKind),
        now,
        documents.map(({ sha256, state: each }) => `\`${sha256}\` ${each}`).join('<br>') || '—',
      ]),
    ),
    `## 2. 关键设施与现场走访 / Key facilities and site visits: ${state.facilityCoveragePercent} %`,
    '',
    ...table(
      ['设施 / facility', '地点 / place', '已走访 / visited'],
      state.facilities.map(({ facility, place, visited }) => [
        plain(facility),
        plain(place),
        visited ? '是 / yes' : '否 / no',
      ]),
    ),
    ...table(
      [
        '日期 / day',
        '设施 / facility',
        '地点 / place',
        '走访人岗位 / visitor',
        '接待岗位 / met',
        '照片 / photos',
        '记录 / note',
      ],
      state.visits.map((visit) => [
        visit.visitedOn,
        ...[visit.facility, visit.place, visit.visitor, visit.met].map(plain),
        String(visit.photos.length),
        plain(visit.note) || '—',
      ]),
    ),
    '## 3. 抽样 / Sampling',
    '',
    ...table(
      ['设备 / meter', '月份 / month', '总体 / population', '样本 / sample', '种子 / seed'],
      state.samples.map(({ meter, month, population, readings, seed }) => [
        meter,
        month,
        String(population),
        String(readings.length),
        plain(seed),
      ]),
    ),
    '## 4. 发现项 / Findings',
    '',
    ...state.findings.flatMap(({ number, severity, text, state: now, thread }) => [
      `### ${number}. ${severity} (${now})`,
      '',
      plain(text),
      '',
      ...thread.flatMap(({ act }) => [
        act.kind === 'finding-answered'
          ? `- 业主答复 / answer: ${plain(act.text)}`
          : `- 机构 / body (${act.decision}): ${plain(act.text)}`,
      ]),
      '',
    ]),
    ...(state.findings.length === 0 ? ['无 / none', ''] : []),
    '## 5. 结论 / Conclusion',
    '',
    state.conclusion === null
      ? '尚未出具 / not yet given'
      : `**${state.conclusion.opinion}**: ${plain(state.conclusion.text)}`,
    '',
  ].join('\n');
}
