import { JobFixture } from '../../../../tests/support/job-fixture';
import { textOfPdf } from '../../../../tests/support/pdf-text';
import type { Person } from '../../../../tests/support/platform-fixture';
import { findHolder } from '@carbon/identity';
import { handOverRewards } from './persistence/hand-over';
import { renderMerchantStatement } from './pdf/render-merchant-statement';
import { errorOf, RewardsWorld, statuses } from './rewards.spec-support';

let world: RewardsWorld;
let funder: { maker: Person; checker: Person };
let funding: string;

beforeAll(async () => {
  world = await RewardsWorld.open();
  const { platform } = world;
  const id = await platform.holder('E001', 'key-emitter');
  funder = { maker: await platform.person(id, 'maker'), checker: await platform.person(id, 'checker') };
  const grant = {
    ...{ funder: 'E001', programme: 'SZ', purposeZh: '社区奖励（示例）', purposeEn: 'Rewards (example)' },
    ...{ budgetYuan: '100.00', source: 'synthetic' },
  };
  funding = (await world.act('inclusion-funding', grant, funder)).outcome?.['funding'] ?? '';
  await world.reward('COFFEE', { stock: '100' });
  await world.reward('TICKET', { kind: 'public-ticket', stock: '100', settlementYuan: '4.50', funding });
  const resident = await world.resident(6_000n);
  for (const reward of ['COFFEE', 'COFFEE', 'TICKET', 'TICKET', 'TICKET']) {
    const { code } = await world.taken(resident, reward);
    expect((await world.use(code)).statusCode).toBe(200);
  }
});
afterAll(() => world.platform.close());

const get = async <T>(path: string, by: Person): Promise<T> => {
  const answer = await world.platform.send('GET', path, by.headers);
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
  return answer.json<T>();
};
interface Line {
  readonly number: string;
  readonly kind: string;
  readonly yuan: string;
}
const propose = (payload: object, by: Person) =>
  world.platform.send('POST', '/v1/tasks', by.headers, { kind: 'inclusion-settlement-correction', payload });

it('a merchant’s month: vouchers used times their price, by who pays, page by page', async () => {
  const { maker } = world.merchant;
  const { items } = await get<{ items: unknown[] }>('/v1/merchants/statements?month=2026-03', maker);
  expect(items).toMatchObject([
    { merchant: 'M01', reward: 'COFFEE', funder: null, pieces: '2', corrections: '0', yuan: '6.00' },
    { merchant: 'M01', reward: 'TICKET', funder: 'E001', funding, pieces: '3', yuan: '13.50' },
  ]);
  const seen: Line[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: { items: Line[]; next?: string } = await get(
      `/v1/merchants/statements/lines?limit=2${after}`,
      maker,
    );
    seen.push(...page.items);
    cursor = page.next;
  }
  expect(seen.map(({ yuan }) => yuan)).toEqual(['3.00', '3.00', '4.50', '4.50', '4.50']);
  expect((await get<{ items: unknown[] }>('/v1/merchants/statements?month=2026-02', maker)).items).toEqual(
    [],
  );
  const first = await get<{ next: string }>('/v1/merchants/statements?limit=1', maker);
  const second = await get<{ items: object[] }>(
    `/v1/merchants/statements?limit=1&cursor=${first.next}`,
    maker,
  );
  expect(second.items).toMatchObject([{ reward: 'TICKET' }]);
});

it('a funder sees what its budget paid and nothing else; other houses see nothing', async () => {
  const { items } = await get<{ items: Line[] }>('/v1/inclusion/settlements/lines', funder.maker);
  expect(items.map(({ yuan }) => yuan)).toEqual(['4.50', '4.50', '4.50']);
  expect(await get(`/v1/inclusion/fundings/${funding}`, funder.maker)).toMatchObject({
    ...{ funder: 'E001', budgetYuan: '100.00', takenYuan: '13.50', settledYuan: '13.50', leftYuan: '86.50' },
  });
  const { platform } = world;
  const stranger = await platform.person(await platform.holder('E002', 'key-emitter'), 'maker');
  expect((await get<{ items: Line[] }>('/v1/inclusion/settlements/lines', stranger)).items).toEqual([]);
  expect((await get<{ items: object[] }>('/v1/inclusion/reward-terms', stranger)).items).toEqual([]);
  expect((await get<{ items: object[] }>('/v1/inclusion/fundings', stranger)).items).toEqual([]);
  const till = await platform.person(await platform.holder('M98', 'merchant'), 'maker');
  expect((await get<{ items: Line[] }>('/v1/merchants/statements/lines?merchant=M01', till)).items).toEqual(
    [],
  );
  const pdf = await platform.send('GET', '/v1/merchants/statements/M01/2026-03/pdf', till.headers);
  expect(pdf.statusCode).toBe(404);
});

