import { blockAccounts, unblockAccount } from '@carbon/ledger';
import { toString } from 'qrcode';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { atOnce, errorOf, RewardsWorld, statuses } from './rewards.spec-support';
import { VoucherSweeper } from './voucher-sweeper';

let world: RewardsWorld;
let coffee: string;
beforeAll(async () => {
  world = await RewardsWorld.open();
  coffee = await world.reward('COFFEE', { stock: '100', limit: { count: 3, period: 'ever' } });
});
afterAll(() => world.platform.close());

async function setBlocked(number: string, blocked: boolean): Promise<void> {
  const { database, clock } = world.platform;
  const cause = { actor: 'test', reason: 'test' };
  await database.transaction(async (tx) => {
    if (blocked) await blockAccounts(tx, { numbers: [number] }, cause, clock.now());
    else await unblockAccount(tx, { number, ...cause }, clock.now());
  });
}
const openOnes = async (): Promise<number> => {
  const [open] = await world.platform.database.query<{ count: number }>(
    `select count(*)::int as count from inclusion.voucher where state in ('reserved', 'issued')`,
  );
  return open?.count ?? 0;
};
const merchants = (path: string, body: object = {}) =>
  world.platform.send('POST', `/v1/merchants/vouchers/${path}`, world.merchant.maker.headers, body);

it('PTS-005 a code scanned fifty times at once is used once; its points are retired once', async () => {
  const resident = await world.resident(1_000n);
  const voucher = await world.taken(resident, coffee);
  expect(voucher.state).toBe('issued');
  expect(voucher.code).toMatch(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/);
  const before = await world.retired();
  const answers = await atOnce(50, () => world.use(voucher.code));
  expect(statuses(answers)).toEqual({ 200: 1, 409: 49 });
  const [refused] = answers.filter(({ statusCode }) => statusCode === 409);
  expect(refused && errorOf(refused)).toEqual([409, 'VOUCHER_USED']);
  expect((await world.retired()) - before).toBe(600n);
  expect(await world.points(resident)).toEqual([400n, 0n]);
  const used = await world.voucher(resident, voucher.id);
  expect(used).toMatchObject({ state: 'used', code: null });
  const [line] = await world.platform.database.query<{ count: number; fen: string }>(
    `select count(*)::int as count, sum(fen)::text as fen from inclusion.settlement_line where reward_id =
      (select id from inclusion.reward where code = 'COFFEE')`,
  );
  expect(line).toEqual({ count: 1, fen: '300' });
});

it('PII-001 a merchant learns what to give and nothing of who took it', async () => {
  const resident = await world.resident(600n);
  const voucher = await world.taken(resident, coffee);
  const answer = await world.use(`carbon-voucher:${voucher.code?.toLowerCase() ?? ''}`);
  expect(Object.keys(answer.json<object>()).sort()).toEqual(
    ['endedAt', 'endsAt', 'id', 'kind', 'kwh', 'line', 'name', 'programme', 'reward', 'state'].sort(),
  );
  const list = await world.platform.send('GET', '/v1/merchants/vouchers', world.merchant.maker.headers);
  for (const { body } of [answer, list]) {
    for (const secret of [resident.person.personId, resident.holderId, resident.accountNumber])
      expect(body).not.toContain(secret);
    expect(body).not.toContain(voucher.code ?? 'code');
  }
});

it('a code of another merchant, of nobody and of no shape are one and the same; who guesses is stopped', async () => {
  const { platform } = world;
  const id = await platform.holder('M99', 'merchant');
  const other = await platform.person(id, 'maker');
  const colleague = await platform.person(id, 'maker');
  const voucher = await world.taken(await world.resident(600n), coffee);
  const foreign = await world.use(voucher.code, other);
  const unknown = await world.use('0000-0000-0000-0000-0000', other);
  const shapeless = await world.use('what?', other);
  const told = [foreign, unknown, shapeless].map((each) => [
    each.statusCode,
    each.body.replace(/"(instance|correlationId)":"[^"]*"/g, ''),
  ]);
  expect(told[0]).toEqual(told[1]);
  expect(told[1]).toEqual(told[2]);
  expect(errorOf(foreign)).toEqual([404, 'VOUCHER_CODE_UNKNOWN']);
  for (let wrong = 3; wrong < 20; wrong++) expect((await world.use('0', other)).statusCode).toBe(404);
  expect((await world.use('0', colleague)).statusCode).toBe(429);
  expect((await world.use(voucher.code, colleague)).statusCode).toBe(429);
  expect((await world.use(voucher.code)).statusCode).toBe(200);
  await world.later(11);
  expect((await world.use('0', await platform.again(colleague))).statusCode).toBe(404);
});

