import { EmittersWorld, entry, type House, type TaskAnswer } from './emitters.spec-support';
import { isListed, listedEmitters, proposedList, requireListed } from './index';
import { releasedPacks } from '@carbon/rules/domain';

let world: EmittersWorld;
let big: House;
let small: House;
let fresh: House;
let falling: House;

beforeAll(async () => {
  world = await EmittersWorld.open();
  [big, small, fresh, falling] = [
    await world.emitter('BIG'),
    await world.emitter('SMALL'),
    await world.emitter('FRESH'),
    await world.emitter('FALLING'),
  ];
  await world.verified(big.id, { 2023: 900_000n, 2024: 26_000n });
  await world.verified(small.id, { 2024: 25_999n });
  await world.verified(falling.id, { 2022: 40_000n, 2023: 25_999n, 2024: 20_000n });
  world = Object.assign(world, { zhejiang: await world.again(world.zhejiang) });
}, 120_000);
afterAll(() => world.close());

interface Entry {
  readonly holder: string;
  readonly verdict: string;
  readonly ground: string | null;
  readonly verified: readonly { readonly year: number; readonly verifiedT: string }[];
  readonly includedSince: number;
}
interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}
interface Problem {
  readonly code: string;
  readonly rule?: string;
  readonly errors?: readonly { readonly field: string; readonly rule: string }[];
}

const proposal = (over: object) => ({ market: 'CN', year: 2026, reason: '名录（示例）', ...over });

it('ETS-004 rows are judged by what is verified; against the rule, or without figures, they need a ground', async () => {
  const refused = await world.propose(
    world.zhejiang.maker,
    'emitter-list',
    proposal({ add: [entry('BIG'), entry('SMALL'), entry('FRESH')] }),
  );
  expect(refused.statusCode).toBe(422);
  expect(refused.json<Problem>()).toMatchObject({ code: 'EMITTERS_ROWS_REFUSED', rule: 'ETS-004' });
  expect(refused.body).toContain('payload.add[1].ground');
  expect(refused.body).toContain('payload.add[2].ground');
  expect(refused.body).not.toContain('payload.add[0]');

  const task = await world.list(world.zhejiang, {
    ...{ market: 'CN', year: 2026 },
    add: [
      entry('BIG', { includedSince: 2020 }),
      entry('SMALL', { ground: '扩建项目已投产（示例）' }),
      entry('FRESH', { ground: '新建项目（示例）' }),
    ],
  });
  expect(task).toMatchObject({ state: 'executed', outcome: { added: 3, removed: 0, publication: 1 } });
  expect(task.summary.en).toContain('1 against the rule, 1 without verified figures');
  expect(task.payload.judged.shown).toMatchObject([
    { holder: 'SMALL', verdict: 'against-rule', rule: 'ETS-004' },
    { holder: 'FRESH', verdict: 'not-judged' },
  ]);
});

it('CYC-07 the list is public and dated, names its pack, and shows nobody’s figures', async () => {
  const { platform } = world;
  const answer = await platform.send('GET', '/v1/public/emitter-lists/CN/2026?limit=2', {});
  const page = answer.json<Page<Record<string, unknown>>>();
  expect(page.items).toHaveLength(2);
  expect(page.items[0]).toMatchObject({
    ...{ holder: 'BIG', sector: 'power', gases: ['CO2'], includedSince: 2020, publishedOn: '2025-10-16' },
    pack: { id: 'compliance-cn', certainty: 'F' },
  });
  expect(answer.body).not.toContain('26000');
  expect(page.next).toBeDefined();
  const rest = await platform.send('GET', `/v1/public/emitter-lists/CN/2026?cursor=${page.next ?? ''}`, {});
  expect(rest.json<Page<Entry>>().items.map(({ holder }) => holder)).toEqual(['SMALL']);
  const published = await platform.send('GET', '/v1/public/emitter-lists/CN/2026/publications', {});
  expect(published.json<Page<unknown>>().items).toMatchObject([
    { number: 1, publishedOn: '2025-10-16', dueOn: '2025-10-31', authority: 'ZHEJIANG', added: 3 },
  ]);
});

