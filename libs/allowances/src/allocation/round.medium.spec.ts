import { AllocationWorld, type Enterprise, unit } from './allocation.spec-support';

let world: AllocationWorld;
beforeEach(async () => {
  world = await AllocationWorld.open();
});
afterEach(() => world.close());

const verified = async (units = [unit()]): Promise<Enterprise> => {
  const one = await world.enterprise();
  await world.verify(one, { units });
  return one;
};

describe('the course of a round', () => {
  it('ETS-013 an enterprise appeals in time: its line is calculated again, the one before stays', async () => {
    const one = await verified();
    const maker = await world.platform.person(one.id, 'maker');
    const checker = await world.platform.person(one.id, 'checker');
    const number = await world.round(world.province);
    await world.calculated(world.province, number);
    const line = `/v1/allocation-rounds/${number}/lines/${one.code}`;
    // before the draft is shown there is nothing to see
    expect((await world.send('GET', line, maker)).statusCode).toBe(404);
    await world.published(world.province, number);
    const shown = await world.send('GET', `/v1/allocations`, maker);
    expect(shown.json()).toMatchObject({ items: [{ round: number, holder: one.code, amountT: '2476300' }] });

    const proposed = await world.propose(maker, 'allocation-appeal', {
      ...{ round: number, grounds: '负荷系数应为 60 %', wantedT: '2621916' },
    });
    const submitted = await world.approve(checker, proposed.json<{ id: string }>().id);
    const { outcome } = submitted.json<{ outcome: { number: string; decideBy: string } }>();
    expect(outcome).toEqual({ number: 'AA000001', decideBy: '2025-07-15' });

    // while it is not decided the review does not end
    world.platform.clock.set(new Date('2025-07-12T02:00:00.000Z'));
    await world.renew(world.province);
    expect((await world.step(world.province, number, 'reviews')).json()).toMatchObject({
      ...{ code: 'ALLOCATION_APPEALS_UNDECIDED', rule: 'ETS-013' },
    });
    const decided = await world.task(
      world.province,
      'allocation-appeal-decision',
      {
        ...{ appeal: 'AA000001', outcome: 'upheld', reason: '经复核采用核查报告数据' },
        adjustments: [{ unit: 'U1', field: 'loadFactorPercent', value: '60' }],
      },
      1,
    );
    expect(decided).toMatchObject({ state: 'executed', outcome: { version: 2, amountT: '2621916' } });
    const detail = await world.send('GET', line, await world.platform.again(maker));
    expect(detail.json()).toMatchObject({
      versions: [
        { version: 2, why: 'appeal', amountT: '2621916', document: { adjustments: [{ value: '60' }] } },
        { version: 1, why: 'calculation', amountT: '2476300' },
      ],
    });
    expect((await world.step(world.province, number, 'reviews')).json()).toMatchObject({ state: 'reviewed' });
    await world.approved(world.province, number);
    await world.issued(world.province, number);
    expect(await world.held(one.account)).toBe(2_621_916n);
  });

  it('ETS-013 an appeal that its checker submits after the seventh working day is refused', async () => {
    const one = await verified();
    const maker = await world.platform.person(one.id, 'maker');
    const number = await world.round(world.province);
    await world.calculated(world.province, number);
    await world.published(world.province, number);
    const appeal = { round: number, grounds: '示例' };
    const proposed = await world.propose(maker, 'allocation-appeal', appeal);
    expect(proposed.statusCode).toBe(201);
    // published on Tuesday 1 July 2025: seven working days end on Thursday 10 July
    world.platform.clock.set(new Date('2025-07-10T16:00:00.000Z'));
    const checker = await world.platform.person(one.id, 'checker');
    const late = await world.approve(checker, proposed.json<{ id: string }>().id);
    expect(late.json()).toMatchObject({ state: 'failed', failure: { code: 'ALLOCATION_APPEALS_OVER' } });
    const again = await world.propose(await world.platform.again(maker), 'allocation-appeal', appeal);
    expect(again.json()).toMatchObject({ code: 'ALLOCATION_APPEALS_OVER', rule: 'ETS-013' });
  });

  it('objects of others are not there: lines, rounds, appeals', async () => {
    const [one, other] = [await verified(), await world.enterprise({ province: '江苏' })];
    await world.verify(other, { units: [unit()], province: '江苏' });
    const number = await world.round(world.province);
    await world.calculated(world.province, number);
    const stranger = await world.platform.person(other.id, 'maker');
    await world.published(world.province, number);
    for (const path of [
      `/v1/allocation-rounds/${number}`,
      `/v1/allocation-rounds/${number}/lines`,
      `/v1/allocation-rounds/${number}/lines/${one.code}`,
      `/v1/allocation-rounds/${number}/events`,
      `/v1/allocation-rounds/${number}/totals`,
      '/v1/allocation-appeals/AA000001',
    ]) {
      expect([path, (await world.send('GET', path, stranger)).statusCode]).toEqual([path, 404]);
    }
    const appeal = await world.propose(stranger, 'allocation-appeal', { round: number, grounds: '示例' });
    expect(appeal.json()).toMatchObject({ code: 'ALLOCATION_ROUND_UNKNOWN', status: 404 });
    expect((await world.send('GET', '/v1/allocations', stranger)).json()).toEqual({ items: [] });
    // its own enterprise sees its line and not the sums of the others
    const own = await world.platform.person(one.id, 'reader');
    expect((await world.send('GET', `/v1/allocation-rounds/${number}/totals`, own)).statusCode).toBe(403);
  });

  it('a provincial authority allocates in its own province, and steps nobody else’s round', async () => {
    await verified();
    const outside = { market: 'CN', year: 2024, phase: 'final', sectors: ['power'], provinces: ['江苏'] };
    const refused = await world.send('POST', '/v1/allocation-rounds', world.province.maker, outside);
    expect(refused.json()).toMatchObject({ code: 'ALLOCATION_OUTSIDE_PROVINCE', status: 403 });
    const number = await world.round(world.province);
    expect((await world.step(world.national, number, 'calculations')).json()).toMatchObject({
      code: 'ALLOCATION_ROUND_OF_ANOTHER',
    });
    const national = await world.round(world.national);
    expect((await world.step(world.province, national, 'calculations')).statusCode).toBe(404);
  });

  it('calculated again before it is shown every line gets a new version; edits behind the back are refused', async () => {
    const one = await verified();
    const number = await world.round(world.province);
    await world.calculated(world.province, number);
    await world.verify(one, { units: [unit({ loadFactorPercent: '60' })] });
    await world.calculated(world.province, number);
    const detail = await world.send(
      'GET',
      `/v1/allocation-rounds/${number}/lines/${one.code}`,
      world.province.maker,
    );
    expect(detail.json()).toMatchObject({
      versions: [
        { version: 2, amountT: '2621916' },
        { version: 1, amountT: '2476300' },
      ],
    });
    for (const sql of [
      `update allowances.allocation_line set amount_t = 1`,
      `delete from allowances.allocation_line`,
      `update allowances.allocation_round set state = 'approved'`,
      `update allowances.cap_position set issued_t = 0`,
      `insert into allowances.allocation_round_event (round_id, act, from_state, to_state, at, by_whom)
       select id, 'approve', 'calculated', 'approved', now(), 'me' from allowances.allocation_round`,
      `insert into allowances.allocation_round_event (round_id, act, from_state, to_state, at, by_whom)
       select id, 'approve', 'reviewed', 'approved', now(), 'me' from allowances.allocation_round`,
    ]) {
      expect(await world.refused(sql)).toMatch(/^(42501|CL040|23514|CL134)$/);
    }
  });

  it('ALC-023 a line that cannot be calculated is told, and keeps the round from being approved', async () => {
    const one = await world.enterprise();
    await world.verify(one, { year: 2025, sector: 'steel', verifiedT: 10n, lines: [] });
    const other = await world.enterprise();
    const lines = [{ id: 'BF1', emissionsT: 160n, outputT: '100' }];
    await world.verify(other, { year: 2025, sector: 'steel', verifiedT: 100n, lines });
    const number = await world.round(world.province, { year: 2025, sectors: ['steel'] });
    await world.reviewed(world.province, number);
    const remarkable = await world.send(
      'GET',
      `/v1/allocation-rounds/${number}/lines?remarkable=true`,
      world.province.maker,
    );
    expect(remarkable.json()).toMatchObject({
      items: [{ holder: one.code, fault: 'ALLOWANCES_FIGURE_MISSING', amountT: '0' }],
    });
    const task = await world.propose(world.province.maker, 'allocation-approval', { round: number });
    expect(task.json()).toMatchObject({ code: 'ALLOCATION_LINES_FAULTY', status: 422 });
  });

  it('ALC-012 figures that change before the approval are calculated in first', async () => {
    const one = await verified();
    const number = await world.round(world.province);
    await world.reviewed(world.province, number);
    await world.verify(one, { units: [unit({ loadFactorPercent: '60' })] });
    const early = await world.propose(world.province.maker, 'allocation-approval', { round: number });
    expect(early.json()).toMatchObject({ code: 'ALLOCATION_FIGURES_CHANGED', rule: 'ALC-012' });
    const refreshed = await world.step(world.province, number, 'refreshes');
    expect(refreshed.json()).toEqual({ refreshed: 1, left: 0 });
    expect(await world.approved(world.province, number)).toMatchObject({
      ...{ state: 'executed', outcome: { amountT: '2621916', issueT: '2621916' } },
    });
  });

  it('enterprises without an account are listed, and the round is not approved before they have one', async () => {
    const one = await world.enterprise({ account: false });
    await world.verify(one, { units: [unit()] });
    const number = await world.round(world.province);
    await world.reviewed(world.province, number);
    const missing = `/v1/allocation-rounds/${number}/missing-accounts`;
    expect((await world.send('GET', missing, world.province.maker)).json()).toEqual({
      items: [{ holder: one.code, province: '浙江' }],
    });
    const early = await world.propose(world.province.maker, 'allocation-approval', { round: number });
    expect(early.json()).toMatchObject({ code: 'ALLOCATION_ACCOUNTS_MISSING', rule: 'ALC-010' });
    await world.account(one.id);
    expect(await world.approved(world.province, number)).toMatchObject({ state: 'executed' });
  });
});
