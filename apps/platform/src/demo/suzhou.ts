import { parseChinaDate } from '@carbon/kernel';
import { demoEnterprise, publishedCredits } from './demo-rows';
import { BY_REGISTRY, byHouse, OFFICES, VERIFIER } from './houses';
import {
  bringToReview,
  fileProject,
  fileReport,
  type Issued,
  issueReductions,
  monthly,
  registerProject,
} from './project-life';
import type { Stage } from './stage';
import { buy, list, sellBilaterally } from './trade';

/** Suzhou Industrial Park, S15: the first sale of inclusion credits, and the park's pool. */
export const PV = publishedCredits('PHCER-SIP-PV-001');
export const POOL = publishedCredits('PHCER-SIP-POOL');
/** Of the pool, traded as published. */
export const POOL_TRADED_T = 17_000n;
/** The factory that bought and retired the first 6,000 t. */
export const FACTORY = 'E007';
/** Who bought from the pool is not known; this house is an example. */
export const POOL_BUYER = 'E012';

/** Fen a tonne; invented. */
export const PRICE_FEN = 5_000n;
const METER = 'SYN-SIP-PV-0001';
/** Months of 2022 in MWh; invented so that they come to the published tonnes by the factor of 2022. */
const GENERATED_MWH = [
  ...['620.4', '680.2', '900.1', '1050.3', '1180.5', '1120.6'],
  ...['1210.4', '1190.2', '1010.3', '880.1', '720.3', '618.2'],
];
const labelled = (source: string) =>
  `${source} 公布量 published quantity; 月度数据为示例 months are synthetic`;

export async function enterSuzhou(stage: Stage): Promise<void> {
  await stage.enter(...OFFICES, ...[PV.owner, FACTORY, POOL_BUYER].map(demoEnterprise));
}

/** 2022: the roofs of the park are filed as a plant, and registered as a project. */
export async function registerPv(stage: Stage): Promise<string> {
  stage.on('2022-03-01');
  const filed = await stage.post<{ items: { code: string }[] }>('REGISTRY/maker', '/v1/plants', {
    plants: [
      {
        ...{ shortCode: 'SIPROOF', nameZh: PV.nameZh, nameEn: 'Roofs of Suzhou Industrial Park (example)' },
        ...{ province: '32', technology: 'solar-pv-distributed', capacityW: '11000000' },
        ...{ connectedMonth: '2021-12', holder: PV.owner, meters: [METER], powerUse: 'self-use' },
        source: `synthetic; 项目见 project of ${PV.source}`,
      },
    ],
  });
  const { number } = await fileProject(stage, PV.owner, {
    ...{ scheme: 'PHER-SIP', methodology: 'distributed-pv', plantCode: filed.items[0]?.code },
    ...{ nameZh: PV.nameZh, nameEn: 'Distributed solar of Suzhou Industrial Park (example)' },
    asset: { kind: 'power-plant', province: '32', technology: 'solar-pv-distributed', meters: [METER] },
    ...{ constructionStarted: '2021-06-01', commissioned: '2021-12-15', lifetimeUntil: '2046-12-14' },
    ...{ creditingFrom: '2022-01-01', creditingTo: '2031-12-31' },
    parameters: [{ name: 'gridFactor', value: '0.5366', unit: 'tCO2/MWh' }],
    facts: ['insidePark', 'distributed', 'outsideEtsBoundary'].map((name) => ({ name, yes: true })),
    additionality: '园区分布式光伏未获国家补贴，收益低于基准（示例）',
    ...{ etsCovered: false, legallyRequired: false, inOtherMechanism: false, source: labelled(PV.source) },
  });
  await bringToReview(stage, PV.owner, number, false);
  await registerProject(stage, number);
  return number;
}

/** January 2023: what the roofs made in 2022 is monitored, verified and issued. */
export async function issuePv(stage: Stage, project: string): Promise<Issued> {
  stage.on('2023-01-09');
  const filed = await fileReport(stage, PV.owner, {
    ...{ project, periodFrom: PV.from, periodTo: PV.to, period: [], source: labelled(PV.source) },
    months: monthly(
      PV.from,
      GENERATED_MWH.map((generatedMwh) => ({ generatedMwh })),
      METER,
    ),
  });
  return issueReductions(stage, PV.owner, filed, PV.verifiedT);
}

/** January 2023: all of it goes to the factory against cash. */
export function sellPv(stage: Stage, instrument: string): Promise<Readonly<Record<string, string>>> {
  stage.on('2023-01-16');
  return sellBilaterally(stage, {
    ...{ seller: PV.owner, buyer: FACTORY, instrument, quantity: PV.verifiedT },
    ...{ unitPriceFen: PRICE_FEN, validUntil: '2023-01-31' },
  });
}

