import { Refusal } from '@carbon/kernel';
import type { CaseAct } from './case-entry';
import type { CaseState } from './case-state';

/** @throws the refusal of an act that does not fit what the case has come to */
export function judgeAct(state: CaseState, act: CaseAct): void {
  if (state.conclusion !== null) throw concluded();
  if (act.kind === 'document-reviewed') {
    const all = [...state.needs, ...state.others].flatMap(({ documents }) => documents);
    if (!all.some(({ sha256 }) => sha256 === act.sha256)) throw notProvided(act.sha256);
  }
  if (act.kind === 'facility-named' && state.facilities.some(({ facility }) => facility === act.facility)) {
    throw facilityNamed(act.facility);
  }
  if (act.kind === 'finding-answered' || act.kind === 'finding-decided') {
    const finding = state.findings.find(({ number }) => number === act.finding);
    if (finding === undefined) throw findingUnknown(act.finding);
    if (finding.state === 'closed') throw findingClosed(act.finding);
  }
  if (act.kind === 'concluded' && act.opinion === 'positive') refuseUnready(state);
}

/** A positive opinion rests on every document asked for, every key facility seen, and nothing left to put right (S28). */
function refuseUnready(state: CaseState): void {
  const open = state.findings.filter(
    ({ severity, state: now }) => severity !== 'observation' && now !== 'closed',
  );
  if (state.documentCoveragePercent === 100 && state.facilityCoveragePercent === 100 && open.length === 0)
    return;
  throw new Refusal(
    'VERIFICATION_NOT_READY',
    422,
    {
      zh: '资料未全部采信、关键设施未全部走访或仍有未关闭的发现项，不能出具肯定结论',
      en: 'Not every document is accepted, not every key facility visited, or findings are not closed: no positive opinion',
    },
    {
      details: {
        documents: `${state.documentCoveragePercent}%`,
        facilities: `${state.facilityCoveragePercent}%`,
        openFindings: String(open.length),
      },
    },
  );
}

const concluded = () =>
  new Refusal('VERIFICATION_CONCLUDED', 409, { zh: '该案已出具结论', en: 'The case is concluded' });

const notProvided = (sha256: string) =>
  new Refusal('VERIFICATION_DOCUMENT_UNKNOWN', 404, {
    zh: `该案没有文件 ${sha256}`,
    en: `No document ${sha256} was provided in this case`,
  });

const facilityNamed = (facility: string) =>
  new Refusal('VERIFICATION_FACILITY_NAMED', 409, {
    zh: `已列入设施 ${facility}`,
    en: `The facility ${facility} was named already`,
  });

const findingUnknown = (finding: number) =>
  new Refusal('VERIFICATION_FINDING_UNKNOWN', 404, {
    zh: `没有发现项 ${finding}`,
    en: `There is no finding ${finding}`,
  });

const findingClosed = (finding: number) =>
  new Refusal('VERIFICATION_FINDING_CLOSED', 409, {
    zh: `发现项 ${finding} 已关闭`,
    en: `The finding ${finding} is closed`,
  });

export function caseUnknown(id: string): Refusal {
  return new Refusal('VERIFICATION_CASE_UNKNOWN', 404, {
    zh: `没有核查案 ${id}`,
    en: `There is no verification case ${id}`,
  });
}

export function notForThisSide(): Refusal {
  return new Refusal('VERIFICATION_OTHER_SIDE', 422, {
    zh: '此项由另一方办理：业主提交资料和答复，其余由核查机构办理',
    en: 'This is for the other side: the owner provides and answers, everything else is the verifier’s',
  });
}

export function noVerifier(code: string): Refusal {
  return new Refusal(
    'VERIFICATION_NO_VERIFIER',
    422,
    {
      zh: `${code} 不是独立的审定与核查机构`,
      en: `${code} is no independent body of validation and verification`,
    },
    { rule: 'CCR-013' },
  );
}

export function sameBody(project: string): Refusal {
  return new Refusal(
    'VERIFICATION_SAME_BODY',
    422,
    {
      zh: `同一机构不得既审定又核查项目 ${project}`,
      en: `One body may not both validate and verify the project ${project}`,
    },
    { rule: 'CCR-005', details: { project } },
  );
}
