import type { NewHolder } from '@carbon/identity';
import { parseChinaDate } from '@carbon/kernel';
import { OFFSHORE_FILING, offshoreAsset } from '../offshore-wind';
import {
  bringToReview,
  fileProject,
  fileReport,
  issueReductions,
  monthly,
  registerProject,
} from '../project-life';
import type { Stage } from '../stage';
import { sellBilaterally } from '../trade';
import { OFFSETTING } from './emitters';

/** An offshore wind farm outside of the allowance scheme, whose credits an emitter buys. All of it is invented. */
export const SELLER: NewHolder = {
  ...{ code: 'SEAWIND', nameZh: '示例海风发电公司（示例）', nameEn: 'Sea wind company (example)' },
  ...{ kind: 'generator', province: '江苏', source: 'synthetic' },
};

/** Tonnes: exactly what credits may meet of the obligation of the cement works (SUR-003, AC-30). */
export const OFFSET_T = 61_728n;
/** Fen a tonne; invented. */
const PRICE_FEN = 6_200n;
const METER = 'SYN-SEAWIND-0001';
/** January to April 2025 in MWh: at half a tonne a MWh they make the tonnes. */
const EXPORT_MWH = ['30120.5', '29877.25', '33410.75', '30067.5'];
const IMPORT_MWH = '5';
const [FROM, TO] = [parseChinaDate('2025-01-01'), parseChinaDate('2025-04-30')];

/** A project from its filing to registered reductions (CCR-003, CCR-004); gives the instrument. */
export async function makeOffsetCredits(stage: Stage): Promise<string> {
  await stage.enter(SELLER);
  const filed = await stage.post<{ items: { code: string }[] }>('REGISTRY/maker', '/v1/plants', {
    plants: [
      {
        ...{
          shortCode: 'SEAWIND',
          nameZh: '示例黄海风电场',
          nameEn: 'Wind farm in the Yellow Sea (example)',
        },
        ...{ province: '32', technology: 'wind-offshore', capacityW: '120000000', connectedMonth: '2023-06' },
        ...{ holder: SELLER.code, meters: [METER], source: 'synthetic' },
      },
    ],
  });
  const { number } = await fileProject(stage, SELLER.code, {
    ...{ ...OFFSHORE_FILING, plantCode: filed.items[0]?.code },
    ...{ nameZh: '示例黄海风电项目', nameEn: 'Wind project in the Yellow Sea (example)' },
    asset: offshoreAsset('32', METER),
    ...{ constructionStarted: '2022-03-01', commissioned: '2023-06-20', lifetimeUntil: '2048-06-19' },
    ...{ creditingFrom: '2025-01-01', creditingTo: '2034-12-31', source: 'synthetic' },
  });
  await bringToReview(stage, SELLER.code, number, true);
  await registerProject(stage, number);
  const report = await fileReport(stage, SELLER.code, {
    ...{ project: number, periodFrom: FROM, periodTo: TO, period: [], source: 'synthetic' },
    months: monthly(
      FROM,
      EXPORT_MWH.map((exportMwh) => ({ exportMwh, importMwh: IMPORT_MWH })),
      METER,
    ),
  });
  const { instrument } = await issueReductions(stage, SELLER.code, report, OFFSET_T);
  return instrument;
}

/** The emitter buys them against cash. */
export async function buyOffsetCredits(stage: Stage, instrument: string): Promise<void> {
  await sellBilaterally(stage, {
    ...{ seller: SELLER.code, buyer: OFFSETTING, instrument, quantity: OFFSET_T },
    ...{ unitPriceFen: PRICE_FEN, validUntil: '2025-12-31' },
  });
}