/** The factory retires them against its scope 1; gives the number of the receipt. */
export async function retirePv(stage: Stage, instrument: string): Promise<string> {
  stage.on('2023-01-18');
  const { nameZh, nameEn } = demoEnterprise(FACTORY);
  const { receiptNumber = '' } = await stage.act(
    'credit-retirement',
    {
      account: await stage.account(FACTORY),
      lots: [{ instrument, quantity: PV.verifiedT.toString() }],
      purpose: 'voluntary',
      beneficiary: {
        kind: 'organisation',
        nameZh,
        nameEn,
        identifier: `${FACTORY} (example)`,
        country: 'CN',
      },
      ...{ periodStart: '2022-01-01', periodEnd: '2022-12-31', place: '苏州工业园区' },
      remark: '抵销范围一排放 offset of scope 1 emissions',
    },
    byHouse(FACTORY),
  );
  return receiptNumber;
}

export interface PooledCredits {
  readonly instrument: string;
  readonly tonnes: string;
}

/** Grams of the park's members in 2023 and 2024; invented, together a gram more than the published tonnes. */
const MEMBER_GRAMS = [
  ...['21000000000.5', '18500000000', '15250000000.25', '12000000000'],
  ...['9750000000.25', '7500000000', '6000000000'],
];

const memberOf = (at: number) => `SIP-${String(at + 1).padStart(4, '0')}`;
const POOL_MAKER = `${POOL.owner}/maker` as const;

/** January 2023: the park's pool is set up, its terms are public, and its members join; gives its number. */
export async function openPool(stage: Stage): Promise<string> {
  stage.on('2023-01-20');
  const { number: pool } = await stage.post<{ number: string }>(POOL_MAKER, '/v1/pools', {
    ...{ holder: POOL.owner, account: await stage.account(POOL.owner), scheme: 'PHER-SIP' },
    ...{ nameZh: POOL.nameZh, nameEn: 'Inclusion centre of Suzhou Industrial Park (example)' },
    ...{ methodology: 'mixed', basis: 'grams', source: `${POOL.source}; 成员为示例 members are synthetic` },
  });
  await stage.post(POOL_MAKER, `/v1/pools/${pool}/terms`, {
    ...{ feeBasisPoints: 500, sharingZh: '按减排量比例分配（示例）', sharingEn: 'By reduction (example)' },
  });
  await stage.post(POOL_MAKER, `/v1/pools/${pool}/members`, {
    members: MEMBER_GRAMS.map((_, at) => ({
      ...{ member: memberOf(at), kind: 'organisation', assetKind: 'meter', asset: `SYN-SIP-M-${at + 1}` },
      ...{ joinedOn: '2023-01-01', consentOn: '2022-12-20', consentRecord: `CONSENT-${memberOf(at)}` },
    })),
  });
  return pool;
}

/** January 2025: what the members did in two years is told, verified and issued in whole tonnes. */
export async function issuePool(stage: Stage, pool: string): Promise<PooledCredits> {
  stage.on('2025-01-13');
  await stage.post(POOL_MAKER, `/v1/pools/${pool}/periods`, { from: POOL.from, to: POOL.to });
  await stage.post(POOL_MAKER, `/v1/pools/${pool}/periods/1/contributions`, {
    rows: MEMBER_GRAMS.map((value, at) => ({ member: memberOf(at), value })),
  });
  await engageVerifier(stage);
  const report = await stage.document(`${VERIFIER.code}/maker`, `verification of ${pool}`);
  await stage.post(`${VERIFIER.code}/maker`, `/v1/pools/${pool}/periods/1/verifications`, {
    ...{ grams: (POOL.verifiedT * 1_000_000n).toString(), report },
  });
  const by = { ...BY_REGISTRY, maker: POOL_MAKER };
  const { instrument = '', tonnes = '' } = await stage.act('pooled-issue', { pool, period: 1 }, by);
  return { instrument, tonnes };
}

/** The pool's owner lets the verification body look at its two years, for a fortnight. */
async function engageVerifier(stage: Stage): Promise<void> {
  const document = await stage.document('REGISTRY/maker', `engagement for ${POOL.project}`);
  await stage.act(
    'engagement',
    {
      ...{ auditor: VERIFIER.code, holders: [POOL.owner], windowFrom: '2023-01-01', windowTo: '2025-01-31' },
      ...{ accessFrom: '2025-01-13T00:00:00+08:00', accessUntil: '2025-01-27T00:00:00+08:00' },
      purpose: '碳普惠核查（示例） verification of a pool (example)',
    },
    { ...BY_REGISTRY, document },
  );
}

/** 2025: what is published as traded is bought from a listing. */
export async function tradePool(stage: Stage, instrument: string): Promise<string> {
  stage.on('2025-02-10');
  const quantity = POOL_TRADED_T;
  const validUntil = parseChinaDate('2025-03-31');
  const terms = { instrument, quantity, unitPriceFen: PRICE_FEN };
  const offer = await list(stage, { ...terms, seller: POOL.owner, validUntil });
  await buy(stage, offer, { ...terms, buyer: POOL_BUYER });
  return offer;
}
