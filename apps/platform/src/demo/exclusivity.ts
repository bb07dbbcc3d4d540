import type { NewHolder } from '@carbon/identity';
import { parseChinaDate } from '@carbon/kernel';
import { demoEnterprise } from './demo-rows';
import { BY_REGISTRY, byHouse, OFFICES } from './houses';
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
import type { Answer, Stage } from './stage';
import { sellBilaterally } from './trade';

/**
 * AC-88: one wind farm that has certificates and becomes a project. Everything about it is invented: 1,010 MWh are sent out
 * and 10 drawn each month, 0.5 t a MWh.
 */
export const OFFSHORE: NewHolder = {
  ...{ code: 'OFFSHORE', nameZh: '示例海上风电公司（示例）', nameEn: 'Offshore Wind (example)' },
  ...{ kind: 'generator', province: '福建', source: 'synthetic' },
};
export const CERTIFICATE_BUYER = 'E012';
export const SOLD = 10n;
const METER = 'SYN-OFFSHORE-0001';

export interface WindFarm {
  /** The 17 digits of its file. */
  readonly code: string;
  certificates(month: string): string;
}

export async function enterExclusivity(stage: Stage): Promise<void> {
  await stage.enter(...OFFICES, OFFSHORE, demoEnterprise(CERTIFICATE_BUYER));
}

/** April 2025: the farm is filed, and three months get their certificates. */
export async function certify(stage: Stage): Promise<WindFarm> {
  stage.on('2025-04-07');
  const filed = await stage.post<{ items: { code: string }[] }>('REGISTRY/maker', '/v1/plants', {
    plants: [
      {
        ...{ shortCode: 'OFFSHORE', nameZh: '虚构深远海风电场', nameEn: 'Invented deep-sea wind farm' },
        ...{ province: '35', technology: 'wind-offshore', capacityW: '300000000', connectedMonth: '2024-12' },
        ...{ holder: OFFSHORE.code, meters: [METER], source: 'synthetic' },
      },
    ],
  });
  const code = filed.items[0]?.code ?? '';
  const farm = { code, certificates: (month: string) => `GEC-${code}-${month.replace('-', '')}` };
  await issueMonths(stage, farm, ['2025-01', '2025-02', '2025-03']);
  return farm;
}

/** What the grid company metered in some months, and their certificates, by three of the registry each. */
export async function issueMonths(
  stage: Stage,
  { code }: WindFarm,
  months: readonly string[],
): Promise<void> {
  const metered = { plant: 'OFFSHORE', energyKwh: '1010000', reportedBy: 'grid-company', basis: 'synthetic' };
  await stage.post('REGISTRY/maker', '/v1/meter-months', {
    rows: months.map((month) => ({ ...metered, month })),
  });
  for (const month of months) {
    await stage.act('certificate-issue', { plant: code, month }, BY_REGISTRY);
  }
}

/** Ten certificates of January are sold. */
export function sellJanuary(stage: Stage, farm: WindFarm): Promise<Readonly<Record<string, string>>> {
  return sellBilaterally(stage, {
    ...{ seller: OFFSHORE.code, buyer: CERTIFICATE_BUYER, instrument: farm.certificates('2025-01') },
    ...{ quantity: SOLD, unitPriceFen: 650n, validUntil: '2025-04-30' },
  });
}

/** Its owner chooses reductions (EXC-001): the farm is registered as a project; gives its number. */
export async function chooseReductions(stage: Stage, { code }: WindFarm): Promise<string> {
  const { number } = await fileProject(stage, OFFSHORE.code, {
    ...{ ...OFFSHORE_FILING, plantCode: code },
    ...{ nameZh: '虚构深远海风电项目（示例）', nameEn: 'Invented deep-sea wind project (example)' },
    asset: offshoreAsset('35', METER),
    ...{ constructionStarted: '2023-03-01', commissioned: '2024-12-01', lifetimeUntil: '2049-11-30' },
    ...{ creditingFrom: '2025-01-01', creditingTo: '2034-12-31' },
    source: 'synthetic',
  });
  await bringToReview(stage, OFFSHORE.code, number, true);
  await registerProject(stage, number);
  return number;
}

/** A report of some months of the project, as its owner files it. */
export function reportOf(project: string, months: readonly string[]): object {
  const [first = '', last = ''] = [months[0], months.at(-1)];
  const end = new Date(`${last}-01T00:00:00Z`);
  end.setUTCMonth(end.getUTCMonth() + 1, 0);
  return {
    ...{ project, periodFrom: `${first}-01`, periodTo: end.toISOString().slice(0, 10), period: [] },
    months: monthly(
      parseChinaDate(`${first}-01`),
      months.map(() => ({ exportMwh: '1010', importMwh: '10' })),
      METER,
    ),
    source: 'synthetic',
  };
}

/** February and March become reductions: 500 t a month. */
export async function reduce(stage: Stage, project: string): Promise<Issued> {
  const filed = await fileReport(stage, OFFSHORE.code, reportOf(project, ['2025-02', '2025-03']));
  return issueReductions(stage, OFFSHORE.code, filed, 1_000n);
}

/** What the owner's own people try with certificates that are locked. */
export async function trySellLocked(stage: Stage, farm: WindFarm, month: string): Promise<Answer> {
  const payload = {
    ...{ account: await stage.account(OFFSHORE.code), instrument: farm.certificates(month), quantity: '1' },
    ...{ unitPriceFen: '650', validUntil: stage.today },
  };
  return stage.tryAct('sale-listing', payload, byHouse(OFFSHORE.code));
}
