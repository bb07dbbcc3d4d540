import { findHolder, joinGroup } from '@carbon/identity';
import { addMonths, type ChinaMonth } from '@carbon/kernel';
import {
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import { recordVerified } from '../verified/record-verified';

const MEMBERS = 46;
const HISTORY: ChinaMonth = '2023-01';
const MONTHS = 44; // up to August 2026

let platform: PlatformFixture;
let head: string;
let maker: Person, checker: Person, stranger: Person;
const codes = Array.from({ length: MEMBERS }, (_, at) => `SUB-${String(at + 1).padStart(2, '0')}`);
const ids = new Map<string, string>();

const get = async (url: string, who = maker) => {
  const answer = await platform.send('GET', url, who.headers);
  return { status: answer.statusCode, body: answer.json<unknown>() };
};
const post = async (url: string, body: object, who = maker) => {
  const answer = await platform.send('POST', url, who.headers, body);
  return { status: answer.statusCode, body: answer.json<Record<string, never>>() };
};

/** A company of so many thousand tonnes a month, growing, more in winter. */
const tonnesOf = (company: number, at: number) =>
  ((1000 + 20 * company) * (1 + 0.005 * at) * (1 + 0.2 * Math.cos((at % 12) * (Math.PI / 6)))).toFixed(3);

beforeAll(async () => {
  platform = await openPlatformFixture(new Date('2026-09-20T02:00:00Z'));
  head = await platform.holder('GROUP-46', 'organisation');
  [maker, checker] = [await platform.person(head, 'maker'), await platform.person(head, 'checker')];
  stranger = await platform.person(await platform.holder('STRANGER', 'organisation'), 'maker');
  for (const code of codes) ids.set(code, await platform.holder(code, 'key-emitter'));
  const { database } = platform;
  await database.transaction(async (tx) => {
    const parent = await findHolder(tx.manager, head);
    for (const id of ids.values()) {
      const member = await findHolder(tx.manager, id);
      if (parent === undefined || member === undefined) throw new Error('a holder is missing');
      const review = {
        ...{
          by: 'test',
          approver: 'test-2',
          taskId: null,
          reason: 'test',
          now: new Date('2022-01-01T00:00:00Z'),
        },
        documentHash: 'ab'.repeat(32),
      };
      await joinGroup(tx, parent, member, review);
    }
  });
});
afterAll(() => platform.close());

describe('a group of 46 subsidiaries (S05)', () => {
  it('S05 measured emissions come in by site and device, all rows or none', async () => {
    for (const [company, code] of codes.entries()) {
      const owner = await platform.person(ids.get(code) ?? '', 'maker');
      const months = Array.from({ length: MONTHS }, (_, at) => ({
        ...(company === 0 ? { part: at % 2 === 0 ? 'north/kiln' : 'north/boiler' } : {}),
        month: addMonths(HISTORY, at),
        tonnes: tonnesOf(company, at),
      }));
      const answer = await post(
        '/v1/measured-emissions',
        { holder: code, source: 'synthetic', months },
        owner,
      );
      expect(answer).toEqual({ status: 201, body: { recorded: MONTHS } });
    }
  });

  it('S05 the group needs what its companies need, with an interval, and says how good the forecast was', async () => {
    const body = (await get('/v1/groups/GROUP-46/carbon-position?market=CN&year=2026')).body as {
      group: Record<string, string> & {
        forecast: { method: string; months: object[]; comparison: Record<string, string> };
      };
      pack: object;
    };
    expect(body.pack).toEqual({ id: 'group-forecast', version: '2026.1', certainty: 'X' });
    const { group } = body;
    expect(group.forecast).toMatchObject({ method: 'seasonal-trend' });
    expect(group.forecast.months).toHaveLength(4);
    const { seasonalTrendError, naiveError } = group.forecast.comparison;
    expect(Number(seasonalTrendError)).toBeLessThan(Number(naiveError));
    const truth = codes.reduce(
      (sum, _, company) =>
        sum +
        Array.from({ length: 12 }, (__, at) => Number(tonnesOf(company, 36 + at))).reduce((a, b) => a + b),
      0,
    );
    expect(Math.abs(Number(group['neededT']) / truth - 1)).toBeLessThan(0.01);
    expect(Number(group['neededLowT'])).toBeLessThanOrEqual(Number(group['neededT']));
    expect(Number(group['neededHighT'])).toBeGreaterThanOrEqual(Number(group['neededT']));
    expect(group).toMatchObject({ heldT: '0', gapT: group['neededT'] });
  });

  it('S05 a company whose year is verified needs what was verified', async () => {
    await platform.database.transaction((tx) =>
      recordVerified(
        tx,
        [
          {
            ...{
              market: 'CN',
              year: 2025,
              holderId: ids.get('SUB-02') ?? '',
              sector: 'power',
              province: null,
            },
            ...{ verifiedT: 12_345n, units: [], lines: [], source: 'test' },
          },
        ],
        { now: platform.clock.now(), by: 'test' },
      ),
    );
    const body = (await get('/v1/groups/GROUP-46/companies?year=2025&limit=5')).body as {
      items: Record<string, string>[];
      next: string;
    };
    expect(body.items.map(({ company }) => company)).toEqual([
      'GROUP-46',
      'SUB-01',
      'SUB-02',
      'SUB-03',
      'SUB-04',
    ]);
    expect(body.items[2]).toMatchObject({ verifiedT: '12345', neededT: '12345', gapT: '12345' });
    expect(body.items[2]).not.toHaveProperty('forecast');
    const rest = await get(`/v1/groups/GROUP-46/companies?year=2025&limit=50&cursor=${body.next}`);
    expect((rest.body as { items: object[] }).items).toHaveLength(42);
  });

  it('S05 one drills from the group to a device, and each level sums to the one above', async () => {
    const sum = (lines: { tonnes: string }[]) => lines.reduce((all, { tonnes }) => all + Number(tonnes), 0);
    const lines = async (below: string) =>
      (
        (await get(`/v1/groups/GROUP-46/emissions?year=2026&limit=100${below}`)).body as {
          items: { path: string; tonnes: string; months: number }[];
        }
      ).items;
    const companies = await lines('');
    expect(companies).toHaveLength(MEMBERS);
    const sites = await lines('&below=SUB-01');
    expect(sites).toMatchObject([{ path: 'SUB-01/north', months: 8 }]);
    const devices = await lines('&below=SUB-01/north');
    expect(devices.map(({ path }) => path)).toEqual(['SUB-01/north/boiler', 'SUB-01/north/kiln']);
    expect(sum(devices)).toBeCloseTo(sum(sites), 3);
    expect(sum(sites)).toBeCloseTo(Number(companies[0]?.tonnes), 3);
  });

  it('INV-04 a month counts once: a site beside the whole, or a device beside its site, is refused', async () => {
    const owner = await platform.person(ids.get('SUB-03') ?? '', 'maker');
    const months = [{ part: 'north', month: '2026-08', tonnes: '1' }];
    const refused = await post('/v1/measured-emissions', { holder: 'SUB-03', source: 's', months }, owner);
    expect(refused).toMatchObject({ status: 422, body: { code: 'GROUPS_PARTS_OVERLAP', rule: 'INV-04' } });
  });

  it('S05 REG-001 a target is split exactly, decided by two, and told against what was measured', async () => {
    const parts = codes.map((path, at) => ({
      path: at === 0 ? 'SUB-01/north/kiln' : path,
      weight: String(1000 + 20 * at),
    }));
    const payload = { head: 'GROUP-46', year: 2026, targetT: '700001', parts };
    const task = await post('/v1/tasks', { kind: 'group-target', payload });
    expect(task.status).toBe(201);
    const id = (task.body as unknown as { id: string }).id;
    expect((await post(`/v1/tasks/${id}/approvals`, {}, maker)).status).toBe(403);
    expect((await post(`/v1/tasks/${id}/approvals`, {}, checker)).status).toBe(200);
    const body = (await get('/v1/groups/GROUP-46/targets/2026')).body as {
      shares: { path: string; shareT: string; measuredT: string }[];
    };
    const companies = body.shares.filter(({ path }) => !path.includes('/'));
    expect(companies.reduce((sum, { shareT }) => sum + BigInt(shareT), 0n)).toBe(700_001n);
    expect(body.shares.find(({ path }) => path === 'SUB-01/north/kiln')).toMatchObject({
      shareT: companies.find(({ path }) => path === 'SUB-01')?.shareT,
    });
    const strangers = { ...payload, parts: [{ path: 'STRANGER', weight: '1' }] };
    expect(await post('/v1/tasks', { kind: 'group-target', payload: strangers })).toMatchObject({
      status: 422,
      body: { code: 'GROUPS_NOT_A_MEMBER' },
    });
  });

  it("another group's figures are not there", async () => {
    for (const url of ['carbon-position', 'companies', 'emissions', 'targets/2026']) {
      expect((await get(`/v1/groups/GROUP-46/${url}`, stranger)).status).toBe(404);
    }
    const months = [{ month: '2026-08', tonnes: '1' }];
    const foreign = await post('/v1/measured-emissions', { holder: 'SUB-01', source: 's', months }, stranger);
    expect(foreign.status).toBe(404);
  });
});
