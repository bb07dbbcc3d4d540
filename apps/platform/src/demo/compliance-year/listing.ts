import { byAuthority, NATIONAL, PROVINCIAL } from '../authorities';
import { demoEnterprise } from '../demo-rows';
import { byHouse, OFFICES } from '../houses';
import type { Stage } from '../stage';
import { type DemoEmitter, emitters, MARKET, YEAR } from './emitters';
import type { DemoUnit } from './figures';
import { verifiedFile } from './figures';
import { worked } from './work';

/** Ids of a house's units and lines, by their codes. */
export type UnitIds = ReadonlyMap<string, string>;

export async function enterYear(stage: Stage): Promise<void> {
  const enterprises = emitters().map(({ code }) => demoEnterprise(code));
  await stage.enter(...OFFICES, NATIONAL, ...PROVINCIAL, ...enterprises);
}

/** The national authority takes what was verified of the year before, for all of power, from one file. */
export async function importVerified(stage: Stage): Promise<void> {
  const { maker } = byAuthority(NATIONAL.code);
  const document = await stage.file(maker, 'verified-2023.csv', verifiedFile());
  const staged = await worked(stage, maker, 'verified-figures-import', { market: MARKET, document });
  const payload = { import: staged['import'], reason: '2023 年度核查结果入库（示例）' };
  await stage.act('verified-figures-import', payload, byAuthority(NATIONAL.code));
}

/**
 * Every province publishes its key emitters of the year (CYC-07, ETS-004). What was verified until then is not on file
 * here: rows stand on a ground.
 */
export async function publishLists(stage: Stage): Promise<void> {
  for (const { code, sector, classText, authority } of emitters()) {
    const entry = {
      ...{ holder: code, sector, classText, reason: '年排放量达到纳入门槛（示例）' },
      ground: '以往核查数据未录入本系统（示例）',
    };
    await stage.act(
      'emitter-list',
      { market: MARKET, year: YEAR, add: [entry], reason: `${YEAR} 年度重点排放单位名录（示例）` },
      byAuthority(authority),
    );
  }
}

/** An enterprise files its site with its units or lines; gives their ids and the number of the site. */
export async function fileSite(
  stage: Stage,
  emitter: DemoEmitter,
): Promise<{ site: string; units: UnitIds }> {
  const { code, province, cityCode, sector, year } = emitter;
  const who = `${code}/maker` as const;
  const { id, number } = await stage.post<{ id: string; number: string }>(who, '/v1/emission-sites', {
    ...{ holder: code, effectiveFrom: SINCE },
    facts: { nameZh: `${code} 厂区（示例）`, nameEn: `Site of ${code} (example)`, province, cityCode },
  });
  const units = new Map<string, string>();
  const file = async (unit: string, facts: object) => {
    const names = { nameZh: `${unit} 号（示例）`, nameEn: `${unit} (example)` };
    const filed = await stage.post<{ id: string }>(who, `/v1/emission-sites/${id}/units`, {
      ...{ code: unit, effectiveFrom: SINCE },
      facts: { ...names, ...facts, market: MARKET, sector, commissionedOn: '2012-05-01' },
    });
    units.set(unit, filed.id);
  };
  for (const unit of year.units) await file(unit.id, { kind: 'power-unit', power: powerOf(unit) });
  const kind = sector === 'steel' ? 'steel-process' : 'clinker-line';
  for (const line of year.lines) await file(line.id, { kind, capacityT: line.outputT });
  return { site: number, units };
}

const SINCE = '2023-01-01';

/** What the class of a unit rests on (ALC-006); ratings are invented. */
function powerOf({ class: unitClass, heatGj }: DemoUnit): object {
  const coal = { mainFuel: 'coal', unconventionalHeatPercent: '0', cooling: 'water' };
  const facts: Readonly<Record<string, object>> = {
    I: { ...coal, ratedMw: '600' },
    II: { ...coal, ratedMw: '350' },
    III: { ...coal, ratedMw: '300', circulatingFluidisedBed: true, unconventionalHeatPercent: '65' },
    IV: { mainFuel: 'gas', ratedMw: '400', otherFuelHeatPercent: '0' },
  };
  return { ...facts[unitClass], suppliesHeat: heatGj !== '0' };
}

/** An enterprise writes its quality-control plan of the year, and two of its people hand it in (CYC-08). */
export async function handInPlan(
  stage: Stage,
  { code, year }: DemoEmitter,
  site: string,
): Promise<Readonly<Record<string, string>>> {
  const parameters = [...new Map(year.sources.map((one) => [`${one.part} ${one.material}`, one])).values()];
  const plan = await stage.post<{ id: string }>(`${code}/maker`, '/v1/quality-plans', {
    ...{ holder: code, market: MARKET, year: YEAR },
    content: {
      boundary: '全厂排放设施（示例）',
      parameters: parameters.map(({ part, material, unit }) => ({
        ...{ unit: `${site}/${part}`, parameter: 'activity-data', material, measuredIn: unit },
        ...MEASURED,
      })),
    },
  });
  return stage.act('quality-plan-submission', { plan: plan.id }, byHouse(code));
}

/** How everything is measured; invented. */
const MEASURED = {
  ...{
    source: 'measured',
    device: '皮带秤或流量计',
    model: 'EX-100',
    location: '入炉前',
    accuracy: '0.5 级',
  },
  ...{ measuredEvery: '连续', calibratedEvery: '每年', recordedEvery: '每日' },
  ...{ missingData: '取前后三日均值的较大者', responsible: '生产部', archiving: '档案室，五年' },
};
