import { newId } from '@carbon/kernel';
import { AllocationWorld, unit } from './allocation.spec-support';
import { insertMovements } from './persistence/movements';

let world: AllocationWorld;
beforeEach(async () => {
  world = await AllocationWorld.open();
});
afterEach(() => world.close());

const cap = (over: object = {}) => ({ market: 'CN', year: 2024, capT: '3000000', reason: '示例', ...over });
const setCap = (over: object = {}) => world.task(world.national, 'allowance-cap', cap(over), 2);

/** An enterprise that gets 2,000,000 t, and a reviewed round of its province with nobody else in it. */
async function reviewedRound(province: string): Promise<string> {
  const one = await world.enterprise({ province });
  await world.verify(one, {
    province,
    ...{ sector: 'steel', verifiedT: 2_000_000n },
  });
  const number = await world.round(world.national, { sectors: ['steel'], provinces: [province] });
  await world.reviewed(world.national, number);
  return number;
}

describe('caps (REG-007)', () => {
  it('a cap needs two approvals, and is set by nobody but the national authority', async () => {
    const refused = await world.propose(world.province.maker, 'allowance-cap', cap());
    expect(refused.json()).toMatchObject({ code: 'ALLOWANCE_CAP_NATIONAL_ONLY', rule: 'REG-007' });
    const one = await world.task(world.national, 'allowance-cap', cap(), 1);
    expect(one).toMatchObject({ state: 'proposed' });
    expect(await setCap()).toMatchObject({ state: 'executed', outcome: { version: 1 } });
    expect(await setCap({ capT: '4000000' })).toMatchObject({ outcome: { version: 2 } });
    const caps = await world.send('GET', '/v1/allowance-caps?market=CN&year=2024', world.province.maker);
    expect(caps.json()).toMatchObject({ items: [{ province: null, capT: '4000000', version: 2 }] });
    const all = await world.send('GET', '/v1/allowance-caps/CN/2024/versions?limit=1', world.province.maker);
    const { items, next } = all.json<{ items: object[]; next: string }>();
    expect(items).toMatchObject([{ version: 2, capT: '4000000' }]);
    const older = await world.send(
      'GET',
      `/v1/allowance-caps/CN/2024/versions?limit=1&cursor=${next}`,
      world.province.maker,
    );
    expect(older.json()).toMatchObject({ items: [{ version: 1, capT: '3000000' }] });
  });

  it('provinces’ caps do not come to more than the market’s', async () => {
    await setCap();
    expect(await setCap({ province: '浙江', capT: '2000000' })).toMatchObject({ state: 'executed' });
    expect(await setCap({ province: '江苏', capT: '1000001' })).toMatchObject({
      ...{ state: 'failed', failure: { code: 'ALLOWANCE_CAP_REFUSED' } },
    });
    expect(await setCap({ province: '江苏', capT: '1000000' })).toMatchObject({ state: 'executed' });
    expect(await setCap({ capT: '2999999' })).toMatchObject({ state: 'failed' });
    expect(await setCap({ province: '浙江', capT: '1500000' })).toMatchObject({ state: 'executed' });
    expect(await setCap({ capT: '2500000' })).toMatchObject({ state: 'executed' });
  });

  it('a round that exceeds what is left is not approved, nationally nor in a province', async () => {
    await setCap({ province: '浙江', capT: '1999999' });
    const number = await reviewedRound('浙江');
    expect(await world.approved(world.national, number)).toMatchObject({
      ...{ state: 'failed', failure: { code: 'ALLOCATION_OVER_CAP' } },
    });
    await setCap({ province: '浙江', capT: '2000000' });
    expect(await world.approved(world.national, number)).toMatchObject({ state: 'executed' });
    const caps = await world.send('GET', '/v1/allowance-caps?market=CN&year=2024', world.national.maker);
    expect(caps.json()).toMatchObject({
      items: [
        { province: null, pendingT: '2000000', issuedT: '0' },
        { province: '浙江', pendingT: '2000000', issuedT: '0' },
      ],
    });
    // nor lowered below what is pending; a cancelled round gives it back
    expect(await setCap({ province: '浙江', capT: '1999999' })).toMatchObject({ state: 'failed' });
    await world.step(world.national, number, 'cancellations', { reason: '示例' });
    expect(await setCap({ province: '浙江', capT: '1999999' })).toMatchObject({ state: 'executed' });
  });

  it('of two rounds approved at the same moment one gets the room', async () => {
    const numbers = [await reviewedRound('浙江'), await reviewedRound('江苏')];
    await world.renew(world.national);
    await setCap();
    const { maker, checkers } = world.national;
    const tasks: string[] = [];
    for (const round of numbers) {
      const task = await world.propose(maker, 'allocation-approval', { round });
      tasks.push(task.json<{ id: string }>().id);
    }
    const answers = await Promise.all(
      tasks.map((task, at) => world.approve(checkers[at === 0 ? 0 : 1], task)),
    );
    expect(answers.map((answer) => answer.json<{ state: string }>().state).sort()).toEqual([
      'executed',
      'failed',
    ]);
  });

  it('fifty movements at once, past every lock of ours: the database lets through what fits', async () => {
    await setCap({ capT: '1000' });
    const { database, clock } = world.platform;
    const attempts = Array.from({ length: 50 }, (_, at) =>
      database.transaction((tx) =>
        insertMovements(
          tx,
          [
            {
              ...{ roundId: newId(), holderId: newId(), lineVersion: 1, market: 'CN', year: 2024 },
              ...{ province: at % 2 === 0 ? '浙江' : '江苏', sector: 'power', kind: 'reserve' },
              quantity: 30n,
            },
          ],
          { actor: 'test' },
          clock.now(),
        ),
      ),
    );
    const outcomes = await Promise.allSettled(attempts);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(outcomes.length - refused.length).toBe(33);
    for (const one of refused) {
      expect((one as PromiseRejectedResult).reason).toMatchObject({ code: 'ALLOCATION_OVER_CAP' });
    }
    const rows = await database.query(
      `select province, pending_t from allowances.cap_position where province = ''`,
    );
    expect(rows).toEqual([{ province: '', pending_t: '990' }]);
  });

  it('an enterprise is allocated to by one round of a year and phase', async () => {
    const number = await reviewedRound('浙江');
    const second = await world.round(world.national, { sectors: ['steel'] });
    await world.reviewed(world.national, second);
    expect(await world.approved(world.national, number)).toMatchObject({ state: 'executed' });
    expect(await world.approved(world.national, second)).toMatchObject({
      ...{ state: 'failed', failure: { code: 'ALLOCATION_ELSEWHERE' } },
    });
  });
});

it('what is public: sums by sector and province, without a caller', async () => {
  const one = await world.enterprise();
  await world.verify(one, { units: [unit()] });
  await world.allocated(world.province);
  const answer = await world.platform.send('GET', '/v1/public/allocations/CN/2024', {});
  expect(answer.json()).toEqual({
    items: [
      {
        ...{ sector: 'power', province: '浙江', enterprises: 1, preAllocatedT: '0' },
        ...{ approvedT: '2476300', issuedT: '2476300', returnedT: '0' },
      },
    ],
  });
});
