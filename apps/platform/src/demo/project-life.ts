import type { ChinaDate } from '@carbon/kernel';
import { BY_REGISTRY, VALIDATOR, VERIFIER } from './houses';
import type { Stage, Who } from './stage';

/** What a step of a project or report answers. */
export interface Told {
  readonly number: string;
  readonly state: string;
  /** Last day for comments; null where the scheme asks for none. */
  readonly commentUntil: ChinaDate | null;
}

export interface Filed extends Told {
  /** Id of the asset it is about. */
  readonly asset: string;
  /** How many assets it may be the same as. */
  readonly suspected: number;
}

/** What bodies state; how many people they have is invented. */
const POSITIVE = {
  opinion: 'positive',
  checks: [{ check: '计量点与结算数据一致', passed: true, note: '示例' }],
  ...{ fullTimeStaff: 12, experiencedStaff: 6 },
} as const;

/** Files a project of a house, with a design document. */
export async function fileProject(stage: Stage, owner: string, filing: object): Promise<Filed> {
  const designDocument = await stage.document(`${owner}/maker`, `design ${JSON.stringify(filing)}`);
  return stage.post(`${owner}/maker`, '/v1/projects', { ...filing, designDocument });
}

/** From a draft to a project under review, through comment and validation where its scheme asks for them (CCR-003). */
export async function bringToReview(
  stage: Stage,
  owner: string,
  project: string,
  isValidated: boolean,
): Promise<void> {
  const step = (who: Who, act: string, body?: object) =>
    stage.post<Told>(who, `/v1/projects/${project}/${act}`, body);
  const published = await step(`${owner}/maker`, 'publication');
  waitFor(stage, published);
  if (isValidated) {
    const document = await stage.document(`${VALIDATOR.code}/maker`, `validation of ${project}`);
    await step(`${VALIDATOR.code}/maker`, 'validation', { ...POSITIVE, document });
  }
  await step(`${owner}/maker`, 'application');
  await step('REGISTRY/maker', 'review');
}

/** Three of the registry register a project; gives what came of it. */
export function registerProject(stage: Stage, project: string): Promise<Readonly<Record<string, unknown>>> {
  return stage.act('project-registration', decision({ project }), BY_REGISTRY);
}

/** Files a report of what a project reduced. */
export async function fileReport(stage: Stage, owner: string, report: object): Promise<Told> {
  const document = await stage.document(`${owner}/maker`, `report ${JSON.stringify(report)}`);
  return stage.post(`${owner}/maker`, '/v1/reduction-reports', {
    verifier: VERIFIER.code,
    ...report,
    document,
  });
}

export interface Issued {
  readonly report: string;
  readonly instrument: string;
  readonly quantity: string;
  readonly transaction: string;
}

/** From a report to units: comment, verification, application, review, registration (CCR-004). */
export async function issueReductions(
  stage: Stage,
  owner: string,
  filed: Told,
  tonnes: bigint,
): Promise<Issued> {
  const { number: report } = filed;
  const quantity = tonnes.toString();
  const step = (who: Who, act: string, body?: object) =>
    stage.post<Told>(who, `/v1/reduction-reports/${report}/${act}`, body);
  waitFor(stage, filed);
  const document = await stage.document(`${VERIFIER.code}/maker`, `verification of ${report}`);
  await step(`${VERIFIER.code}/maker`, 'verification', { ...POSITIVE, document, verifiedT: quantity });
  await step(`${owner}/maker`, 'application', { quantity });
  await step('REGISTRY/maker', 'review');
  const issued = await stage.act('reduction-registration', decision({ report }), BY_REGISTRY);
  const { instrument = '', transaction = '' } = issued;
  return { report, instrument, transaction, quantity: issued['quantity'] ?? '' };
}

const decision = (of: object) => ({ ...of, decision: 'register', reason: '材料齐全（示例）' });

/** Lets the time for comments pass, by the calendar of working days. */
function waitFor(stage: Stage, { state, commentUntil }: Told): void {
  if (state === 'in-comment' && commentUntil !== null) stage.after(commentUntil);
}

/** The months of a period with what each monitored, in order. */
export function monthly(
  from: ChinaDate,
  values: readonly Readonly<Record<string, string>>[],
  meter: string,
): { readonly month: string; readonly values: object[] }[] {
  const [year = 0, month = 0] = from.split('-').map(Number);
  return values.map((named, at) => ({
    month: new Date(Date.UTC(year, month - 1 + at)).toISOString().slice(0, 7),
    values: Object.entries(named).map(([name, value]) => ({ name, value, unit: 'MWh', meter })),
  }));
}
