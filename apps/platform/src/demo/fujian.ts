import { demoEnterprise, publishedCredits } from './demo-rows';
import { byHouse, OFFICES } from './houses';
import {
  bringToReview,
  fileProject,
  fileReport,
  type Issued,
  issueReductions,
  monthly,
  registerProject,
} from './project-life';
import { OFFSHORE_FILING, offshoreAsset } from './offshore-wind';
import type { Stage } from './stage';
import { sellBilaterally } from './trade';

/** A wind park in Fujian, S14: the emissions of a year matched by reductions, told as a claim of neutrality. */
export const WIND = publishedCredits('CCER-FJ-WIND');
/** Who claims to be neutral for 2020. */
export const PARK = 'E009';
/** Tonnes of 2020 by scope: together as published, their split invented. */
export const INVENTORY = { scope1: '1200.5', scope2: '6000.25', scope3: '518.25' } as const;
/** Fen a tonne; invented. */
export const WIND_PRICE_FEN = 4_000n;

const METER = 'SYN-FJ-WIND-0001';
/** January to June 2021 in MWh, invented: net of what was drawn they make the published tonnes at 0.5 t a MWh. */
const EXPORT_MWH = ['2600.5', '2450.3', '2710.2', '2590.6', '2535.4', '2571.4'];
const IMPORT_MWH = ['3.5', '3.2', '3.4', '3.3', '3.2', '3.4'];
const SOURCE = `${WIND.source} 公布量 published quantity; 因子与月度数据为示例 factors and months are synthetic`;

export async function enterFujian(stage: Stage): Promise<void> {
  await stage.enter(...OFFICES, ...[WIND.owner, PARK].map(demoEnterprise));
}

/** November 2023, when the methodology is there: the wind farm is filed, public for comment, validated and registered. */
export async function registerWind(stage: Stage): Promise<string> {
  stage.on('2023-11-06');
  const filed = await stage.post<{ items: { code: string }[] }>('REGISTRY/maker', '/v1/plants', {
    plants: [
      {
        ...{ shortCode: 'FJWIND', nameZh: WIND.nameZh, nameEn: 'Offshore wind in Fujian (example)' },
        ...{ province: '35', technology: 'wind-offshore', capacityW: '12000000', connectedMonth: '2020-12' },
        ...{ holder: WIND.owner, meters: [METER], source: 'synthetic' },
      },
    ],
  });
  const { number } = await fileProject(stage, WIND.owner, {
    ...{ ...OFFSHORE_FILING, plantCode: filed.items[0]?.code },
    ...{ nameZh: WIND.nameZh, nameEn: 'Offshore wind in Fujian (example)' },
    asset: offshoreAsset('35', METER),
    ...{ constructionStarted: '2019-03-01', commissioned: '2020-12-20', lifetimeUntil: '2045-12-19' },
    ...{ creditingFrom: '2021-01-01', creditingTo: '2030-12-31' },
    source: SOURCE,
  });
  await bringToReview(stage, WIND.owner, number, true);
  await registerProject(stage, number);
  return number;
}

/** Its first half of 2021 is public, verified by another body, and registered. */
export async function issueWind(stage: Stage, project: string): Promise<Issued> {
  const filed = await fileReport(stage, WIND.owner, {
    ...{ project, periodFrom: WIND.from, periodTo: WIND.to, period: [], source: SOURCE },
    months: monthly(
      WIND.from,
      EXPORT_MWH.map((exportMwh, at) => ({ exportMwh, importMwh: IMPORT_MWH[at] ?? '0' })),
      METER,
    ),
  });
  return issueReductions(stage, WIND.owner, filed, WIND.verifiedT);
}

/** All of it goes to the park against cash. */
export function sellWind(stage: Stage, instrument: string): Promise<Readonly<Record<string, string>>> {
  return sellBilaterally(stage, {
    ...{ seller: WIND.owner, buyer: PARK, instrument, quantity: WIND.verifiedT },
    ...{ unitPriceFen: WIND_PRICE_FEN, validUntil: stage.today },
  });
}

/** What the park says when it retires them. */
export async function claimOfNeutrality(stage: Stage, instrument: string): Promise<object> {
  const { nameZh, nameEn } = demoEnterprise(PARK);
  return {
    account: await stage.account(PARK),
    lots: [{ instrument, quantity: WIND.verifiedT.toString() }],
    purpose: 'corporate-neutrality',
    beneficiary: { kind: 'organisation', nameZh, nameEn, identifier: `${PARK} (example)`, country: 'CN' },
    ...{ periodStart: '2020-01-01', periodEnd: '2020-12-31', place: '福建海上风电国际产业园（示例）' },
    remark: '2020 年度碳中和；范围划分为示例 the split by scope is synthetic',
    neutrality: {
      ...INVENTORY,
      boundary: '园区全部建筑与公共区域（示例）',
      standard: 'ISO 14064-1; ISO 14068-1',
      ...{ certifier: '示范核查机构（示例）', certificateNumber: 'EX-2020-0001' },
    },
  };
}

/** The park is neutral for 2020: exactly what it emitted is retired; gives the number of the receipt. */
export async function retireWind(stage: Stage, instrument: string): Promise<string> {
  const claim = await claimOfNeutrality(stage, instrument);
  const { receiptNumber = '' } = await stage.act('credit-retirement', claim, byHouse(PARK));
  return receiptNumber;
}
