import type { Person, PlatformFixture } from '../../platform-fixture';
import { done, type Estate, file, task } from '../estate';
import type { Authority } from './emitters';

/** The report of 2025 of the owner of the estate: verified with a finding, confirmed, objected to. */
export interface ReportsRoom {
  readonly report: string;
  readonly finding: string;
  readonly objection: string;
  /** A document of the owner. */
  readonly document: string;
}

/** A year of coal, everything invented. */
export function coalYear(evidence: string): object {
  const months = Array.from({ length: 12 }, (_, at) => `2025-${String(at + 1).padStart(2, '0')}`);
  const coal = { part: 'U1', stream: 'fuel', material: 'coal', unit: 't', amount: '10000' };
  const measured = {
    ncv: '20',
    ncvUnit: 'GJ/t',
    carbon: '26.1',
    carbonUnit: 'tC/TJ',
    oxidationPercent: '99',
  };
  return {
    units: [{ id: 'U1', class: 'I', generationMwh: '240000', heatGj: '0', loadFactorPercent: '70' }],
    lines: [],
    flows: months.map((month) => ({ ...coal, month, ...measured, evidence })),
  };
}

/** @param verifier of the holder VERIFIER */
export async function openReportsRoom(
  platform: PlatformFixture,
  { owner }: Estate,
  authority: Authority,
  verifier: Person,
): Promise<ReportsRoom> {
  let papers = 0;
  const paperOf = (who: Person) =>
    file(platform, who, 'paper.txt', `paper ${++papers} of the report, invented`);
  const post = async (who: Person, url: string, body: object) =>
    done(await platform.send('POST', url, who.headers, body)).json<Record<string, string>>();

  const document = await paperOf(owner.maker);
  const content = coalYear(document);
  const { report = '' } = await post(owner.maker, '/v1/emission-reports', {
    market: 'CN',
    year: 2025,
    content,
  });
  const submission = { kind: 'emission-report-submission', payload: { report, version: 1 } };
  await task(platform, submission, owner.maker, owner.checker);
  const assignment = { kind: 'verification-assignment', payload: { report, verifier: 'VERIFIER' } };
  const notice = await paperOf(authority.maker);
  await task(platform, { ...assignment, document: notice }, authority.maker, authority.checker);

  const url = `/v1/emission-reports/${report}`;
  const raised = await post(verifier, `${url}/findings`, {
    ...{ kind: 'wrong-value', severity: 'clarification', field: 'flows[2].amount' },
    ...{ text: '请说明 3 月消耗量', dueOn: '2026-03-16' },
  });
  const finding = String(raised['number']);
  await post(owner.maker, `${url}/findings/${finding}/answers`, { text: '与台账一致', document });
  await post(verifier, `${url}/findings/${finding}/decisions`, { decision: 'closed', text: '一致' });
  const deskCase = await coveredCase(platform, { owner: owner.maker, verifier }, report, paperOf);
  await post(verifier, `${url}/conclusions`, {
    ...{ opinion: 'positive', text: '符合要求', deskCase, parts: [], document: await paperOf(verifier) },
  });
  const result = { report, conclusion: 1, decision: 'confirm', reason: '数据一致（示例）' };
  const confirmation = { kind: 'verification-result', payload: result };
  await task(platform, confirmation, authority.maker, authority.checker);
  const objection = await post(owner.maker, `${url}/objections`, { grounds: '3 月重复计量' });
  return { report, finding, document, objection: objection['id'] ?? '' };
}

/** A case at the desk in which everything was looked at; its id. */
async function coveredCase(
  platform: PlatformFixture,
  { owner, verifier }: { readonly owner: Person; readonly verifier: Person },
  report: string,
  paperOf: (who: Person) => Promise<string>,
): Promise<string> {
  const post = async (who: Person, url: string, body: object) =>
    done(await platform.send('POST', url, who.headers, body)).json<{ id: string }>();
  const { id } = await post(owner, '/v1/verification-cases', {
    ...{ purpose: 'verification', subjectKind: 'inventory', subjectId: report, project: report },
    ...{ verifier: 'VERIFIER', requiredDocuments: ['fuel-ledger'] },
  });
  const url = `/v1/verification-cases/${id}`;
  const sha256 = await paperOf(owner);
  await post(owner, `${url}/documents`, { documentKind: 'fuel-ledger', sha256 });
  await post(verifier, `${url}/document-reviews`, { sha256, review: 'accepted', note: '一致' });
  await post(verifier, `${url}/facilities`, { facility: '1 号机组', place: '厂区' });
  await post(verifier, `${url}/site-visits`, {
    ...{ facility: '1 号机组', place: '厂区', visitedOn: '2026-03-01', visitor: '核查组长' },
    ...{ met: '生产部负责人', photos: [], note: '正常' },
  });
  return id;
}
