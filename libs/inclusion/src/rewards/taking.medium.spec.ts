import { breaches } from '../../../../tests/support/ledger-invariants';
import { atOnce, errorOf, RewardsWorld, statuses } from './rewards.spec-support';

let world: RewardsWorld;
beforeAll(async () => {
  world = await RewardsWorld.open();
});
afterAll(() => world.platform.close());

it('RULES 7.2 fifty residents redeem the last item at once: one gets it, nobody else loses a point', async () => {
  const reward = await world.reward('LAST', { stock: '1' });
  const residents = [];
  for (let made = 0; made < 50; made++) residents.push(await world.resident(600n));
  const answers = await Promise.all(residents.map((resident) => world.take(resident, reward)));
  expect(statuses(answers)).toEqual({ 201: 1, 409: 49 });
  expect(
    new Set(answers.filter(({ statusCode }) => statusCode === 409).map((each) => errorOf(each)[1])),
  ).toEqual(new Set(['REWARD_SOLD_OUT']));
  const standing = await Promise.all(residents.map((resident) => world.points(resident)));
  expect(standing.filter(([available]) => available === 600n)).toHaveLength(49);
  expect(standing.filter(([available, apart]) => available === 0n && apart === 600n)).toHaveLength(1);
  expect(await world.stock(reward)).toBe('0');
  expect(await world.lost()).toBe(0n);
});

it('RULES 7.2 one resident who asks fifty times at once gets as many as one person may', async () => {
  const reward = await world.reward('ONCE', { stock: '100', limit: { count: 1, period: 'ever' } });
  const resident = await world.resident(60_000n);
  const answers = await atOnce(50, () => world.take(resident, reward));
  expect(statuses(answers)).toEqual({ 201: 1, 422: 49 });
  expect(answers.filter(({ statusCode }) => statusCode === 422).map((each) => errorOf(each)[1])).toEqual(
    Array.from({ length: 49 }, () => 'REWARD_LIMIT_REACHED'),
  );
  expect(await world.points(resident)).toEqual([59_400n, 600n]);
  expect(await world.stock(reward)).toBe('99');
});

it('PTS-005 points for one of two: one is taken, the other refused, whatever comes first', async () => {
  const rewards = [await world.reward('TEA', { stock: '5' }), await world.reward('CAKE', { stock: '5' })];
  const resident = await world.resident(600n);
  const answers = await Promise.all(rewards.map((reward) => world.take(resident, reward)));
  expect(statuses(answers)).toEqual({ 201: 1, 422: 1 });
  const refused = answers.find(({ statusCode }) => statusCode === 422);
  expect(refused && errorOf(refused)).toEqual([422, 'POINTS_NOT_ENOUGH']);
  expect(await world.points(resident)).toEqual([0n, 600n]);
  const left = await Promise.all(rewards.map((reward) => world.stock(reward)));
  expect(left.sort()).toEqual(['4', '5']);
});

it('a budget pays for exactly what it covers, whoever comes at once', async () => {
  const { platform, programme } = world;
  const id = await platform.holder('E001', 'key-emitter');
  const funder = { maker: await platform.person(id, 'maker'), checker: await platform.person(id, 'checker') };
  const grant = {
    ...{ funder: 'E001', programme: programme.code, purposeZh: '示例', purposeEn: 'example' },
    ...{ budgetYuan: '10.00', source: 'synthetic' },
  };
  const { outcome } = await world.act('inclusion-funding', grant, funder);
  const reward = await world.reward('FUNDED', { funding: outcome?.['funding'], stock: '100' });
  const residents = [];
  for (let made = 0; made < 12; made++) residents.push(await world.resident(600n));
  const answers = await Promise.all(residents.map((resident) => world.take(resident, reward)));
  expect(statuses(answers)).toEqual({ 201: 3, 409: 9 });
  expect(await world.stock(reward)).toBe('97');
  const path = `/v1/inclusion/fundings/${outcome?.['funding'] ?? ''}`;
  const told = await platform.send('GET', path, funder.maker.headers);
  expect(told.json()).toMatchObject({
    budgetYuan: '10.00',
    takenYuan: '9.00',
    settledYuan: '0.00',
    leftYuan: '1.00',
  });
  const stranger = await platform.send('GET', path, world.cause.maker.headers);
  expect(stranger.statusCode).toBe(404);
});

