import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import { InclusionWorld } from '../../../../tests/support/inclusion-world';
import { handOverProgrammes } from './persistence/write-programmes';

let platform: PlatformFixture;
let world: InclusionWorld;
let maker: Person;
let checker: Person;
let registrar: Person;

const OPENED = {
  ...{ code: 'SIP-P', kind: 'park', nameZh: '示例园区碳普惠', nameEn: 'A park (invented)' },
  ...{ operator: 'PARK', pack: 'inclusion-sip', creditScheme: 'PHER-SIP', source: 'synthetic' },
};

beforeAll(async () => {
  platform = await openPlatformFixture();
  world = new InclusionWorld(platform);
  const park = await platform.holder('PARK', 'aggregator');
  maker = await platform.person(park, 'maker');
  checker = await platform.person(park, 'checker');
  registrar = await platform.person(await platform.holder('REGISTRY', 'registry-operator'), 'checker');
});

afterAll(() => platform.close());

const propose = (kind: string, payload: object, who = maker) =>
  platform.send('POST', '/v1/tasks', who.headers, { kind, payload });
const approve = (task: Answer, who: Person) =>
  platform.send('POST', `/v1/tasks/${task.json<{ id: string }>().id}/approvals`, who.headers, {});
const get = (path: string, headers: object = {}) => platform.send('GET', path, headers);

describe('opening and closing', () => {
  it('REG-001 an operator asks for a programme, and the registry opens it with its points and their account', async () => {
    const task = await propose('inclusion-programme', OPENED);
    expect(task.statusCode).toBe(201);
    expect((await approve(task, checker)).statusCode).toBe(403);
    const done = await approve(task, registrar);
    expect(done.json()).toMatchObject({ state: 'executed' });
    const { outcome } = done.json<{ outcome: { pointsPool: string } }>();
    expect(outcome).toMatchObject({ programme: 'SIP-P', pointsInstrument: 'POINTS-SIP-P' });
    const [instrument] = await platform.database.query(
      `select kind, unit, scheme, serialised from ledger.instrument where code = 'POINTS-SIP-P'`,
    );
    expect(instrument).toEqual({ kind: 'points', unit: 'point', scheme: 'PTS', serialised: false });
    const [pool] = await platform.database.query('select kind from ledger.account where number = $1', [
      outcome.pointsPool,
    ]);
    expect(pool).toEqual({ kind: 'points' });
    const [audit] = await platform.database.query(
      `select after ->> 'pack' as pack from audit.record where action = 'programme.opened'`,
    );
    expect(audit).toEqual({ pack: 'inclusion-sip' });
  });

  it('a code is given once, a pack must be one, and nobody opens a programme for another house', async () => {
    expect((await propose('inclusion-programme', OPENED)).json()).toMatchObject({
      code: 'PROGRAMME_CODE_TAKEN',
    });
    const other = { ...OPENED, code: 'SIP-Q' };
    const nowhere = await propose('inclusion-programme', { ...other, pack: 'inclusion-nowhere' });
    expect([nowhere.statusCode, nowhere.json<{ code: string }>().code]).toEqual([
      422,
      'PROGRAMME_PACK_UNKNOWN',
    ]);
    const stranger = (await world.programme('STR')).maker;
    expect((await propose('inclusion-programme', other, stranger)).statusCode).toBe(404);
  });

  it('two proposals of one code open one programme', async () => {
    const twice = { ...OPENED, code: 'TWICE' };
    const tasks = [await propose('inclusion-programme', twice), await propose('inclusion-programme', twice)];
    const answers = await Promise.all(tasks.map((task) => approve(task, registrar)));
    const states = answers.map((answer) => answer.json<{ state?: string }>().state);
    expect(states.filter((state) => state === 'executed')).toHaveLength(1);
    const opened = await platform.database.query(`select from inclusion.programme where code = 'TWICE'`);
    expect(opened).toHaveLength(1);
  });

  it('PTS-002 its own people close it, once, and everybody sees when', async () => {
    const stranger = (await world.programme('STR-2')).maker;
    const closing = { code: 'TWICE', reason: '试点期满' };
    expect((await propose('inclusion-programme-closing', closing, stranger)).statusCode).toBe(404);
    const task = await propose('inclusion-programme-closing', closing);
    expect((await approve(task, checker)).json()).toMatchObject({ state: 'executed' });
    const again = await propose('inclusion-programme-closing', closing);
    expect([again.statusCode, again.json<{ code: string }>().code]).toEqual([409, 'PROGRAMME_CLOSED']);
    const seen = await get('/v1/public/programmes/TWICE');
    expect(seen.json()).toMatchObject({ closedAt: '2026-03-02T10:00:00.000+08:00', operator: 'PARK' });
  });
});