it('7.2 a resident gives an unused voucher back: points, stock and limit as before; never twice, nobody else', async () => {
  const { platform } = world;
  const resident = await world.resident(600n);
  const before = await world.stock(coffee);
  const { id, code } = await world.taken(resident, coffee);
  const stranger = await world.resident(0n);
  const path = `/v1/me/vouchers/${id}`;
  for (const [method, url] of [
    ['GET', path],
    ['GET', `${path}/qr.svg`],
    ['POST', `${path}/cancel`],
  ] as const)
    expect(
      (await platform.send(method, url, stranger.person.headers, method === 'POST' ? {} : undefined))
        .statusCode,
    ).toBe(404);
  const answers = await atOnce(10, () =>
    platform.send('POST', `${path}/cancel`, resident.person.headers, {}),
  );
  expect(statuses(answers)).toEqual({ 201: 1, 409: 9 });
  expect(await world.points(resident)).toEqual([600n, 0n]);
  expect(await world.stock(coffee)).toBe(before);
  expect(errorOf(await world.use(code))).toEqual([409, 'VOUCHER_NOT_USABLE']);
  for (let again = 0; again < 3; again++) {
    const voucher = await world.taken(resident, coffee);
    await platform.send('POST', `/v1/me/vouchers/${voucher.id}/cancel`, resident.person.headers, {});
  }
  await world.taken(resident, coffee);
});

it('used and given back at once: one of them happens', async () => {
  const { platform } = world;
  const voucher = await world.taken(await world.resident(600n), coffee);
  const owner = await world.resident(600n);
  const mine = await world.taken(owner, coffee);
  const answers = await Promise.all([
    world.use(mine.code),
    platform.send('POST', `/v1/me/vouchers/${mine.id}/cancel`, owner.person.headers, {}),
    merchants(`${mine.id}/fail`, { reason: '缺货' }),
    world.use(voucher.code),
  ]);
  const done = answers.slice(0, 3).filter(({ statusCode }) => statusCode < 300);
  expect(done).toHaveLength(1);
  const [available, apart] = await world.points(owner);
  expect(apart).toBe(0n);
  expect(available).toBe(answers[0].statusCode === 200 ? 0n : 600n);
});

it('7.2 what a merchant cannot give gives points and stock back, and says why', async () => {
  const resident = await world.resident(600n);
  const before = await world.stock(coffee);
  const { id } = await world.taken(resident, coffee);
  const stranger = await world.platform.send(
    'POST',
    `/v1/merchants/vouchers/${id}/fail`,
    world.cause.maker.headers,
    {
      reason: 'x',
    },
  );
  expect(stranger.statusCode).toBe(403);
  expect((await merchants(`${id}/fail`, { reason: '门店停业' })).json()).toMatchObject({ state: 'failed' });
  expect(await world.points(resident)).toEqual([600n, 0n]);
  expect(await world.stock(coffee)).toBe(before);
  expect(await world.voucher(resident, id)).toMatchObject({ state: 'failed', endedBecause: '门店停业' });
});

