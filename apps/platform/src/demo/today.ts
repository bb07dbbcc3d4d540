import { INSTALLER } from './doubles';
import { VERIFIER } from './houses';
import { fileProject, fileReport, monthly } from './project-life';
import type { Stage } from './stage';
import { PRICE_FEN, PV } from './suzhou';
import { list } from './trade';

/** What waits for somebody on the day the demonstration is loaded: all of it invented. */

/** Tonnes of the park's pool that are for sale. */
export const LISTED_T = 3_000n;
const LISTED_DAYS = 180;
const DAY_MS = 86_400_000;

/** Some of what is left of the pool is offered at a fixed price. */
export async function offerPool(stage: Stage, instrument: string, now: Date): Promise<void> {
  stage.turnTo(now);
  const validUntil = new Date(now.getTime() + LISTED_DAYS * DAY_MS).toISOString().slice(0, 10);
  await list(stage, {
    ...{ seller: PV.owner, instrument, quantity: LISTED_T, unitPriceFen: PRICE_FEN, validUntil },
  });
}

/** Another house files the roofs of the park under nearly their name: two people are to say what it is. */
export async function fileAgain(stage: Stage): Promise<void> {
  await stage.enter(INSTALLER);
  await fileProject(stage, INSTALLER.code, {
    ...{ scheme: 'PHER-SIP', methodology: 'distributed-pv', nameZh: `${PV.nameZh}项目` },
    nameEn: 'Roofs of the park, filed once more (example)',
    asset: {
      kind: 'power-plant',
      province: '32',
      technology: 'solar-pv-distributed',
      meters: ['SYN-SIP-PV-0099'],
    },
    ...{ constructionStarted: '2021-06-01', commissioned: '2021-12-15', lifetimeUntil: '2046-12-14' },
    ...{ creditingFrom: '2024-01-01', creditingTo: '2031-12-31' },
    parameters: [{ name: 'gridFactor', value: '0.5306', unit: 'tCO2/MWh' }],
    facts: ['insidePark', 'distributed', 'outsideEtsBoundary'].map((name) => ({ name, yes: true })),
    additionality: '示例',
    ...{ etsCovered: false, legallyRequired: false, inOtherMechanism: false, source: 'synthetic' },
  });
}

/** The roofs report 2023, and ask a body to verify it; its case is open. */
export async function askVerification(stage: Stage, project: string): Promise<void> {
  const { number } = await fileReport(stage, PV.owner, {
    ...{ project, periodFrom: '2023-01-01', periodTo: '2023-12-31', period: [], source: 'synthetic' },
    months: monthly(
      '2023-01-01',
      Array.from({ length: 12 }, () => ({ generatedMwh: '930.5' })),
      'SYN-SIP-PV-0001',
    ),
  });
  await stage.post(`${PV.owner}/maker`, '/v1/verification-cases', {
    ...{ purpose: 'verification', subjectKind: 'reductions', subjectId: number, project },
    ...{ verifier: VERIFIER.code, requiredDocuments: ['meter-reading', 'settlement-proof'] },
  });
}