it('the same key is the same voucher; who takes no part, what is not offered and what is unknown are refused', async () => {
  const reward = await world.reward('KEYED', { stock: '9' });
  const resident = await world.resident(1_200n);
  const headers = { ...resident.person.headers, 'idempotency-key': 'the-same-key-every-time' };
  const body = { programme: 'SZ', reward };
  const answers = await atOnce(10, () => world.platform.send('POST', '/v1/me/vouchers', headers, body));
  expect(new Set(answers.map((each) => each.json<{ id: string }>().id)).size).toBe(1);
  expect(await world.points(resident)).toEqual([600n, 600n]);

  const other = await world.world.programme('SIP', 'inclusion-sip');
  const stranger = await world.world.resident(other);
  expect(errorOf(await world.take(stranger, reward))).toEqual([422, 'NOT_A_MEMBER']);
  expect(errorOf(await world.take(resident, 'NOTHING'))).toEqual([404, 'REWARD_UNKNOWN']);
  const later = await world.reward('LATER', { validFrom: '2026-12-01T00:00:00+08:00' });
  expect(errorOf(await world.take(resident, later))).toEqual([422, 'REWARD_NOT_OFFERED']);
  expect(errorOf(await world.take(resident, reward, { times: 2 }))).toEqual([422, 'REWARD_TAKEN_ONE_BY_ONE']);
  const clerk = await world.platform.send('POST', '/v1/me/vouchers', world.merchant.maker.headers, body);
  expect(clerk.statusCode).toBe(403);
});

it('S18 gifts are retired at once, counted towards the goal by everybody, and thanked for', async () => {
  const { platform } = world;
  const court = await world.reward('COURT', {
    ...{ kind: 'charity', nameZh: '公益球场（示例）', nameEn: 'Charity court (example)', points: '100' },
    ...{ merchant: world.cause.code, settlementYuan: '1.00', targetPoints: '2000' },
  });
  const givers = await Promise.all([world.resident(500n), world.resident(5_000n)]);
  const before = await world.retired();
  const [first, second] = givers;
  const gift = await world.taken(first, court, { times: 5 });
  expect(gift).toMatchObject({ state: 'given', points: '500', code: null });
  await atOnce(15, () => world.taken(second, court));
  expect(await world.points(first)).toEqual([0n, 0n]);
  expect((await world.retired()) - before).toBe(2_000n);
  const told = await platform.send('GET', '/v1/public/inclusion/rewards/SZ/COURT', {});
  expect(told.json()).toMatchObject({
    charity: { targetPoints: '2000', givenPoints: '2000', gifts: '20', reached: true },
  });
  const path = `/v1/me/vouchers/${gift.id}/certificate`;
  const certificate = await platform.send('GET', path, first.person.headers);
  expect(certificate.json<{ thanks: { zh: string } }>().thanks.zh).toContain('公益球场（示例）');
  expect(certificate.body).toContain('500');
  const sums = await platform.send(
    'GET',
    '/v1/inclusion/settlements?merchant=C01',
    world.programme.maker.headers,
  );
  expect(sums.json()).toMatchObject({ items: [{ reward: 'COURT', pieces: '16', yuan: '20.00' }] });
});

it('PTS-003 what residents and everybody see knows no yuan', async () => {
  const { platform } = world;
  const resident = await world.resident(600n);
  await world.taken(resident, await world.reward('PRICE', { settlementYuan: '77.31' }));
  const answers = await Promise.all(
    [
      ...['/v1/public/inclusion/rewards?limit=100&all=true', '/v1/public/inclusion/rewards/SZ/PRICE'],
      ...['/v1/me/vouchers', '/v1/public/marketplace?kind=points-goods'],
    ].map((path) => platform.send('GET', path, resident.person.headers)),
  );
  for (const answer of answers) {
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('PRICE');
    expect(answer.body).not.toMatch(/77\.31|7731|yuan|fen"|settle|CNY|funding|￥|¥/i);
  }
  for (const path of ['/v1/inclusion/reward-terms', '/v1/inclusion/settlements', '/v1/merchants/statements'])
    expect((await platform.send('GET', path, resident.person.headers)).statusCode).toBe(403);
});

it('S07 what points buy stands in the marketplace, page by page, gifts aside', async () => {
  const seen: { code: string; shelf: string; kind: string }[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const answer = await world.platform.send('GET', `/v1/public/marketplace?limit=2${after}`, {});
    const page = answer.json<{ items: typeof seen; next?: string }>();
    seen.push(...page.items);
    cursor = page.next;
  }
  const codes = seen.filter(({ shelf }) => shelf === 'rewards').map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes).toEqual(expect.arrayContaining(['ONCE', 'TEA', 'KEYED']));
  expect(codes).not.toEqual(expect.arrayContaining(['COURT']));
  expect(codes).not.toEqual(expect.arrayContaining(['LAST']));
});

it('INV-01 no point was lost, and the ledger stands', async () => {
  expect(await world.lost()).toBe(0n);
  expect(await breaches(world.platform.database)).toEqual([]);
});