it('a correction is a line of its own, by four eyes of the programme, never below zero; the budget follows', async () => {
  const { programme, platform } = world;
  const { items } = await get<{ items: Line[] }>('/v1/inclusion/settlements/lines', funder.maker);
  const line = items[0]?.number ?? '';
  const payload = { line, changeYuan: '-4.50', correctionReason: '重复核销，双方已核对' };
  expect(errorOf(await propose(payload, funder.maker))).toEqual([404, 'SETTLEMENT_LINE_UNKNOWN']);
  const [task, rival] = await Promise.all([
    propose(payload, programme.maker),
    propose(payload, programme.maker),
  ]);
  const approve = (id: string, by: Person) =>
    platform.send('POST', `/v1/tasks/${id}/approvals`, by.headers, {});
  const [one, two] = [task, rival].map((each) => each.json<{ id: string }>().id);
  expect((await approve(one ?? '', programme.maker)).statusCode).toBeGreaterThanOrEqual(400);
  const ended = await Promise.all([
    approve(one ?? '', programme.checker),
    approve(two ?? '', programme.checker),
  ]);
  const states = ended.map((each) => each.json<{ state?: string }>().state);
  expect(states.filter((state) => state === 'executed')).toHaveLength(1);
  const after = await get<{ items: Line[] }>('/v1/inclusion/settlements/lines', funder.maker);
  expect(after.items.map(({ kind, yuan }) => [kind, yuan])).toEqual([
    ['used', '4.50'],
    ['used', '4.50'],
    ['used', '4.50'],
    ['correction', '-4.50'],
  ]);
  expect(await get(`/v1/inclusion/fundings/${funding}`, funder.maker)).toMatchObject({ takenYuan: '9.00' });
  const [cost] = await platform.database.query(
    `select month::text, fen from inclusion.reward_cost where programme_id = $1`,
    [programme.id],
  );
  expect(cost).toEqual({ month: '2026-03-01', fen: '1500' });
});

it('lines are never changed, in the database neither', async () => {
  const { database } = world.platform;
  for (const act of ['update inclusion.settlement_line set fen = 0', 'delete from inclusion.settlement_line'])
    await expect(database.query(act)).rejects.toThrow(/permission denied|append-only/);
  const over = `insert into inclusion.settlement_line (merchant_id, programme_id, reward_id, kind, month, fen, corrects,
    reason, recorded_at) select merchant_id, programme_id, reward_id, 'correction', month, -301, number, 'x', recorded_at
    from inclusion.settlement_line where fen = 300 limit 1`;
  await expect(database.query(over)).rejects.toMatchObject({ driverError: { code: 'CL110' } });
});

it('as CSV, as a workbook and on paper it says the same', async () => {
  const jobs = new JobFixture(world.platform);
  const { maker } = world.merchant;
  const payload = { format: 'csv', language: 'en', month: '2026-03' };
  const job = await jobs.run(maker, 'export-merchant-statement', payload);
  const lines = (await jobs.file(maker, job)).toString().trimEnd().split('\r\n');
  expect(lines).toHaveLength(7);
  expect(lines.at(-1)).toContain('-4.50');
  const sheet = await jobs.run(maker, 'export-merchant-statement', { ...payload, format: 'xlsx' });
  expect(sheet).toMatchObject({ state: 'done', result: { rows: '6' } });

  const pdf = await world.platform.send('GET', '/v1/merchants/statements/M01/2026-03/pdf', maker.headers);
  expect(pdf.statusCode).toBe(200);
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  const { database, clock } = world.platform;
  const merchant = await findHolder(database.source.manager, 'M01');
  if (merchant === undefined) throw new Error('nobody');
  const print = {
    merchant,
    month: '2026-03',
    language: 'both',
    moment: clock.now(),
    compress: false,
  } as const;
  const told = textOfPdf(await renderMerchantStatement(database, print));
  for (const words of ['15.00', '9.00', '6.00', 'TICKET', 'E001', '平台之外']) expect(told).toContain(words);
});

