import { fault, type FieldFault, malformed, Refusal } from '@carbon/kernel';
import type { ReportCheck } from '../../domain/index';
import type { EmissionReportAct, EmissionReportState } from './report-steps';

export const reportUnknown = (name: string): Refusal =>
  new Refusal('EMISSION_REPORT_UNKNOWN', 404, {
    zh: `没有排放报告 ${name}`,
    en: `There is no emission report ${name}`,
  });

export const versionUnknown = (number: number): Refusal =>
  new Refusal('EMISSION_VERSION_UNKNOWN', 404, {
    zh: `该报告没有第 ${number} 版`,
    en: `The report has no version ${number}`,
  });

export const reportExists = (number: string): Refusal =>
  new Refusal('EMISSION_REPORT_EXISTS', 409, {
    zh: `该年度已有报告 ${number}，请保存新版本`,
    en: `There is a report of that year already, ${number}: save a version of it`,
  });

export const sectorNotReported = (sector: string): Refusal =>
  new Refusal(
    'EMISSION_SECTOR_UNSUPPORTED',
    422,
    { zh: `没有 ${sector} 行业的核算方法`, en: `There is no method for reports of ${sector}` },
    { rule: 'ALC-024', details: { sector } },
  );

const ACTS: Readonly<Record<EmissionReportAct, readonly [string, string]>> = {
  save: ['修改', 'changed'],
  submit: ['提交', 'submitted'],
  assign: ['指派核查', 'assigned to a verifier'],
  return: ['退回', 'returned'],
  find: ['提出发现项', 'found fault with'],
  conclude: ['出具核查结论', 'concluded'],
  reopen: ['退回核查', 'verified again'],
  confirm: ['确认', 'confirmed'],
  object: ['提出异议', 'objected to'],
  decide: ['作出异议决定', 'decided upon'],
};

export function stepNotOpen(number: string, state: EmissionReportState, act: EmissionReportAct): Refusal {
  const [zh, en] = ACTS[act];
  return new Refusal(
    'EMISSION_REPORT_STEP_NOT_OPEN',
    409,
    {
      zh: `报告 ${number} 处于 ${state} 状态，不能${zh}`,
      en: `The report ${number} is ${state}: it cannot be ${en}`,
    },
    { rule: 'CYC-02', details: { state } },
  );
}

export const notYoursToDo = (): Refusal =>
  new Refusal('EMISSION_NOT_YOURS_TO_DO', 403, {
    zh: '仅限报告企业本身或其指定的核查机构办理',
    en: 'Only the enterprise itself, or the verifier it was given, may do this',
  });

/** Errors of the checks, told as field faults. */
export function reportIncomplete(number: string, errors: readonly ReportCheck[]): Refusal {
  const fields = errors
    .slice(0, 100)
    .map(({ field, code, message }): FieldFault => ({ field, rule: code, message }));
  return new Refusal(
    'EMISSION_REPORT_INCOMPLETE',
    422,
    {
      zh: `报告 ${number} 尚不完整，不能提交`,
      en: `The report ${number} is not complete and cannot be submitted`,
    },
    { rule: 'CYC-01', fields, details: { errors: errors.length.toString() } },
  );
}

export const notTheLatest = (version: number, latest: number): Refusal =>
  new Refusal(
    'EMISSION_VERSION_NOT_LATEST',
    409,
    { zh: `第 ${version} 版不是最新版（${latest}）`, en: `Version ${version} is not the latest, ${latest}` },
    { details: { version: version.toString(), latest: latest.toString() } },
  );

export const nothingToCorrect = (number: string): Refusal =>
  new Refusal(
    'EMISSION_NOTHING_TO_CORRECT',
    409,
    {
      zh: `报告 ${number} 正在核查且没有待整改的发现项，不能提交新版本`,
      en: `The report ${number} is being verified and nothing in it is to be corrected: no new version can be submitted`,
    },
    { rule: 'CYC-02' },
  );

export const sameBody = (body: string, province: string): Refusal =>
  new Refusal(
    'EMISSION_BODY_WRITES_AND_REVIEWS',
    422,
    {
      zh: `${body} 不得在 ${province} 既编制又核查排放报告`,
      en: `${body} may not both write and review emission reports in ${province}`,
    },
    { rule: 'ETS-007', details: { body, province } },
  );

export const noVerifier = (code: string): Refusal =>
  new Refusal(
    'EMISSION_NO_VERIFIER',
    422,
    { zh: `${code} 不是可用的核查机构`, en: `${code} is no verifier that can be assigned` },
    { rule: 'CYC-02' },
  );

export const noticeRequired = (): Refusal =>
  new Refusal(
    'EMISSION_NOTICE_REQUIRED',
    422,
    { zh: '指派核查须附通知文件', en: 'An assignment rests on the document of its notice' },
    { rule: 'CYC-02' },
  );

export const findingUnknown = (number: number): Refusal =>
  new Refusal('EMISSION_FINDING_UNKNOWN', 404, {
    zh: `没有发现项 ${number}`,
    en: `There is no finding ${number}`,
  });

