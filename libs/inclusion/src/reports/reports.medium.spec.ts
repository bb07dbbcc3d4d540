import {
  InclusionWorld,
  type TestPartner,
  type TestProgramme,
  type TestResident,
} from '../../../../tests/support/inclusion-world';
import {
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import { judge, tell, type Told } from '../community/community.spec-support';
import { ProgrammeMonthsClock } from './months-clock';

let platform: PlatformFixture;
let programme: TestProgramme;
let partner: TestPartner;
let sponsor: Person;
let people: TestResident[];

const BUS = 2;

beforeAll(async () => {
  platform = await openPlatformFixture(new Date('2026-01-15T02:00:00.000Z'));
  const world = new InclusionWorld(platform);
  programme = await world.programme('SZ');
  partner = await world.partner('METRO', programme, ['metro', 'electric-bus']);
  people = [];
  for (let at = 0; at < 12; at += 1) people.push(await world.resident(programme));
  const funder = await platform.holder('FUNDER', 'organisation');
  sponsor = await platform.person(funder, 'maker');
  await grant(funder);
});

afterAll(() => platform.close());

/** A budget of a sponsor, and what a merchant is owed of it and besides it. */
async function grant(funder: string): Promise<void> {
  const merchant = await platform.holder('SHOP', 'merchant');
  await platform.database.transaction(async (tx) => {
    const now = platform.clock.now();
    await tx.query(
      `insert into inclusion.funding (id, programme_id, funder_id, purpose_zh, purpose_en, budget_fen, valid_from, source,
         granted_at)
       values ('01900000-0000-7000-8000-00000000000f', $1, $2, '示例', 'Invented', 100000, $3, 'synthetic', $3)`,
      [programme.id, funder, now],
    );
    await tx.query(
      `insert into inclusion.reward (id, programme_id, code, kind, name_zh, name_en, points, merchant_id, confirms,
         settlement_fen, valid_from, source, opened_at)
       values ('01900000-0000-7000-8000-00000000000e', $1, 'CUP', 'goods', '示例', 'Invented', 10, $2, false, 100, $3,
         'synthetic', $3)`,
      [programme.id, merchant, now],
    );
    await tx.query(
      `insert into inclusion.settlement_line (merchant_id, programme_id, reward_id, funding_id, kind, month, fen,
         recorded_at)
       select $2, $1, '01900000-0000-7000-8000-00000000000e', f::uuid, 'used', '2026-01-01', fen, $3
         from (values ('01900000-0000-7000-8000-00000000000f', 700), (null, 300)) v (f, fen)`,
      [programme.id, merchant, now],
    );
  });
}

const month = (at: string, count: number, method = 1): Told[] =>
  people.slice(0, count).map((resident) => ({ resident, at, amount: 10_000, method }));

const sweep = () => platform.app.get(ProgrammeMonthsClock, { strict: false }).sweep();
const statistics = async () =>
  (await platform.send('GET', '/v1/public/programmes/SZ/statistics', {})).json<{ items: object[] }>().items;
const read = async (path: string, who: Person) =>
  platform.send('GET', `/v1/programmes/SZ/${path}`, (await platform.again(who)).headers);

describe('figures of a programme', () => {
  beforeAll(async () => {
    await tell(platform, partner, programme, [
      ...month('2026-01-10T00:00:00.000Z', 11),
      ...month('2026-01-10T04:00:00.000Z', 3, BUS),
      // the same trip again counts for nobody
      { resident: people[0] as TestResident, at: '2026-01-10T00:01:00.000Z', amount: 10_000 },
    ]);
    await judge(platform);
    await tell(platform, partner, programme, month('2026-01-14T16:00:00.000Z', 1));
    await judge(platform);
    await sweep();
  });

  it('are published of no month of which acts may still be told', async () => {
    expect(await statistics()).toEqual([]);
  });

  it('are shown to its operator at once, without those of fewer than ten', async () => {
    const { items } = (await read('months', programme.maker)).json<{ items: object[] }>();
    expect(items).toMatchObject([
      {
        ...{ month: '2026-01', final: false, joined: 12, members: 12, left: 0 },
        // 12 metro trips of 467 g and three bus trips of 269 g
        total: { residents: 11, acts: '15', refused: '1', reducedTonnes: '0.006411' },
        methods: [
          { method: 'metro', figures: null, amount: null },
          { method: 'electric-bus', figures: null, amount: null },
        ],
        ...{ costYuan: '10.00', yuanPerTonne: '1559.82', smallestGroup: 10 },
      },
    ]);
    expect(JSON.stringify(items)).not.toContain('807');
  });

  it('are the sponsor’s, too, with what it granted; and nobody else’s', async () => {
    const { items } = (await read('months', sponsor)).json<{ items: object[] }>();
    expect(items).toMatchObject([{ costYuan: '7.00', total: { acts: '15' } }]);
    const stranger = await platform.person(await platform.holder('NOBODY', 'organisation'), 'maker');
    expect((await read('months', stranger)).statusCode).toBe(404);
    expect((await read('report', stranger)).statusCode).toBe(404);
  });

  it('come to a report with points of the ledger and the cost of a tonne', async () => {
    const answer = await read('report?from=2026-01&to=2026-03', programme.checker);
    expect(answer.json()).toMatchObject({
      ...{ programme: 'SZ', months: 1, monthsWithheld: 0, members: 12, joined: 12, left: 0, acts: '15' },
      ...{ reducedTonnes: '0.006411', costYuan: '10.00', yuanPerTonne: '1559.82', pointsExpired: '0' },
      pack: { id: 'inclusion-shenzhen' },
    });
  });
});

describe('what is published', () => {
  beforeAll(async () => {
    // 2 March is the last day on which an act of January can be told
    platform.clock.set(new Date('2026-03-02T15:59:00.000Z'));
    await tell(platform, partner, programme, month('2026-02-10T00:00:00.000Z', 4));
    await judge(platform);
    await sweep();
  });

  it('comes when nothing more of the month can be told, and never changes', async () => {
    expect(await statistics()).toEqual([]);
    platform.clock.set(new Date('2026-03-04T02:00:00.000Z'));
    await sweep();
    const before = await statistics();
    expect(before).toMatchObject([{ month: '2026-01', total: { residents: 11, acts: '15' } }]);
    await tell(platform, partner, programme, month('2026-01-20T00:00:00.000Z', 12));
    await judge(platform);
    platform.clock.set(new Date('2026-03-06T02:00:00.000Z'));
    await sweep();
    expect(await statistics()).toEqual(before);
    const change = platform.database.query(`update inclusion.programme_month set final_at = null`);
    await expect(change).rejects.toMatchObject({ code: 'CL107' });
  });

  it('withholds a whole month of fewer than ten, in reports as in public', async () => {
    platform.clock.set(new Date('2026-04-02T02:00:00.000Z'));
    await sweep();
    const [february] = await statistics();
    expect(february).toMatchObject({
      month: '2026-02',
      total: null,
      methods: [{ method: 'metro', figures: null }],
    });
    expect((await read('report', programme.maker)).json()).toMatchObject({ monthsWithheld: 1, acts: '15' });
  });

  it('still holds residents who left for good, as a line of their own', async () => {
    await platform.database.transaction((tx) =>
      tx.query(
        `insert into inclusion.departed_month (programme_id, month, residents, acts, points, reduced_ug, emitted_ug)
         values ($1, '2026-03-01', 20, 40, 400, 2000000000, 0)`,
        [programme.id],
      ),
    );
    await tell(platform, partner, programme, month('2026-03-10T00:00:00.000Z', 12));
    await judge(platform);
    platform.clock.set(new Date('2026-04-03T02:00:00.000Z'));
    await sweep();
    const { items } = (await read('months?from=2026-03&to=2026-03', programme.maker)).json<{
      items: object[];
    }>();
    expect(items).toMatchObject([
      {
        total: { residents: 32, acts: '52' },
        methods: [
          { method: null, titleZh: '已注销居民合计', figures: { residents: 20, acts: '40' } },
          { method: 'metro', figures: { residents: 12, acts: '12' } },
        ],
      },
    ]);
  });

  it.each(['csv', 'xlsx'])('comes as a file: %s', async (format) => {
    const { headers } = await platform.again(programme.maker);
    const payload = { format, programme: 'SZ' };
    const asked = await platform.send('POST', '/v1/jobs', headers, {
      kind: 'export-programme-report',
      payload,
    });
    expect(asked.statusCode).toBe(202);
    const path = `/v1/jobs/${asked.json<{ id: string }>().id}`;
    let state = '';
    while (!['done', 'failed', 'cancelled'].includes(state)) {
      state = (await platform.send('GET', path, headers)).json<{ state: string }>().state;
    }
    expect(state).toBe('done');
    const file = await platform.send('GET', `${path}/file`, headers);
    expect(file.statusCode).toBe(200);
    if (format === 'csv') expect(file.body).toContain('2026-01,合计 total');
    else expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });
});