it('an enterprise sees what its own entry rests on, and nobody else’s', async () => {
  const own = await world.get<Page<Entry>>(small.maker, '/v1/emitter-lists/CN/2026');
  expect(own.items).toMatchObject([
    { holder: 'SMALL', verdict: 'against-rule', ground: '扩建项目已投产（示例）' },
  ]);
  expect(own.items[0]?.verified).toMatchObject([{ year: 2024, verifiedT: '25999' }]);
});

it('ETS-004 the face tells who is listed, and refuses who is not', async () => {
  const { database } = world.platform;
  const of = { market: 'CN', year: 2026 };
  expect(await isListed(database, { ...of, holderId: big.id })).toBe(true);
  expect(await isListed(database, { ...of, holderId: falling.id })).toBe(false);
  await expect(requireListed(database, { ...of, holderId: falling.id })).rejects.toMatchObject({
    ...{ code: 'EMITTERS_NOT_LISTED', status: 422, rule: 'ETS-004' },
  });
  const listed = await listedEmitters(database, { ...of, sector: 'power', province: '浙江' });
  expect(listed.map(({ holderId }) => holderId).sort()).toEqual([big.id, small.id, fresh.id].sort());
});

it('ETS-004 who must enter and who may leave follows from verified figures', async () => {
  await world.list(world.zhejiang, {
    ...{ market: 'CN', year: 2025 },
    add: [entry('FALLING', { ground: '2025 年度名录（示例）' })],
  });
  const { database, clock } = world.platform;
  const desk = { clock, packs: () => Promise.resolve(releasedPacks) };
  const of = { market: 'CN', year: 2026, reach: 'everything' } as const;
  const { entries } = await proposedList(database, desk, of);
  expect(entries.map(({ holderId, proposal: said }) => [holderId, said])).toEqual([[falling.id, 'leaves']]);
  const told = await world.get<Page<unknown>>(world.ministry.checker, '/v1/emitter-lists/CN/2026/proposed');
  expect(told.items).toMatchObject([
    { holder: 'FALLING', proposal: 'leaves', pack: { id: 'compliance-cn', certainty: 'F' } },
  ]);
  const refused = await world.send(big.maker, 'GET', '/v1/emitter-lists/CN/2026/proposed');
  expect(refused.statusCode).toBe(403);
});

it('carrying the list forward asks about whom the rule wants off', async () => {
  const asked = await world.propose(
    world.zhejiang.maker,
    'emitter-list',
    proposal({ year: 2026, carryForward: true }),
  );
  expect(asked.statusCode).toBe(422);
  expect(asked.body).toContain('carryForward.FALLING.ground');
  const task = await world.list(world.zhejiang, {
    ...{ market: 'CN', year: 2026, carryForward: true },
    remove: [{ holder: 'FALLING', reason: '连续两年低于纳入门槛' }],
  });
  expect(task).toMatchObject({ state: 'executed', outcome: { added: 0, removed: 1, publication: 2 } });
});

it('ETS-004 a removal that the rule does not bear out needs a ground', async () => {
  const remove = [{ holder: 'BIG', reason: '企业申请（示例）' }];
  const refused = await world.propose(world.zhejiang.maker, 'emitter-list', proposal({ remove }));
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('payload.remove[0].ground');
});

it('a row that stands twice, is unknown, or changes nothing is named', async () => {
  const add = [entry('BIG', { includedSince: 2020 }), entry(big.id), entry('NOBODY')];
  const refused = await world.propose(world.zhejiang.maker, 'emitter-list', proposal({ add }));
  expect(refused.statusCode).toBe(422);
  for (const field of ['payload.add[0].holder', 'payload.add[1].holder', 'payload.add[2].holder']) {
    expect(refused.body).toContain(field);
  }
});

