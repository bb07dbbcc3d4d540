import readXlsxFile from 'read-excel-file/node';
import { JobFixture } from '../../../../tests/support/job-fixture';
import {
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import type { VerifiedFigures } from '../domain/index';
import { recordVerified } from '../verified/record-verified';

let platform: PlatformFixture;
let national: Person, zhejiang: Person, firm: Person;
const holders = new Map<string, string>();

const get = async (url: string, who: Person) => {
  const answer = await platform.send('GET', url, who.headers);
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
};

beforeAll(async () => {
  platform = await openPlatformFixture(new Date('2026-09-20T02:00:00Z'));
  national = await platform.person(await platform.holder('MEE', 'regulator'), 'maker');
  zhejiang = await platform.person(await platform.holder('ZJ-EPB', 'regulator', '浙江'), 'reader');
  const figures: VerifiedFigures[] = [];
  for (const [code, province, sector, verifiedT] of [
    ['ZJ-1', '浙江', 'power', 1000n],
    ['ZJ-2', '浙江', 'steel', 500n],
    ['SN-1', '陕西', 'power', 70n],
  ] as const) {
    const holderId = await platform.holder(code, 'key-emitter', province);
    holders.set(code, holderId);
    const of = { market: 'CN', year: 2025, holderId, verifiedT, province, sector };
    figures.push({ ...of, source: 'test', units: [], lines: [] });
  }
  await platform.database.transaction((tx) =>
    recordVerified(tx, figures, { now: platform.clock.now(), by: 'test' }),
  );
  firm = await platform.person(figures[0]?.holderId ?? '', 'administrator');
});
afterAll(() => platform.close());

describe('what an authority counts (section 7.5)', () => {
  it('S02 the national regulator sees every province and sector, sums included', async () => {
    const { body } = await get('/v1/statistics/CN/2025/overview', national);
    expect(body).toMatchObject({
      all: { verified: 3, verifiedT: '1570', shortfallT: '1570', fulfilled: 0 },
      groups: [
        { group: '浙江', verified: 2, verifiedT: '1500' },
        { group: '陕西', verified: 1, verifiedT: '70' },
      ],
    });
    const bySector = await get('/v1/statistics/CN/2025/overview?by=sector', national);
    expect(bySector.body).toMatchObject({
      groups: [
        { group: 'power', verifiedT: '1070' },
        { group: 'steel', verifiedT: '500' },
      ],
    });
  });

  it('a province sees its own enterprises, an enterprise no statistics at all', async () => {
    const { body } = await get('/v1/statistics/CN/2025/overview', zhejiang);
    expect(body).toMatchObject({ all: { verifiedT: '1500' }, groups: [{ group: '浙江' }] });
    expect((await get('/v1/statistics/CN/2025/overview', firm)).status).toBe(403);
    expect((await get('/v1/statistics/CN/vintages', firm)).status).toBe(403);
  });

  it('what waits is counted by kind, of those within reach', async () => {
    expect((await get('/v1/statistics/tasks', national)).body).toEqual({ items: [] });
    const proposal = {
      kind: 'internal-market-opening',
      payload: { code: 'ZJ-PARK', kind: 'park', nameZh: '园区', nameEn: 'Park' },
    };
    const owner = await platform.person(holders.get('ZJ-1') ?? '', 'maker');
    expect((await platform.send('POST', '/v1/tasks', owner.headers, proposal)).statusCode).toBe(201);
    for (const who of [national, zhejiang]) {
      expect((await get('/v1/statistics/tasks', who)).body).toMatchObject({
        items: [{ kind: 'internal-market-opening', waiting: 1 }],
      });
    }
    const shaanxi = await platform.person(await platform.holder('SN-EPB', 'regulator', '陕西'), 'reader');
    expect((await get('/v1/statistics/tasks', shaanxi)).body).toEqual({ items: [] });
  });

  it('the year leaves as a workbook, an enterprise finds only itself in its own', async () => {
    const jobs = new JobFixture(platform);
    const rows = async (who: Person) => {
      const job = await jobs.run(who, 'export-compliance', { format: 'xlsx', market: 'CN', year: 2025 });
      const [, sheet] = await readXlsxFile(await jobs.file(who, job));
      return (sheet?.data ?? []).slice(1).map(([code, , , , verified]) => [code, verified]);
    };
    expect((await rows(national)).sort()).toEqual([
      ['SN-1', 70],
      ['ZJ-1', 1000],
      ['ZJ-2', 500],
    ]);
    expect(await rows(firm)).toEqual([['ZJ-1', 1000]]);
  });
});
