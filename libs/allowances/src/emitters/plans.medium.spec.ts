import { EmittersWorld, entry, type House, type TaskAnswer } from './emitters.spec-support';

let world: EmittersWorld;
let house: House;
let other: House;
let zhejiang: House;
let unit: string;

/** Wednesday 31 December 2025, a China morning: the last day for plans of 2026. */
const LAST_DAY = new Date('2025-12-31T02:00:00.000Z');

beforeAll(async () => {
  world = await EmittersWorld.open(LAST_DAY);
  house = await world.emitter('PLANT');
  other = await world.emitter('NEIGHBOUR');
  zhejiang = await world.again(world.zhejiang);
  await world.list(zhejiang, { market: 'CN', year: 2026, add: [entry('PLANT', { ground: '示例' })] });
  unit = `${(await world.unit(house)).number}/U1`;
}, 120_000);
afterAll(() => world.close());

interface Plan {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly dueOn: string | null;
  readonly daysLate: number | null;
  readonly remarks: string | null;
  readonly retainUntil: string;
}
interface Page<T> {
  readonly items: readonly T[];
}

const planOf = (holder: string, over: object = {}) => ({
  ...{ holder, market: 'CN', year: 2026 },
  content: {
    boundary: '全厂发电机组（示例）',
    parameters: [
      {
        ...{ unit, parameter: 'fuel-consumed', material: '原煤', measuredIn: 't', source: 'measured' },
        ...{ device: '汽车衡', model: 'XXX-120t', location: '厂区大门', measuredEvery: '每批次' },
        ...{ accuracy: 'III 级', calibratedEvery: '每年', recordedEvery: '每日', responsible: '生产部' },
        ...{ missingData: '按年平均单耗与当月发电量推算', archiving: '档案室，五年' },
        ...over,
      },
    ],
  },
});
const write = () => world.post<Plan>(house.maker, '/v1/quality-plans', planOf('PLANT'));
const read = (who: House, id: string) => world.send(who.maker, 'GET', `/v1/quality-plans/${id}`);
const submit = (id: string) => world.agreed(house, 'quality-plan-submission', { plan: id });

it('CYC-08 a plan is written by one, submitted by another, in time on 31 December', async () => {
  const draft = await write();
  expect(draft).toMatchObject({ version: 1, state: 'draft', retainUntil: '2031-12-31' });
  const alone = await world.propose(house.maker, 'quality-plan-submission', { plan: draft.id });
  const { id } = alone.json<TaskAnswer>();
  const self = await world.send(house.maker, 'POST', `/v1/tasks/${id}/approvals`, {});
  expect(self.statusCode).toBe(403);
  const approved = await world.send(house.checker, 'POST', `/v1/tasks/${id}/approvals`, {});
  expect(approved.json<TaskAnswer>()).toMatchObject({
    ...{ state: 'executed', outcome: { dueOn: '2025-12-31', submittedOn: '2025-12-31', daysLate: 0 } },
  });
  const again = await world.propose(house.maker, 'quality-plan-submission', { plan: draft.id });
  expect(again.json()).toMatchObject({ code: 'EMITTERS_PLAN_STATE', rule: 'CYC-08' });
});

it('CYC-08 an authority gives a plan back with remarks; the next version is late and says by how much', async () => {
  const [first] = (await world.get<Page<Plan>>(zhejiang.maker, '/v1/quality-plans?state=submitted')).items;
  const returned = await world.agreed(zhejiang, 'quality-plan-return', {
    ...{ plan: first?.id, remarks: '请补充缺失数据处理方法（示例）' },
  });
  expect(returned).toMatchObject({ state: 'executed' });
  expect((await read(house, first?.id ?? '')).json<Plan>()).toMatchObject({
    ...{ state: 'returned', remarks: '请补充缺失数据处理方法（示例）' },
  });
  world.platform.clock.set(new Date('2026-01-05T02:00:00.000Z'));
  [house, other, zhejiang] = [
    await world.again(house),
    await world.again(other),
    await world.again(zhejiang),
  ];
  const second = await write();
  expect(second).toMatchObject({ version: 2, state: 'draft' });
  expect(await submit(second.id)).toMatchObject({ state: 'executed', outcome: { daysLate: 5 } });
  const versions = await world.get<Page<Plan>>(house.maker, '/v1/quality-plans?holder=PLANT&year=2026');
  expect(versions.items.map(({ version, state }) => [version, state])).toEqual([
    [2, 'submitted'],
    [1, 'returned'],
  ]);
});

it('a draft is its enterprise’s own, and only the newest version can be submitted', async () => {
  const third = await write();
  const fourth = await write();
  expect((await read(zhejiang, fourth.id)).statusCode).toBe(404);
  expect((await read(other, fourth.id)).statusCode).toBe(404);
  const seen = await world.get<Page<Plan>>(zhejiang.maker, '/v1/quality-plans');
  expect(seen.items.map(({ version }) => version)).toEqual([2, 1]);
  const old = await world.propose(house.maker, 'quality-plan-submission', { plan: third.id });
  expect(old.json()).toMatchObject({ code: 'EMITTERS_PLAN_SUPERSEDED' });
  const back = await world.propose(zhejiang.maker, 'quality-plan-return', {
    plan: fourth.id,
    remarks: '示例',
  });
  expect(back.statusCode).toBe(404);
  const foreign = await world.propose(other.maker, 'quality-plan-submission', { plan: fourth.id });
  expect(foreign.statusCode).toBe(404);
});

it('ETS-004 a plan of who is not listed can be written, and not submitted', async () => {
  const place = await world.unit(other);
  const draft = await world.post<Plan>(
    other.maker,
    '/v1/quality-plans',
    planOf('NEIGHBOUR', { unit: `${place.number}/U1` }),
  );
  const refused = await world.propose(other.maker, 'quality-plan-submission', { plan: draft.id });
  expect(refused.json()).toMatchObject({ code: 'EMITTERS_NOT_LISTED', rule: 'ETS-004' });
});

it('parameters of units that are not there, or are another’s, are named', async () => {
  const refused = await world.send(other.maker, 'POST', '/v1/quality-plans', planOf('NEIGHBOUR'));
  expect(refused.statusCode).toBe(400);
  expect(refused.body).toContain('content.parameters[0].unit');
  const foreign = await world.send(other.maker, 'POST', '/v1/quality-plans', planOf('PLANT'));
  expect(foreign.statusCode).toBe(404);
});

it('of fifty versions written at once each has its own number', async () => {
  const before = (await write()).version;
  const plans = await Promise.all(Array.from({ length: 50 }, write));
  expect(plans.map(({ version }) => version).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 50 }, (_, at) => before + 1 + at),
  );
});