export const findingClosed = (number: number): Refusal =>
  new Refusal('EMISSION_FINDING_CLOSED', 409, {
    zh: `发现项 ${number} 已关闭`,
    en: `The finding ${number} is closed`,
  });

export const findingsOpen = (numbers: readonly number[]): Refusal =>
  new Refusal(
    'EMISSION_FINDINGS_OPEN',
    422,
    { zh: `发现项未关闭：${numbers.join('、')}`, en: `Findings are not closed: ${numbers.join(', ')}` },
    { rule: 'CYC-02', details: { findings: numbers.join(',') } },
  );

export const caseDoesNotFit = (): Refusal =>
  new Refusal(
    'EMISSION_CASE_DOES_NOT_FIT',
    422,
    {
      zh: '该核查案不是本报告的核查案：对象类别应为 inventory，对象编号应为报告编号，双方应为企业与被指派机构',
      en: 'The case is not about this report: its subject must be the inventory of this number, between the enterprise and its verifier',
    },
    { rule: 'CYC-02' },
  );

export const coverageShort = (details: Readonly<Record<string, string>>): Refusal =>
  new Refusal(
    'EMISSION_COVERAGE_SHORT',
    422,
    {
      zh: '资料审阅或关键设施走访的覆盖率不足，不能出具结论',
      en: 'Not enough documents are accepted or key facilities visited for a conclusion',
    },
    { rule: 'CYC-02', details },
  );

export const opinionNegative = (number: string): Refusal =>
  new Refusal(
    'EMISSION_OPINION_NEGATIVE',
    422,
    { zh: `报告 ${number} 的核查结论为否定`, en: `The conclusion on the report ${number} is negative` },
    { rule: 'CYC-02' },
  );

export const reviewedAgain = (number: string): Refusal =>
  new Refusal(
    'EMISSION_REVIEWED_AGAIN',
    409,
    {
      zh: `提议后报告 ${number} 已有变化，请重新提议`,
      en: `The report ${number} has changed since: propose again`,
    },
    { rule: 'REG-001' },
  );

export const objectionUnknown = (id: string): Refusal =>
  new Refusal('EMISSION_OBJECTION_UNKNOWN', 404, { zh: `没有异议 ${id}`, en: `There is no objection ${id}` });

export const objectionTooLate = (until: string): Refusal =>
  new Refusal(
    'EMISSION_OBJECTION_TOO_LATE',
    422,
    { zh: `异议期已于 ${until} 届满`, en: `The time to object ended on ${until}` },
    { rule: 'ETS-013', details: { until } },
  );

export const objectionDecided = (id: string): Refusal =>
  new Refusal('EMISSION_OBJECTION_DECIDED', 409, {
    zh: `异议 ${id} 已有决定`,
    en: `The objection ${id} is decided`,
  });

export const objectedBefore = (): Refusal =>
  new Refusal(
    'EMISSION_OBJECTED_BEFORE',
    409,
    { zh: '该核查结果已提出过异议', en: 'These figures were objected to before' },
    { rule: 'ETS-013' },
  );

export const verifiedUnknown = (market: string, year: number): Refusal =>
  new Refusal('EMISSION_VERIFIED_UNKNOWN', 404, {
    zh: `没有 ${market} 市场 ${year} 年度的核查结果`,
    en: `Nothing is verified of ${year} in the market ${market}`,
  });

export const verifiedOfAnother = (): Refusal =>
  new Refusal(
    'EMISSION_VERIFIED_OF_ANOTHER',
    409,
    {
      zh: '合并后的企业该年度已有核查结果，请以核查结果更正办理',
      en: 'The enterprise it was merged into has verified figures of that year: correct those instead',
    },
    { rule: 'ETS-015' },
  );

export const nothingChanges = (): Refusal =>
  new Refusal('EMISSION_NOTHING_CHANGES', 422, {
    zh: '更正后的数据与现有核查结果相同',
    en: 'The corrected figures are those that stand already',
  });

export const partsUnknown = (ids: readonly string[], field = 'parts'): Refusal =>
  malformed(
    ids.map((id) => fault(field, 'part', `${id} is no unit or line of it`, `${id} 不是其机组或工序`)),
  );

export const importUnknown = (id: string): Refusal =>
  new Refusal('EMISSION_IMPORT_UNKNOWN', 404, { zh: `没有待批导入 ${id}`, en: `There is no import ${id}` });

export const importTaken = (id: string): Refusal =>
  new Refusal('EMISSION_IMPORT_TAKEN', 409, {
    zh: `导入 ${id} 已入库`,
    en: `The import ${id} was taken already`,
  });

export const reportsInTheWay = (numbers: readonly string[]): Refusal =>
  new Refusal(
    'EMISSION_REPORTS_UNDER_WAY',
    409,
    {
      zh: `排放报告尚在核查或异议中：${numbers.join('、')}`,
      en: `Emission reports are being verified or objected to: ${numbers.join(', ')}`,
    },
    { rule: 'ETS-015', details: { reports: numbers.join(',') } },
  );