describe('what everybody may read', () => {
  it('lists programmes by code, page after page', async () => {
    const first = (await get('/v1/public/programmes?limit=2')).json<{
      items: { code: string }[];
      next: string;
    }>();
    const rest = (await get(`/v1/public/programmes?limit=500&cursor=${first.next}`)).json<typeof first>();
    const codes = [...first.items, ...rest.items].map(({ code }) => code);
    expect(first.items).toHaveLength(2);
    expect(codes).toEqual([...codes].sort());
    expect(codes).toEqual(expect.arrayContaining(['SIP-P', 'STR', 'TWICE']));
    expect((await get('/v1/public/programmes/NOWHERE')).statusCode).toBe(404);
  });

  it('C-2 tells each factor with source and certainty, and the rival in conflict beside it', async () => {
    const answer = await get('/v1/public/programmes/STR/methods?limit=500');
    const { items } = answer.json<{ items: Record<string, unknown>[] }>();
    const metro = items.find(({ code }) => code === 'metro');
    expect(metro).toMatchObject({
      pack: { id: 'inclusion-shenzhen', version: '2026.1' },
      factors: [
        { id: 'SZ-METRO-2021', reducedGrams: '0.0467', emittedGrams: null, counts: true, certainty: 'E' },
      ],
      rivals: [{ reducedGrams: '0.0468', counts: false, conflictsWith: ['SZ-METRO-2021'] }],
    });
  });

  it('answers for a day before any rule with what is missing', async () => {
    const answer = await get('/v1/public/programmes/STR/methods?day=2001-01-01');
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([422, 'RULES_NO_PACK']);
  });
});

describe('PTS-003 points are not transferred', () => {
  let to: string;
  let from: string;
  const machine = () => platform.machine;
  const units = { instrument: 'POINTS-SIP-P', quantity: '5', reason: 'test' };

  beforeAll(async () => {
    const [row] = await platform.database.query<{ pool: string }>(
      `select points_pool as pool from inclusion.programme where code = 'SIP-P'`,
    );
    from = row?.pool ?? '';
    const programme = await world.programme('PTS-W');
    to = (await world.resident(programme)).accountNumber;
    const issue = {
      kind: 'issue',
      sourceKey: 'test',
      instrument: 'POINTS-SIP-P',
      quantity: 100n,
      to: from,
    } as const;
    await platform.database.transaction((tx) =>
      platform.ledger.submit(tx, [{ ...issue, cause: { actor: 'test', reference: 'test' } }]),
    );
  });

  it('PTS-003 not by an order', async () => {
    const answer = await propose('transfer', { from, to, ...units });
    expect(answer.json()).toMatchObject({ code: 'POINTS_NOT_TRANSFERABLE', rule: 'PTS-003' });
  });

  it('PTS-003 not by a raw move of the ledger', async () => {
    const answer = await platform.send('POST', '/v1/transfers', machine(), { from, to, ...units });
    expect(answer.json()).toMatchObject({ code: 'LEDGER_SCHEME_DECIDES' });
  });

  it('PTS-003 not by a pledge: a resident proposes none, and the account of a programme keeps no points to give', async () => {
    const pledge = {
      ...{ account: to, instrument: 'POINTS-SIP-P', quantity: '1', pledgee: 'PARK' },
      ...{ loanReference: 'LOAN-1', securedFen: '100', until: '2026-12-31' },
    };
    const own = await world.resident(await world.programme('PTS-X'));
    const asked = await propose('pledge', { ...pledge, account: own.accountNumber }, own.person);
    expect([asked.statusCode, asked.json<{ code: string }>().code]).toEqual([403, 'PERMISSION_MISSING']);
    const operator = await world.programme('PTS-Y');
    const [row] = await platform.database.query<{ pool: string }>(
      'select points_pool as pool from inclusion.programme where id = $1',
      [operator.id],
    );
    const given = { ...pledge, account: row?.pool, instrument: 'POINTS-PTS-Y' };
    expect((await propose('pledge', given, operator.maker)).statusCode).toBe(422);
  });

  it('REG-010 the account that issues points is not closed under a programme', async () => {
    const officer = await platform.person(await platform.holder('REGISTRY-2', 'registry-operator'), 'maker');
    const [row] = await platform.database.query<{ pool: string }>(
      `select points_pool as pool from inclusion.programme where code = 'STR'`,
    );
    const answer = await propose('account-closure', { account: row?.pool, reason: 'test' }, officer);
    expect(answer.json()).toMatchObject({ code: 'PROGRAMME_POOL_NEEDED', rule: 'REG-010' });
  });

  it('programmes of a merged operator are its successor’s', async () => {
    const merged = await world.programme('MERGED');
    const into = await platform.holder('SUCCESSOR', 'aggregator');
    const codes = await platform.database.transaction((tx) =>
      handOverProgrammes(tx, merged.operatorId, into),
    );
    expect(codes).toEqual(['MERGED']);
    expect((await get('/v1/public/programmes/MERGED')).json()).toMatchObject({ operator: 'SUCCESSOR' });
  });
});