it('an enterprise of another province does not exist for an authority', async () => {
  const refused = await world.propose(
    world.guangdong.maker,
    'emitter-list',
    proposal({ add: [entry('BIG', { ground: '示例' })] }),
  );
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('unknown');
});

it('another province’s authority cannot approve, nor keep a pilot’s list of elsewhere', async () => {
  const add = [entry('FRESH', { classText: '其他', ground: '更正行业类别（示例）' })];
  const proposed = await world.propose(world.zhejiang.maker, 'emitter-list', proposal({ add }));
  const { id } = proposed.json<TaskAnswer>();
  const other = await world.send(world.guangdong.checker, 'POST', `/v1/tasks/${id}/approvals`, {});
  expect(other.statusCode).toBe(404);
  const own = await world.send(world.zhejiang.maker, 'POST', `/v1/tasks/${id}/approvals`, {});
  expect(own.statusCode).toBe(403);
  await world.send(world.zhejiang.maker, 'POST', `/v1/tasks/${id}/withdrawals`, {});
  const pilot = await world.propose(
    world.zhejiang.maker,
    'emitter-list',
    proposal({ market: 'SZ', add: [entry('BIG', { ground: '示例' })] }),
  );
  expect(pilot.json<Problem>()).toMatchObject({ code: 'EMITTERS_LIST_OF_ANOTHER' });
});

it('ETS-005 who enters the national list leaves the local one for the same gas and sector, and stays out', async () => {
  const both = await world.emitter('BOTH', '广东');
  const otherSector = await world.emitter('OTHER-SECTOR', '广东');
  const guangdong = await world.again(world.guangdong);
  const local = await world.list(guangdong, {
    ...{ market: 'SZ', year: 2026 },
    add: [
      entry('BOTH', { ground: '深圳名录（示例）' }),
      entry('OTHER-SECTOR', { sector: 'manufacturing', gases: ['CO2'], ground: '深圳名录（示例）' }),
    ],
  });
  expect(local).toMatchObject({ state: 'executed', outcome: { added: 2 } });
  await world.verified(both.id, { 2024: 80_000n }, 'SZ');
  await world.verified(otherSector.id, { 2024: 80_000n }, 'CN');
  const national = await world.list(guangdong, {
    ...{ market: 'CN', year: 2026, add: [entry('BOTH'), entry('OTHER-SECTOR')] },
  });
  expect(national).toMatchObject({ state: 'executed', outcome: { added: 2, leftLocalLists: 1 } });
  const { database } = world.platform;
  expect(await isListed(database, { market: 'SZ', year: 2026, holderId: both.id })).toBe(false);
  expect(await isListed(database, { market: 'SZ', year: 2026, holderId: otherSector.id })).toBe(true);
  const back = await world.propose(guangdong.maker, 'emitter-list', {
    ...{ market: 'SZ', year: 2026, reason: '示例', add: [entry('BOTH', { ground: '示例' })] },
  });
  expect(back.json<Problem>()).toMatchObject({ code: 'EMITTERS_ROWS_REFUSED', rule: 'ETS-005' });
});

it('of two proposals about one list the later finds what the earlier did', async () => {
  const late = await world.emitter('LATE');
  await world.verified(late.id, { 2024: 30_000n });
  const zhejiang = await world.again(world.zhejiang);
  const ids = await Promise.all(
    [1, 2].map(async () => {
      const answer = await world.propose(zhejiang.maker, 'emitter-list', proposal({ add: [entry('LATE')] }));
      return answer.json<TaskAnswer>().id;
    }),
  );
  const ends = await Promise.all(
    ids.map(async (id) => {
      const answer = await world.send(zhejiang.checker, 'POST', `/v1/tasks/${id}/approvals`, {});
      return answer.json<TaskAnswer>();
    }),
  );
  expect(ends.map(({ state }) => state).sort()).toEqual(['executed', 'failed']);
  expect(ends.find(({ state }) => state === 'failed')?.failure?.code).toBe('EMITTERS_ROWS_REFUSED');
});
