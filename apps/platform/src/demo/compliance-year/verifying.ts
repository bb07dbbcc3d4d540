import { byAuthority } from '../authorities';
import { VERIFIER } from '../houses';
import type { Stage } from '../stage';
import type { DemoEmitter } from './emitters';
import { correctReport, misreadField } from './reporting';

const VERIFYING = `${VERIFIER.code}/maker` as const;

/** The province gives a report to the verification body, on a notice (CYC-02). */
export async function assignVerifier(
  stage: Stage,
  { authority }: DemoEmitter,
  report: string,
): Promise<void> {
  const hands = byAuthority(authority);
  const document = await stage.document(hands.maker, `notice of verification of ${report}`);
  const payload = { report, verifier: VERIFIER.code };
  await stage.act('verification-assignment', payload, { ...hands, document });
}

/** At the desk: documents reviewed, facilities visited (S28); gives the case. */
export async function lookAtEverything(stage: Stage, { code }: DemoEmitter, report: string): Promise<string> {
  const owner = `${code}/maker` as const;
  const { id } = await stage.post<{ id: string }>(owner, '/v1/verification-cases', {
    ...{ purpose: 'verification', subjectKind: 'inventory', subjectId: report, project: report },
    ...{ verifier: VERIFIER.code, requiredDocuments: ['fuel-ledger'] },
  });
  const sha256 = await stage.document(owner, `ledger of fuels of ${report}`);
  const path = `/v1/verification-cases/${id}`;
  await stage.post(owner, `${path}/documents`, { documentKind: 'fuel-ledger', sha256 });
  await stage.post(VERIFYING, `${path}/document-reviews`, {
    sha256,
    review: 'accepted',
    note: '一致（示例）',
  });
  const place = { facility: '主要排放设施', place: '厂区' };
  await stage.post(VERIFYING, `${path}/facilities`, place);
  await stage.post(VERIFYING, `${path}/site-visits`, {
    ...{
      ...place,
      visitedOn: stage.today,
      visitor: '核查组长',
      met: '生产部负责人',
      photos: [],
      note: '正常',
    },
  });
  return id;
}

/** The coal that was forgotten: found, corrected by a further version, closed. Gives the version. */
export async function findAndCorrect(stage: Stage, emitter: DemoEmitter, report: string): Promise<number> {
  const path = `/v1/emission-reports/${report}/findings`;
  const { number } = await stage.post<{ number: number }>(VERIFYING, path, {
    ...{ kind: 'wrong-value', severity: 'nonconformity', field: misreadField(emitter) },
    ...{ text: '3 月消耗量少于皮带秤记录与月度存证（示例）', dueOn: '2025-04-30' },
  });
  const { version } = await correctReport(stage, emitter, report);
  const answer = { text: '已按存证数据更正（示例）', version };
  await stage.post(`${emitter.code}/maker`, `${path}/${number}/answers`, answer);
  const decision = { decision: 'closed', text: '更正后一致（示例）' };
  await stage.post(VERIFYING, `${path}/${number}/decisions`, decision);
  return version;
}

/** A figure that the verifier has otherwise than the report. */
export interface OwnFigure {
  readonly id: string;
  readonly verifiedT: string;
}

/** The verifier concludes; gives what it came to in tonnes. */
export async function conclude(
  stage: Stage,
  report: string,
  deskCase: string,
  parts: readonly OwnFigure[] = [],
): Promise<string> {
  const document = await stage.document(VERIFYING, `verification report of ${report}`);
  const path = `/v1/emission-reports/${report}/conclusions`;
  const { verifiedT } = await stage.post<{ verifiedT: string }>(VERIFYING, path, {
    ...{ opinion: 'positive', text: '符合核算要求（示例）', deskCase, document, parts },
  });
  return verifiedT;
}

/** The province confirms the conclusion (SUR-001). */
export function confirm(
  stage: Stage,
  { authority }: DemoEmitter,
  report: string,
): Promise<Readonly<Record<string, string>>> {
  const payload = { report, conclusion: 1, decision: 'confirm', reason: '程序完整，数据一致（示例）' };
  return stage.act('verification-result', payload, byAuthority(authority));
}

/** The enterprise objects within the working days (ETS-013); gives the id of the objection and when it is to be decided. */
export function object(
  stage: Stage,
  { code }: DemoEmitter,
  report: string,
): Promise<{ readonly id: string; readonly decideBy: string }> {
  const grounds = '2 号机组一批煤样的化验结果被重复计入（示例）';
  return stage.post(`${code}/maker`, `/v1/emission-reports/${report}/objections`, { grounds });
}

/** The province finds for the enterprise: its own figure counts. */
export function upholdObjection(
  stage: Stage,
  { authority }: DemoEmitter,
  objection: string,
  parts: readonly OwnFigure[],
): Promise<Readonly<Record<string, string>>> {
  return stage.act(
    'verification-objection-decision',
    { objection, outcome: 'upheld', reason: '经复核，化验结果确有重复（示例）', parts },
    byAuthority(authority),
  );
}