it('stock is added and rewards go off sale by four eyes of the programme; vouchers that are out stay good', async () => {
  const { programme, platform } = world;
  await world.reward('CUP', { stock: '1' });
  const resident = await world.resident(1_800n);
  const first = await world.taken(resident, 'CUP');
  expect(errorOf(await world.take(resident, 'CUP'))).toEqual([409, 'REWARD_SOLD_OUT']);
  const name = { programme: 'SZ', code: 'CUP' };
  expect(await world.act('inclusion-reward-stock', { ...name, pieces: '2' }, programme)).toMatchObject({
    outcome: { stock: '2' },
  });
  await world.taken(resident, 'CUP');
  const withdrawal = { ...name, withdrawalReason: '合作到期' };
  expect(await world.act('inclusion-reward-withdrawal', withdrawal, programme)).toMatchObject({
    state: 'executed',
  });
  expect(errorOf(await world.take(resident, 'CUP'))).toEqual([422, 'REWARD_NOT_OFFERED']);
  expect((await world.use(first.code)).statusCode).toBe(200);
  const list = await platform.send('GET', '/v1/public/inclusion/rewards?programme=SZ', {});
  expect(list.json<{ items: { code: string }[] }>().items.map(({ code }) => code)).toEqual([
    'COFFEE',
    'TICKET',
  ]);
});

it('new terms count for what is taken from now on', async () => {
  const resident = await world.resident(1_000n);
  const old = await world.taken(resident, 'COFFEE');
  await world.reward('COFFEE', { points: '400', settlementYuan: '2.00' });
  await world.taken(resident, 'COFFEE');
  expect(await world.points(resident)).toEqual([0n, 1_000n]);
  await world.use(old.code);
  const { items } = await get<{ items: Line[] }>(
    '/v1/merchants/statements/lines?limit=100',
    world.merchant.maker,
  );
  expect(items.at(-1)).toMatchObject({ yuan: '3.00' });
});

it('who may not, what does not fit, and what is not theirs is refused', async () => {
  const { programme, platform } = world;
  const terms = {
    ...{ programme: 'SZ', code: 'NEW', kind: 'goods', nameZh: '示例', nameEn: 'example', points: '1' },
    ...{ merchant: 'M01', settlementYuan: '1.00', source: 'synthetic' },
  };
  const ask = (payload: object, by: Person, kind = 'inclusion-reward') =>
    platform.send('POST', '/v1/tasks', by.headers, { kind, payload });
  expect(errorOf(await ask(terms, funder.maker))).toEqual([404, 'PROGRAMME_UNKNOWN']);
  const unfit = [
    { settlementYuan: '-1' },
    { settlementYuan: '1.005' },
    { kwh: 5 },
    { kind: 'green-power-right' },
    { targetPoints: '5' },
    { kind: 'charity', stock: '5' },
    { points: '0' },
    { validFrom: '2026-05-01T00:00:00Z', validTo: '2026-04-01T00:00:00Z' },
  ];
  const answers = await Promise.all(unfit.map((each) => ask({ ...terms, ...each }, programme.maker)));
  expect(statuses(answers)).toEqual({ 400: unfit.length });
  expect(errorOf(await ask({ ...terms, merchant: 'E001' }, programme.maker))).toEqual([
    422,
    'REWARD_MERCHANT_UNFIT',
  ]);
  expect(errorOf(await ask({ ...terms, code: 'COFFEE', kind: 'service' }, programme.maker))).toEqual([
    409,
    'REWARD_KIND_FIXED',
  ]);
  const other = '01900000-0000-7000-8000-000000000009';
  expect(errorOf(await ask({ ...terms, funding: other }, programme.maker))).toEqual([404, 'FUNDING_UNKNOWN']);
  const end = { funding, endReason: '结束' };
  expect(errorOf(await ask(end, programme.maker, 'inclusion-funding-end'))).toEqual([404, 'FUNDING_UNKNOWN']);
  expect(await world.act('inclusion-funding-end', end, funder)).toMatchObject({ state: 'executed' });
  const resident = await world.resident(600n);
  expect(errorOf(await world.take(resident, 'TICKET'))).toEqual([409, 'REWARD_BUDGET_SPENT']);
  expect(await world.points(resident)).toEqual([600n, 0n]);
});

it('a merchant that is merged into another hands over what it has to give; what it is owed stays its own', async () => {
  const { platform } = world;
  const resident = await world.resident(600n);
  const { code } = await world.taken(resident, await world.reward('MERGED', { stock: '5' }));
  const id = await platform.holder('M77', 'merchant');
  const successor = await platform.person(id, 'maker');
  expect((await world.use(code, successor)).statusCode).toBe(404);
  await platform.database.transaction((tx) => handOverRewards(tx, world.merchant.id, id));
  expect((await world.use(code)).statusCode).toBe(404);
  expect((await world.use(code, successor)).statusCode).toBe(200);
  const own = await get<{ items: Line[] }>('/v1/merchants/statements/lines?limit=100', successor);
  expect(own.items.map(({ yuan }) => yuan)).toEqual(['3.00']);
  const before = await get<{ items: Line[] }>(
    '/v1/merchants/statements/lines?limit=100',
    world.merchant.maker,
  );
  expect(before.items.length).toBeGreaterThan(5);
});
