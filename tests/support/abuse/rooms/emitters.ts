import { JobFixture } from '../../job-fixture';
import type { Person, PlatformFixture } from '../../platform-fixture';
import { done, type Estate, file, NEIGHBOUR, OWNER, task } from '../estate';

/** The authority of a province. */
export interface Authority {
  readonly code: string;
  readonly maker: Person;
  readonly checker: Person;
}

/** What the owner of the estate measures, under the authority of its province, and what it wrote down of it. */
export interface EmittersRoom {
  readonly authority: Authority;
  readonly site: string;
  /** The unit as plans and files name it. */
  readonly place: string;
  readonly unit: string;
  readonly device: string;
  readonly month: string;
  readonly plan: string;
  readonly service: string;
  /** Staged files: of deposits, and of a list of the authority. */
  readonly staged: string;
  readonly stagedList: string;
}

export const SITE = {
  nameZh: '示例电厂',
  nameEn: 'Example power station',
  province: '江苏',
  cityCode: '320100',
};
export const UNIT = {
  ...{ nameZh: '1 号机组（示例）', nameEn: 'Unit 1, invented', kind: 'power-unit', market: 'CN' },
  ...{ sector: 'power', commissionedOn: '2012-05-01' },
  power: { mainFuel: 'coal', ratedMw: '600', unconventionalHeatPercent: '0', cooling: 'water' },
};
export const DEVICE = {
  ...{ nameZh: '入厂皮带秤', nameEn: 'Belt weigher at the gate', kind: 'weighbridge', serial: 'SN-1' },
  ...{ model: 'XXX-120t', accuracy: 'III', location: '厂区大门' },
};
export const DATA = [{ parameter: 'generation', value: '301000', unit: 'MWh', source: 'measured' }];
export const planContent = (unit: string) => ({
  boundary: '全厂发电机组（示例）',
  parameters: [
    {
      ...{ unit, parameter: 'fuel-consumed', material: '原煤', measuredIn: 't', source: 'measured' },
      ...{ device: '汽车衡', model: 'XXX-120t', location: '厂区大门', measuredEvery: '每批次' },
      ...{ accuracy: 'III 级', calibratedEvery: '每年', recordedEvery: '每日', responsible: '生产部' },
      ...{ missingData: '按年平均单耗与当月发电量推算', archiving: '档案室，五年' },
    },
  ],
});
const MONTH = '2026-01';
const COLUMNS = 'site,unit,month,parameter,material,value,measured_in,source,evidence';

const LIST_COLUMNS = '办理事项,主体代码,sector,class,province,included_since,reason,ground,gases';

/** A house of two people. */
export async function openAuthority(
  platform: PlatformFixture,
  code: string,
  province?: string,
): Promise<Authority> {
  const id = await platform.holder(code, 'regulator', province);
  return { code, maker: await platform.person(id, 'maker'), checker: await platform.person(id, 'checker') };
}

/** Puts enterprises on the list of key emitters of a year. */
export async function listEmitters(
  platform: PlatformFixture,
  { maker, checker }: Authority,
  year: number,
  ...codes: readonly string[]
): Promise<void> {
  const entry = {
    sector: 'power',
    classText: '火力发电（4411）',
    reason: '达到纳入门槛',
    ground: '示例名录',
  };
  const add = codes.map((holder) => ({ holder, ...entry }));
  const payload = { market: 'CN', year, add, reason: '年度名录（示例）' };
  await task(platform, { kind: 'emitter-list', payload }, maker, checker);
}

export async function openEmittersRoom(platform: PlatformFixture, { owner }: Estate): Promise<EmittersRoom> {
  const authority = await openAuthority(platform, 'JIANGSU', '江苏');
  for (const year of [2025, 2026]) await listEmitters(platform, authority, year, OWNER);
  const neighbours = await openAuthority(platform, 'ZHEJIANG', '浙江');
  await listEmitters(platform, neighbours, 2025, NEIGHBOUR);

  const post = async (url: string, body: object) =>
    done(await platform.send('POST', url, owner.maker.headers, body)).json<Record<string, string>>();
  const { id: site = '', number = '' } = await post('/v1/emission-sites', {
    ...{ holder: OWNER, effectiveFrom: '2020-01-01', facts: SITE },
  });
  const { id: unit = '' } = await post(`/v1/emission-sites/${site}/units`, {
    ...{ code: 'U1', effectiveFrom: '2023-01-01', facts: UNIT },
  });
  const { id: device = '' } = await post(`/v1/emission-units/${unit}/devices`, {
    ...{ code: 'W-01', effectiveFrom: '2023-01-01', facts: DEVICE },
  });
  const jobs = new JobFixture(platform);
  const filed = (name: string, text: string) => file(platform, owner.maker, name, text);
  const evidence = await filed('records.txt', 'weighbridge records, invented');
  await post(`/v1/emission-units/${unit}/deposits`, { month: MONTH, data: DATA, evidence: [evidence] });
  const place = `${number}/U1`;
  const plan = await post('/v1/quality-plans', {
    ...{ holder: OWNER, market: 'CN', year: 2026, content: planContent(place) },
  });
  const service = await post('/v1/service-engagements', {
    ...{ holder: OWNER, body: 'VALIDATOR', work: 'measures', from: '2026-01-01', province: '江苏' },
  });
  const rows = `${COLUMNS}\n${number},U1,2025-12,generation,,300000,MWh,measured,${evidence}\n`;
  const document = await filed('deposits.csv', rows);
  const stage = async (who: Person, kind: string, payload: object) => {
    const job = await jobs.run(who, kind, payload);
    if (job.state !== 'done') throw new Error(JSON.stringify(job));
    return job.id;
  };
  const staged = await stage(owner.maker, 'deposit-import', { document, market: 'CN' });
  const list = `${LIST_COLUMNS}\n纳入,${OWNER},power,火力发电,江苏,2020,达到门槛,示例,CO2\n`;
  const listed = {
    document: await file(platform, authority.maker, 'list.csv', list),
    market: 'CN',
    year: 2024,
  };
  const stagedList = await stage(authority.maker, 'emitter-list-import', listed);
  return {
    ...{ authority, site, place, unit, device, month: MONTH },
    ...{ plan: plan['id'] ?? '', service: service['id'] ?? '', staged, stagedList },
  };
}
