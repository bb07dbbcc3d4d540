import { breaches } from '../../../../tests/support/ledger-invariants';
import type { Person } from '../../../../tests/support/platform-fixture';
import type { TestResident } from '../../../../tests/support/inclusion-world';
import { Residents, type SignedResident } from '../residents/residents.spec-support';
import { errorOf, RewardsWorld } from './rewards.spec-support';

let world: RewardsWorld;
let residents: Residents;
let funding: string;
let funder: { maker: Person; checker: Person };

beforeAll(async () => {
  world = await RewardsWorld.open();
  const { platform } = world;
  residents = new Residents(platform);
  const id = await platform.holder('E001', 'key-emitter');
  funder = { maker: await platform.person(id, 'maker'), checker: await platform.person(id, 'checker') };
  const grant = {
    ...{ funder: 'E001', programme: 'SZ', purposeZh: '示例', purposeEn: 'example' },
    ...{ budgetYuan: '100.00', source: 'synthetic' },
  };
  funding = (await world.act('inclusion-funding', grant, funder)).outcome?.['funding'] ?? '';
  await world.reward('COFFEE', { stock: '10', funding, limit: { count: 5, period: 'month' } });
  await world.reward('GIFT', { kind: 'charity', merchant: 'C01', points: '100', settlementYuan: '0.50' });
});
afterAll(() => world.platform.close());

/** A registered resident with points, as this part's tests know residents. */
async function registered(points: bigint): Promise<{ signed: SignedResident; resident: TestResident }> {
  const signed = await residents.registered();
  const person = { userId: '', personId: '', membershipId: '', sessionId: '', headers: signed.headers };
  const accountNumber = signed.account;
  const resident = { id: BigInt(signed.number), accountNumber, holderId: '', person };
  await world.grant(resident, points);
  return { signed, resident };
}
const rowsOf = async (table: string, { number }: SignedResident): Promise<number> => {
  const [row] = await world.platform.database.query<{ count: number }>(
    `select count(*)::int as count from inclusion.${table} where resident_id = $1`,
    [number],
  );
  return row?.count ?? 0;
};
const lines = async (): Promise<unknown> =>
  world.platform.database.query('select * from inclusion.settlement_line order by number');

it('PII-002 the copy of one’s data holds vouchers and gifts, and no code of them', async () => {
  const { signed, resident } = await registered(1_000n);
  const voucher = await world.taken(resident, 'COFFEE');
  await world.taken(resident, 'GIFT', { times: 2 });
  const copy = await residents.get('/v1/me/data', signed.headers);
  const { rooms } = copy.json<{ rooms: { inclusion: { vouchers: unknown[] } } }>();
  expect(rooms.inclusion.vouchers).toMatchObject([
    { reward: 'GIFT', state: 'given', points: '200' },
    { reward: 'COFFEE', state: 'issued', points: '600' },
  ]);
  expect(copy.body).not.toContain(voucher.code);
});

it('PII-005 who is forgotten leaves no voucher; stock and budget get back what was not used, merchants keep theirs', async () => {
  const { signed, resident } = await registered(3_000n);
  const used = await world.taken(resident, 'COFFEE');
  expect((await world.use(used.code)).statusCode).toBe(200);
  const unused = await world.taken(resident, 'COFFEE');
  await world.taken(resident, 'GIFT');
  const [kept, before] = [await lines(), Number(await world.stock('COFFEE'))];
  const taken = async () =>
    (await world.platform.send('GET', `/v1/inclusion/fundings/${funding}`, funder.maker.headers)).json<{
      takenYuan: string;
    }>().takenYuan;
  const spent = Number(await taken());
  expect([await rowsOf('voucher', signed), await rowsOf('reward_taken', signed)]).toEqual([3, 1]);

  const erased = await residents.post('/v1/me/erasure', signed.headers, { confirm: 'erase' });
  expect(erased.json()).toEqual({ state: 'erased', kept: [] });
  expect([await rowsOf('voucher', signed), await rowsOf('reward_taken', signed)]).toEqual([0, 0]);
  expect(Number(await world.stock('COFFEE'))).toBe(before + 1);
  expect(Number(await taken())).toBe(spent - 3);
  expect(await lines()).toEqual(kept);
  for (const { code } of [used, unused])
    expect(errorOf(await world.use(code))).toEqual([404, 'VOUCHER_CODE_UNKNOWN']);
  const [stays] = await world.platform.database.query<{ found: boolean }>(
    `select exists (select from inclusion.settlement_line l where l::text like '%' || $1 || '%') as found`,
    [unused.id],
  );
  expect(stays?.found).toBe(false);
});

