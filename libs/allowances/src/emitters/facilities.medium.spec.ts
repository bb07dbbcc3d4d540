import { getHolder, joinGroup } from '@carbon/identity';
import { done, EmittersWorld, type House, sha256, SITE, UNIT } from './emitters.spec-support';
import { serviceBodiesOf, unitsOf } from './index';

let world: EmittersWorld;
let house: House;
let other: House;

beforeAll(async () => {
  world = await EmittersWorld.open();
  house = await world.emitter('PLANT');
  other = await world.emitter('NEIGHBOUR');
}, 120_000);
afterAll(() => world.close());

interface Unit {
  readonly id: string;
  readonly version: number;
  readonly effectiveFrom: string;
  readonly facts: {
    readonly unitClass?: string;
    readonly classRules?: { readonly certainty: string };
    readonly power: { readonly ratedMw: string };
  };
}
interface Page<T> {
  readonly items: readonly T[];
}

it('ALC-006 the class of a unit follows from its facts, and the answer names the pack', async () => {
  const { unit } = await world.unit(house);
  const found = await world.get<Unit>(house.maker, `/v1/emission-units/${unit}`);
  expect(found.facts).toMatchObject({ unitClass: 'I', classRules: { id: 'emitters-cn', certainty: 'F' } });
});

it('ALC-006 another class than the facts say is refused', async () => {
  const { site } = await world.unit(house);
  const body = { code: 'U2', effectiveFrom: '2024-01-01', facts: { ...UNIT, unitClass: 'III' } };
  const refused = await world.send(house.maker, 'POST', `/v1/emission-sites/${site}/units`, body);
  expect(refused.statusCode).toBe(422);
  expect(refused.json()).toMatchObject({ code: 'EMITTERS_CLASS_DIFFERS', rule: 'ALC-006' });
});

it('ALC-006 units that are reported together take the least favourable class', async () => {
  const { site } = await world.unit(house, { power: { ...UNIT.power, circulatingFluidisedBed: true } });
  const merged = await world.post<Unit>(house.maker, `/v1/emission-sites/${site}/units`, {
    ...{ code: 'U2', effectiveFrom: '2024-01-01' },
    facts: { ...UNIT, power: { ...UNIT.power, ratedMw: '300' }, mergedWith: ['U1'] },
  });
  expect(merged.facts).toMatchObject({ unitClass: 'II', classRules: { certainty: 'X' } });
  const body = { code: 'U3', effectiveFrom: '2024-01-01', facts: { ...UNIT, mergedWith: ['U9'] } };
  const unknown = await world.send(house.maker, 'POST', `/v1/emission-sites/${site}/units`, body);
  expect(unknown.json()).toMatchObject({ code: 'EMITTERS_MERGED_UNIT_UNKNOWN' });
});

it('what was written stays: each day is answered by the version that holds on it', async () => {
  const { site, unit } = await world.unit(house);
  const change = (effectiveFrom: string, ratedMw: string) =>
    world.post<Unit>(house.maker, `/v1/emission-units/${unit}/versions`, {
      ...{ effectiveFrom, reason: '增容改造（示例）' },
      facts: { ...UNIT, power: { ...UNIT.power, ratedMw } },
    });
  await change('2025-01-01', '660');
  await change('2024-01-01', '330');
  const on = async (day: string) => {
    const { items } = await world.get<Page<Unit>>(house.maker, `/v1/emission-sites/${site}/units?on=${day}`);
    return items.map(({ version, facts }) => [version, facts.power.ratedMw, facts.unitClass]);
  };
  expect(await on('2022-12-31')).toEqual([]);
  expect(await on('2023-06-30')).toEqual([[1, '600', 'I']]);
  expect(await on('2024-06-30')).toEqual([[3, '330', 'II']]);
  expect(await on('2025-06-30')).toEqual([[2, '660', 'I']]);
  const versions = await world.get<Page<{ version: number; current: boolean }>>(
    house.maker,
    `/v1/emission-units/${unit}/versions`,
  );
  expect(versions.items.map(({ version, current }) => [version, current])).toEqual([
    [3, false],
    [2, true],
    [1, false],
  ]);
});

it('the face gives the units that counted under a market and ran in a year', async () => {
  const firm = await world.emitter('YEARS');
  const { number, unit } = await world.unit(firm);
  await world.unit(firm, { closedOn: '2023-12-31' });
  await world.unit(firm, { market: 'SZ' });
  await world.unit(firm, { commissionedOn: '2025-01-01' });
  const of = (year: number) => unitsOf(world.platform.database, { holderId: firm.id, market: 'CN', year });
  expect(await of(2024)).toMatchObject([{ id: unit, site: number, code: 'U1', unitClass: 'I' }]);
  expect(await of(2023)).toHaveLength(2);
  expect(await of(2025)).toHaveLength(2);
});

it('facilities of others do not exist, for reading or for writing', async () => {
  const { site, unit } = await world.unit(house);
  const calls = await Promise.all([
    world.send(other.maker, 'GET', `/v1/emission-sites/${site}`),
    world.send(other.maker, 'GET', `/v1/emission-sites/${site}/units`),
    world.send(other.maker, 'GET', `/v1/emission-units/${unit}/versions`),
    world.send(other.maker, 'GET', `/v1/emission-devices/${unit}`),
    world.send(other.maker, 'POST', `/v1/emission-sites/${site}/units`, {
      ...{ code: 'U2', effectiveFrom: '2024-01-01', facts: UNIT },
    }),
    world.send(other.maker, 'POST', `/v1/emission-sites/${site}/versions`, {
      ...{ effectiveFrom: '2024-01-01', facts: SITE, reason: '示例' },
    }),
    world.send(other.maker, 'POST', '/v1/emission-sites', {
      ...{ holder: 'PLANT', effectiveFrom: '2024-01-01', facts: SITE },
    }),
    world.send(other.maker, 'GET', '/v1/holders/PLANT/group/emission-sites'),
  ]);
  expect(calls.map(({ statusCode }) => statusCode)).toEqual(calls.map(() => 404));
  const checker = await world.send(house.checker, 'POST', '/v1/emission-sites', {
    ...{ holder: 'PLANT', effectiveFrom: '2024-01-01', facts: SITE },
  });
  expect(checker.statusCode).toBe(403);
});