it('S21 a right that its seller confirms: reserved, confirmed, used; the silent seller gives points back', async () => {
  const { platform } = world;
  const right = await world.reward('POWER', {
    ...{
      kind: 'green-power-right',
      kwh: 100,
      confirms: true,
      stock: '2',
      points: '3000',
      settlementYuan: '0',
    },
  });
  let resident = await world.resident(6_000n);
  const [first, second] = [await world.taken(resident, right), await world.taken(resident, right)];
  expect(first).toMatchObject({ state: 'reserved', code: null, kwh: 100 });
  expect((await merchants(`${first.id}/confirm`)).json()).toMatchObject({ state: 'issued', kwh: 100 });
  expect(errorOf(await merchants(`${first.id}/confirm`))).toEqual([409, 'VOUCHER_NOT_USABLE']);
  const { code } = await world.voucher(resident, first.id);
  expect((await world.use(code)).json()).toMatchObject({ state: 'used', kwh: 100 });
  await world.later(16);
  resident = await world.again(resident);
  expect(errorOf(await merchants(`${second.id}/confirm`))).toEqual([409, 'VOUCHER_EXPIRED']);
  expect(await platform.app.get(VoucherSweeper).sweep()).toBe(1);
  expect(await world.voucher(resident, second.id)).toMatchObject({ state: 'expired' });
  expect(await world.points(resident)).toEqual([3_000n, 0n]);
  expect(await world.stock(right)).toBe('1');
});

it('S20 the code is shown as text and QR, and sealed wherever it is kept', async () => {
  const { platform } = world;
  const resident = await world.resident(600n);
  const { id, code } = await world.taken(resident, coffee);
  const bare = code?.replaceAll('-', '') ?? '';
  const path = `/v1/me/vouchers/${id}`;
  const svg = await platform.send('GET', `${path}/qr.svg`, resident.person.headers);
  const options = { type: 'svg', errorCorrectionLevel: 'M' } as const;
  expect(svg.body).toBe(await toString(`CARBON-VOUCHER:${bare}`, options));
  expect(svg.headers).toMatchObject({ 'content-type': 'image/svg+xml', 'cache-control': 'no-store' });
  const png = await platform.send('GET', `${path}/qr.png`, resident.person.headers);
  expect(png.headers['content-type']).toBe('image/png');
  expect(png.rawPayload.subarray(1, 4).toString()).toBe('PNG');
  const [kept] = await platform.database.query<{ found: boolean }>(
    `select exists (select from inclusion.voucher v where v::text like '%' || $1 || '%'
        or encode(v.code_hash, 'hex') = encode(sha256($1::bytea), 'hex')
        or position($1::bytea in v.sealed_code) > 0) as found`,
    [bare],
  );
  expect(kept?.found).toBe(false);
  expect(platform.logged.join('')).not.toContain(bare);
  expect((await world.use(code)).statusCode).toBe(200);
  expect(errorOf(await platform.send('GET', `${path}/qr.svg`, resident.person.headers))).toEqual([
    409,
    'VOUCHER_CODE_NOT_SHOWN',
  ]);
});

it('PTS-002 vouchers end with the last of their days, and one that is stuck keeps no other waiting', async () => {
  const { platform } = world;
  const residents = [await world.resident(600n), await world.resident(600n), await world.resident(600n)];
  const vouchers = [];
  for (const resident of residents) vouchers.push(await world.taken(resident, coffee));
  await world.turnTo(new Date('2026-05-30T15:59:59.000Z'));
  expect((await world.use(vouchers[0]?.code ?? null)).statusCode).toBe(200);
  await world.turnTo(new Date('2026-05-30T16:00:00.000Z'));
  expect(errorOf(await world.use(vouchers[1]?.code ?? null))).toEqual([409, 'VOUCHER_EXPIRED']);
  const stuck = residents[2]?.accountNumber ?? '';
  await setBlocked(stuck, true);
  const sweeper = platform.app.get(VoucherSweeper);
  await Promise.all([sweeper.sweep(), sweeper.sweep()]);
  expect(await openOnes()).toBe(1);
  expect(await Promise.all(residents.map((each) => world.points(each)))).toEqual([
    [0n, 0n],
    [600n, 0n],
    [0n, 600n],
  ]);
  await setBlocked(stuck, false);
  expect(await sweeper.sweep()).toBe(1);
  expect(await openOnes()).toBe(0);
});

it('INV-01 what is free, set apart and retired is what was issued', async () => {
  expect(await world.lost()).toBe(0n);
  expect(await breaches(world.platform.database)).toEqual([]);
});