it('forgotten and used at once: a line for the merchant or the points cancelled, never both', async () => {
  for (let round = 0; round < 5; round++) {
    const { signed, resident } = await registered(600n);
    const { code } = await world.taken(resident, 'COFFEE');
    const retired = await world.retired();
    const stock = Number(await world.stock('COFFEE'));
    const [scan, erased] = await Promise.all([
      world.use(code),
      residents.post('/v1/me/erasure', signed.headers, { confirm: 'erase' }),
    ]);
    expect(erased.statusCode).toBe(201);
    const used = scan.statusCode === 200;
    expect((await world.retired()) - retired).toBe(used ? 600n : 0n);
    expect(Number(await world.stock('COFFEE')) - stock).toBe(used ? 0 : 1);
  }
});

it('forgotten and redeeming at once: nothing is left of either', async () => {
  for (let round = 0; round < 5; round++) {
    const { signed, resident } = await registered(600n);
    const [, erased] = await Promise.all([
      world.take(resident, 'COFFEE'),
      residents.post('/v1/me/erasure', signed.headers, { confirm: 'erase' }),
    ]);
    expect(erased.statusCode).toBe(201);
    expect([await rowsOf('voucher', signed), await rowsOf('reward_taken', signed)]).toEqual([0, 0]);
  }
  const [apart] = await world.platform.database.query<{ sum: string }>(
    `select coalesce(sum(v.points), 0)::text as sum from inclusion.voucher v where v.state in ('reserved', 'issued')`,
  );
  const [frozen] = await world.platform.database.query<{ sum: string }>(
    `select coalesce(sum(b.frozen), 0)::text as sum from ledger.balance b
       join ledger.instrument i on i.id = b.instrument_id where i.code = 'POINTS-SZ'`,
  );
  expect(frozen?.sum).toBe(apart?.sum);
});

it('7.2 a relative who is a helper redeems for somebody, a stranger does not', async () => {
  const { signed: mother, resident } = await registered(1_200n);
  const daughter = await residents.registered();
  const code = (await residents.post('/v1/me/family/codes', mother.headers, { label: '女儿' })).json<{
    code: string;
  }>();
  await residents.post('/v1/me/family', daughter.headers, { code: code.code, label: '妈妈' });
  await residents.post(`/v1/me/family/${daughter.number}/helper`, mother.headers);
  const body = { programme: 'SZ', reward: 'COFFEE', for: mother.number };
  const answer = await residents.post('/v1/me/vouchers', daughter.headers, body);
  expect(answer.statusCode).toBe(201);
  const { id } = answer.json<{ id: string }>();
  const shown = await residents.get(`/v1/me/vouchers/${id}?for=${mother.number}`, daughter.headers);
  expect(shown.json<{ code: string }>().code).toMatch(/^[0-9A-Z-]{24}$/);
  expect(await world.points(resident)).toEqual([600n, 600n]);
  const stranger = await residents.registered();
  expect((await residents.post('/v1/me/vouchers', stranger.headers, body)).statusCode).toBe(404);
  expect((await residents.get(`/v1/me/vouchers?for=${mother.number}`, stranger.headers)).statusCode).toBe(
    404,
  );
});

it('INV-01 nothing is lost, and the ledger stands', async () => {
  expect(await world.lost()).toBe(0n);
  expect(await breaches(world.platform.database)).toEqual([]);
});