it('fifty same requests at once enter one unit; with other keys the code is taken', async () => {
  const { site } = await world.unit(house);
  const body = { code: 'U7', effectiveFrom: '2024-01-01', facts: UNIT };
  const path = `/v1/emission-sites/${site}/units`;
  const key = { ...house.maker.headers, 'idempotency-key': 'the-same-key-of-fifty' };
  const same = await Promise.all(
    Array.from({ length: 50 }, () => world.platform.send('POST', path, key, body)),
  );
  expect(new Set(same.map((answer) => answer.json<Unit>().id)).size).toBe(1);
  expect(same.every(({ statusCode }) => statusCode === 201)).toBe(true);
  const others = await Promise.all(
    Array.from({ length: 10 }, () => world.send(house.maker, 'POST', path, { ...body, code: 'U8' })),
  );
  expect(others.map(({ statusCode }) => statusCode).sort()).toEqual([
    201,
    ...Array.from({ length: 9 }, () => 409),
  ]);
});

it('S05 the head of a group looks from its companies’ sites down to a device', async () => {
  const head = await world.emitter('GROUP-HEAD');
  const { site, unit } = await world.unit(house);
  const device = await world.post<{ id: string }>(house.maker, `/v1/emission-units/${unit}/devices`, {
    ...{ code: 'W-01', effectiveFrom: '2024-01-01' },
    facts: {
      ...{ nameZh: '汽车衡（示例）', nameEn: 'Weighbridge, invented', kind: 'weighbridge', serial: 'SN-1' },
      ...{ model: 'XXX-120t', accuracy: 'III', location: '厂区大门' },
    },
  });
  const { database, clock } = world.platform;
  await database.transaction(async (tx) => {
    const [parent, member] = [await getHolder(tx.manager, head.id), await getHolder(tx.manager, house.id)];
    const review = { by: 'test', approver: null, taskId: null, reason: '示例', now: clock.now() };
    await joinGroup(tx, parent, member, {
      ...review,
      documentHash: sha256(Buffer.from('consent, invented')),
    });
  });
  const group = '/v1/holders/GROUP-HEAD/group';
  const sites = await world.get<Page<{ id: string }>>(head.maker, `${group}/emission-sites?limit=100`);
  expect(sites.items.map(({ id }) => id)).toContain(site);
  const units = await world.get<Page<Unit>>(head.maker, `${group}/emission-sites/${site}/units`);
  expect(units.items.map(({ id }) => id)).toEqual([unit]);
  const devices = await world.get<Page<{ id: string }>>(
    head.maker,
    `${group}/emission-units/${unit}/devices`,
  );
  expect(devices.items.map(({ id }) => id)).toEqual([device.id]);
  const strangers = await world.unit(other);
  const outside = await world.send(head.maker, 'GET', `${group}/emission-sites/${strangers.site}/units`);
  expect(outside.statusCode).toBe(404);
});

it('hostile facts are refused field by field', async () => {
  const refused = await world.send(house.maker, 'POST', '/v1/emission-sites', {
    ...{ holder: 'PLANT', effectiveFrom: '2024-02-30' },
    facts: { ...SITE, cityCode: '33010', latitude: '91', longitude: '1e9', surprise: true },
  });
  expect(refused.statusCode).toBe(400);
  for (const field of ['effectiveFrom', 'facts.cityCode', 'facts.latitude', 'facts.longitude', 'surprise']) {
    expect(refused.body).toContain(field);
  }
});

it('ETS-007 service bodies of a province are told with their enterprises', async () => {
  const { platform } = world;
  await platform.holder('BODY', 'verifier', '浙江');
  const body = { holder: 'PLANT', body: 'BODY', work: 'writes-reports', from: '2025-01-01' };
  const engaged = await world.post<{ id: string; province: string }>(
    house.maker,
    '/v1/service-engagements',
    body,
  );
  expect(engaged.province).toBe('浙江');
  const at = (on: `${number}-${number}-${number}`) =>
    serviceBodiesOf(platform.database, { province: '浙江', on });
  expect(await at('2025-06-30')).toMatchObject([{ holderId: house.id, work: 'writes-reports', until: null }]);
  const stranger = await world.send(other.maker, 'POST', `/v1/service-engagements/${engaged.id}/ending`, {
    ...{ until: '2025-12-31', reason: '示例' },
  });
  expect(stranger.statusCode).toBe(404);
  done(
    await world.send(house.maker, 'POST', `/v1/service-engagements/${engaged.id}/ending`, {
      ...{ until: '2025-12-31', reason: '合同到期（示例）' },
    }),
  );
  expect(await at('2026-01-01')).toEqual([]);
  const own = await world.send(house.maker, 'POST', '/v1/service-engagements', { ...body, body: 'PLANT' });
  expect(own.json()).toMatchObject({ code: 'EMITTERS_NOT_A_SERVICE_BODY' });
});
