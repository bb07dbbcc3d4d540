import { HolderSuccession } from '@carbon/custody';
import { getHolder } from '@carbon/identity';
import { newId } from '@carbon/kernel';
import { JobFixture } from '../../../../tests/support/job-fixture';
import { AllocationWorld, type Enterprise, unit } from './allocation.spec-support';

const PDF = Buffer.from('%PDF-1.4\n% invented\n');

let world: AllocationWorld;
beforeEach(async () => {
  world = await AllocationWorld.open();
});
afterEach(() => world.close());

const held = ({ account }: Enterprise) => world.held(account, 'CEA25');

/** Half of last year's 2,800,000 t: 1,400,000 t of 2025 before verification. */
async function preAllocated(): Promise<Enterprise> {
  const one = await world.enterprise();
  await world.verify(one, { units: [unit({ verifiedT: 2_800_000n })] });
  await world.allocated(world.province, { year: 2025, phase: 'pre' });
  expect(await held(one)).toBe(1_400_000n);
  return one;
}

const reapprovals = async () =>
  (await world.send('GET', '/v1/allocation-reapprovals?open=true', world.province.maker)).json<{
    items: { id: string; dueOn: string; holder: string }[];
  }>().items;

describe('after an approval', () => {
  it('ALC-009 the true-up issues what is missing', async () => {
    const one = await preAllocated();
    await world.verify(one, { year: 2025, units: [unit({ special: 'emergency-reserve' })] });
    await world.allocated(world.province, { year: 2025 });
    expect(await held(one)).toBe(2_400_000n);
  });

  it('ALC-009 the true-up takes back what was too much, and makes room under the cap first', async () => {
    const one = await preAllocated();
    const other = await world.enterprise();
    const cap = { market: 'CN', year: 2025, capT: '2400000', reason: '示例' };
    await world.renew(world.national);
    expect(await world.task(world.national, 'allowance-cap', cap, 2)).toMatchObject({ state: 'executed' });
    await world.verify(one, {
      year: 2025,
      units: [unit({ special: 'emergency-reserve', verifiedT: 400_000n })],
    });
    await world.verify(other, {
      year: 2025,
      units: [unit({ special: 'emergency-reserve', verifiedT: 2_000_000n })],
    });
    await world.allocated(world.province, { year: 2025 });
    expect([await held(one), await held(other)]).toEqual([400_000n, 2_000_000n]);
    expect(await world.supply('CEA25')).toBe(2_400_000n);
  });

  it('ALC-012 what is no longer held is demanded by a day and owed, and handed back in the end', async () => {
    const one = await preAllocated();
    const { database, ledger } = world.platform;
    const thirdParty = await world.enterprise();
    const sold = { kind: 'transfer', instrument: 'CEA25', quantity: 1_300_000n } as const;
    await database.transaction((tx) =>
      ledger.submit(tx, [{ ...sold, from: one.account, to: thirdParty.account, cause: { actor: 'test' } }]),
    );
    await world.verify(one, {
      year: 2025,
      units: [unit({ special: 'emergency-reserve', verifiedT: 400_000n })],
    });
    await world.allocated(world.province, { year: 2025 });
    expect([await held(one), await world.owed(one.id)]).toEqual([0n, 900_000n]);

    await database.transaction((tx) =>
      ledger.submit(tx, [
        {
          ...{ ...sold, quantity: 900_000n, from: thirdParty.account, to: one.account },
          cause: { actor: 'test' },
        },
      ]),
    );
    const maker = await world.platform.person(one.id, 'maker');
    const demands = await world.send('GET', '/v1/allowance-return-demands', maker);
    const [demand] = demands.json<{ items: { id: string; demandedT: string }[] }>().items;
    expect(demand).toMatchObject({ demandedT: '900000', handedBackT: '0', holder: one.code });
    const payload = { demand: demand?.id, account: one.account, quantity: '900000' };
    const proposed = await world.propose(maker, 'allowance-return', payload);
    const checker = await world.platform.person(one.id, 'checker');
    const done = await world.approve(checker, proposed.json<{ id: string }>().id);
    expect(done.json()).toMatchObject({ state: 'executed' });
    expect([await held(one), await world.owed(one.id)]).toEqual([0n, 0n]);
    const again = await world.propose(await world.platform.again(maker), 'allowance-return', payload);
    expect(again.json()).toMatchObject({ code: 'ALLOCATION_NOTHING_DEMANDED' });
  });

  it('ALC-012 changed figures come on the province’s list for ten working days; the increase is issued', async () => {
    const one = await world.enterprise();
    await world.verify(one, { units: [unit()] });
    await world.allocated(world.province);
    world.platform.clock.set(new Date('2025-08-01T02:00:00.000Z'));
    await world.renew(world.province);
    await world.verify(one, { units: [unit({ loadFactorPercent: '60' })] });
    const [open] = await reapprovals();
    expect(open).toMatchObject({ holder: one.code, dueOn: '2025-08-15' });
    const payload = { reapproval: open?.id, reason: '核查结果变更' };
    const done = await world.task(world.province, 'allocation-reapproval', payload, 1);
    expect(done).toMatchObject({ state: 'executed', outcome: { amountT: '2621916', issuedT: '145616' } });
    expect(await world.held(one.account)).toBe(2_621_916n);
    expect(await reapprovals()).toEqual([]);
    const again = await world.propose(world.province.maker, 'allocation-reapproval', payload);
    expect(again.json()).toMatchObject({ code: 'ALLOCATION_REAPPROVAL_DECIDED', rule: 'ALC-012' });
  });

  it('ALC-012 a decrease is taken back; before the first issue there is nothing to approve again', async () => {
    const one = await world.enterprise();
    await world.verify(one, { units: [unit({ loadFactorPercent: '60' })] });
    const number = await world.round(world.province);
    await world.reviewed(world.province, number);
    await world.approved(world.province, number);
    await world.verify(one, { units: [unit()] });
    const [open] = await reapprovals();
    const payload = { reapproval: open?.id, reason: '核查结果变更' };
    const early = await world.task(world.province, 'allocation-reapproval', payload, 1);
    expect(early).toMatchObject({ state: 'failed', failure: { code: 'ALLOCATION_NOT_ISSUED_YET' } });
    await world.issued(world.province, number);
    const done = await world.task(world.province, 'allocation-reapproval', payload, 1);
    expect(done).toMatchObject({ state: 'executed', outcome: { returnedT: '145616', demandedT: '0' } });
    expect(await world.held(one.account)).toBe(2_476_300n);
  });

  it('ALC-010 allowances go to the province’s account where the authority says so, and are released from there', async () => {
    const one = await world.enterprise();
    const provincial = await world.account(world.province.id);
    await world.verify(one, { units: [unit()] });
    const number = await world.round(world.province);
    await world.reviewed(world.province, number);
    await world.step(world.province, number, 'destinations', {
      ...{ holder: one.code, destination: 'provincial', reason: '企业拟搬迁（示例）' },
    });
    await world.approved(world.province, number);
    await world.issued(world.province, number);
    expect([await world.held(one.account), await world.held(provincial)]).toEqual([0n, 2_476_300n]);
    const holdings = await world.send('GET', '/v1/provincial-holdings', world.province.maker);
    expect(holdings.json()).toMatchObject({ items: [{ holder: one.code, heldT: '2476300' }] });

    const release = {
      ...{ market: 'CN', holder: one.code, instrument: 'CEA24', to: one.account, reason: '搬迁完成' },
    };
    const much = await world.propose(world.province.maker, 'provincial-release', {
      ...{ ...release, quantity: '2476301' },
    });
    expect(much.json()).toMatchObject({ code: 'ALLOCATION_PROVINCE_HOLDS_LESS', rule: 'ALC-010' });
    const stranger = await world.enterprise();
    const astray = { ...release, to: stranger.account, quantity: '1' };
    expect((await world.propose(world.province.maker, 'provincial-release', astray)).statusCode).toBe(422);
    const done = await world.task(
      world.province,
      'provincial-release',
      { ...release, quantity: '2476300' },
      1,
    );
    expect(done).toMatchObject({ state: 'executed' });
    expect([await world.held(one.account), await world.held(provincial)]).toEqual([2_476_300n, 0n]);
  });

  it('ALC-010 a court’s freeze on an account is a ground by itself, and it is told with the line', async () => {
    const one = await world.enterprise();
    await world.verify(one, { units: [unit()] });
    await world.allocated(world.province);
    const { maker, checkers } = world.national;
    await world.renew(world.national);
    const order = await new JobFixture(world.platform).document(maker, 'order.pdf', PDF);
    const freeze = {
      account: one.account,
      instrument: 'CEA24',
      quantity: '1',
      court: '示例法院',
      order: '1',
    };
    const task = await world.propose(maker, 'judicial-freeze', freeze, order);
    const frozen = await world.approve(checkers[0], task.json<{ id: string }>().id);
    expect(frozen.json()).toMatchObject({ state: 'executed' });

    const round = { year: 2025, phase: 'pre' };
    const missing = await world.round(world.province, round);
    await world.reviewed(world.province, missing);
    const early = await world.propose(world.province.maker, 'allocation-approval', { round: missing });
    expect(early.json()).toMatchObject({ code: 'ALLOCATION_ACCOUNTS_MISSING', rule: 'ALC-010' });
    const provincial = await world.account(world.province.id);
    await world.approved(world.province, missing);
    await world.issued(world.province, missing);
    expect([await held(one), await world.held(provincial, 'CEA25')]).toEqual([0n, 1_200_000n]);
    const path = `/v1/allocation-rounds/${missing}/lines/${one.code}`;
    expect((await world.send('GET', path, world.province.maker)).json()).toMatchObject({
      settlements: [{ destination: 'provincial', grounds: [{ code: 'judicially-frozen' }] }],
    });
  });

  it('ETS-015 what a merged enterprise owes, and what its province holds for it, goes over to its successor', async () => {
    const [from, to] = [await world.enterprise(), await world.enterprise()];
    const owed = { market: 'CN', holder: from.code, year: 2023, quantity: '70', reason: '示例' };
    await world.task(world.province, 'owed-adjustment', { ...owed, decision: 'owe' }, 1);
    const { database, clock, app } = world.platform;
    await database.transaction(async (tx) => {
      const [a, b] = [await getHolder(tx.manager, from.id), await getHolder(tx.manager, to.id)];
      const review = {
        ...{ taskId: newId(), by: 'user:a', approver: 'user:b', reason: '吸收合并' },
        ...{ documentHash: null, now: clock.now() },
      };
      await app.get(HolderSuccession).run(tx, { from: a, to: b, review });
    });
    expect([await world.owed(from.id), await world.owed(to.id)]).toEqual([0n, 70n]);
    const waived = { ...owed, holder: to.code, decision: 'waive', quantity: '71' };
    expect(await world.task(world.province, 'owed-adjustment', waived, 1)).toMatchObject({
      ...{ state: 'failed', failure: { code: 'ALLOCATION_OWES_LESS' } },
    });
  });

  it('ETS-003 TRD-001 an order does not carry allowances from one holder to another', async () => {
    const [one, other] = [await world.enterprise(), await world.enterprise()];
    await world.verify(one, { units: [unit()] });
    await world.allocated(world.province);
    const maker = await world.platform.person(one.id, 'maker');
    const order = await world.propose(maker, 'transfer', {
      ...{ from: one.account, to: other.account, instrument: 'CEA24', quantity: '1' },
    });
    expect(order.json()).toMatchObject({ code: 'ALLOWANCE_TRADED_ONLY', rule: 'ETS-003, TRD-001' });
  });
});
