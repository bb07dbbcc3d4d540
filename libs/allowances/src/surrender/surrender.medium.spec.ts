import { done, type SentTask, SurrenderWorld } from './surrender.spec-support';

let world: SurrenderWorld;
beforeAll(async () => {
  world = await SurrenderWorld.open();
});
afterAll(() => world.close());

const lots = (...units: [instrument: string, quantity: string][]) =>
  units.map(([instrument, quantity]) => ({ instrument, quantity }));

describe('surrender of allowances and credits', () => {
  it('AC-32 SUR-002 SUR-012 CEA 950,000 and CCER 50,000 meet 1,000,000 once the province has reviewed them', async () => {
    const { id, account, maker } = await world.emitter('AC-32');
    await world.verified(id, 1_000_000n);
    await world.issue(account, 'CEA24', 950_000n);
    const ccer = await world.ccer(account, 50_000n);
    const applied = await world.propose(maker, 'allowance-surrender', {
      ...{ market: 'CN', year: 2024, account },
      ...{ allowances: lots(['CEA24', '950000']), credits: lots([ccer, '50000']) },
    });
    const task = done(applied).json<SentTask>();
    // until then nothing is surrendered, and nothing is in the holder's reach
    expect(await world.line('provinceMaker', 'AC-32')).toMatchObject({
      ...{ status: 'B', surrendered: '0', pendingAllowances: '950000', pendingCredits: '50000' },
      ...{ shortfall: '1000000', creditCap: '50000', creditCapLeft: '0', fulfilledAt: null },
    });
    expect((await world.blocks(account, 'CEA24')).every((block) => block.endsWith(':pending'))).toBe(true);

    const ended = await world.approved('provinceChecker', task.id);
    expect(ended).toMatchObject({ state: 'executed', failure: null });
    expect(await world.line('provinceMaker', 'AC-32')).toMatchObject({
      ...{ status: 'A', surrendered: '950000', credits: '50000', shortfall: '0', pendingAllowances: '0' },
      fulfilledAt: '2025-11-03T10:00:00.000+08:00',
      units: [
        { instrument: ccer, quantity: '50000' },
        { instrument: 'CEA24', quantity: '950000' },
      ],
    });
    expect(await world.blocks(account, 'CEA24')).toEqual([]);
    // SUR-007, PIL-001 the credits are cancelled in the ledger itself, in the same transaction
    const rows = await world.platform.database.query<{ credit: string; instrument: string }>(
      `select c.number as credit, i.code as instrument from ledger.journal j
         join ledger.account c on c.id = j.credit_account join ledger.instrument i on i.id = j.instrument_id
        where j.transaction_id = $1 order by j.id`,
      [ended.outcome?.['transaction']],
    );
    expect(rows).toEqual([
      { credit: 'SYSTEM-SURRENDER', instrument: 'CEA24' },
      { credit: 'SYSTEM-RETIREMENT', instrument: ccer },
    ]);
    const told = done(await world.get('provinceMaker', `/v1/surrenders/${task.id}`)).json<{
      lots: { serials: object[]; registeredOn: string | null }[];
      pack: { id: string };
    }>();
    expect(told.lots.map(({ registeredOn }) => registeredOn)).toEqual([null, '2025-03-10']);
    expect(told.lots[0]?.serials).toHaveLength(1);
    expect(told.pack.id).toBe('compliance-cn');
  });

  it('AC-30 SUR-003 of 80,000 CCER offered for 1,234,567 only 61,728 count: the application is refused whole', async () => {
    const { id, account, maker } = await world.emitter('AC-30');
    await world.verified(id, 1_234_567n);
    const ccer = await world.ccer(account, 80_000n);
    await world.issue(account, 'CEA24', 1_172_839n);
    const refused = await world.propose(maker, 'allowance-surrender', {
      ...{ market: 'CN', year: 2024, account, credits: lots([ccer, '80000']) },
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      ...{ code: 'SURRENDER_UNITS_REFUSED', rule: 'SUR-003' },
      details: { cap: '61728', accepted: '61728', refused: '18272', due: '1234567' },
    });
    expect((await world.blocks(account, ccer)).every((block) => block.endsWith(':available'))).toBe(true);
    const whatIf = await world.post(maker, '/v1/compliance/what-if', {
      ...{ market: 'CN', year: 2024, holder: 'AC-30' },
      offered: [
        { kind: 'credit', instrument: ccer, quantity: '80000' },
        { kind: 'allowance', instrument: 'CEA24', quantity: '1172838' },
      ],
      prices: { allowance: '80', credit: '60', average: '81.97' },
    });
    expect(done(whatIf).json()).toMatchObject({
      ...{ creditCap: '61728', shortfall: '1', fulfilled: false },
      outcomes: [{ accepted: '61728', refused: '18272', reason: { rule: 'SUR-003' } }, { refused: '0' }],
      money: {
        ...{ toBuy: '80.00', savedByCredits: '1234560.00' },
        fine: { from: '409.85', to: '819.70', currency: 'CNY' },
      },
    });
    const exact = await world.propose(maker, 'allowance-surrender', {
      ...{ market: 'CN', year: 2024, account },
      ...{ credits: lots([ccer, '61728']), allowances: lots(['CEA24', '1172839']) },
    });
    expect((await world.approved('registryChecker', exact)).state).toBe('executed');
    expect(await world.line('provinceMaker', 'AC-30')).toMatchObject({ status: 'A', shortfall: '0' });
  });

  it('AC-34 SUR-008 CEA21 and CEA24 count for 2024, CEA25 does not', async () => {
    const { id, account, maker } = await world.emitter('AC-34');
    await world.verified(id, 100n);
    for (const [code, quantity] of [
      ['CEA21', 40n],
      ['CEA24', 60n],
      ['CEA25', 10n],
    ] as const)
      await world.issue(account, code, quantity);
    const of = { market: 'CN', year: 2024, account };
    const late = await world.propose(maker, 'allowance-surrender', {
      ...of,
      allowances: lots(['CEA24', '50'], ['CEA25', '10']),
    });
    expect(late.statusCode).toBe(422);
    expect(late.json()).toMatchObject({ rule: 'SUR-008', details: { instrument: 'CEA25' } });
    const task = await world.propose(maker, 'allowance-surrender', {
      ...of,
      allowances: lots(['CEA21', '40'], ['CEA24', '60']),
    });
    expect((await world.approved('provinceChecker', task)).state).toBe('executed');
    expect(await world.line('provinceMaker', 'AC-34')).toMatchObject({ status: 'A', surrendered: '100' });
  });

  it('AC-36 SUR-010 arrears of 2022 are met with CEA25, and only as arrears', async () => {
    const { id, account, maker } = await world.emitter('AC-36');
    await world.verified(id, 70n, 2022);
    await world.issue(account, 'CEA25', 70n);
    const of = { market: 'CN', year: 2022, account, allowances: lots(['CEA25', '70']) };
    const mistaken = await world.propose(maker, 'allowance-surrender', { ...of, arrears: false });
    expect(mistaken.json()).toMatchObject({ code: 'SURRENDER_ARREARS_MISTAKEN', rule: 'SUR-010' });
    const task = await world.propose(maker, 'allowance-surrender', { ...of, arrears: true });
    expect((await world.approved('provinceChecker', task)).state).toBe('executed');
    // trap 17: this rule stands in a draft, and the record says so
    const [told] = done(await world.get('provinceMaker', '/v1/surrenders?holder=AC-36')).json<{
      items: { arrears: boolean; pack: { certainty: string } }[];
    }>().items;
    expect(told).toMatchObject({ arrears: true, pack: { certainty: 'D' } });
  });

  it('AC-38 SUR-004 of two batches the one of a project inside allowance management is refused', async () => {
    const { id, account, maker } = await world.emitter('AC-38');
    await world.verified(id, 1_000n);
    const good = await world.ccer(account, 20n);
    const covered = await world.ccer(account, 20n, { coveredByEts: true });
    const of = { market: 'CN', year: 2024, account };
    const refused = await world.propose(maker, 'allowance-surrender', {
      ...of,
      credits: lots([good, '20'], [covered, '20']),
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({ rule: 'SUR-004', details: { instrument: covered } });
    const seen = done(
      await world.get('provinceMaker', '/v1/offset-units?market=CN&year=2024&holder=AC-38'),
    ).json<{
      items: { instrument: string; eligible: boolean; reason: { rule: string } | null }[];
    }>();
    expect(
      seen.items.map(({ instrument, eligible, reason }) => [instrument, eligible, reason?.rule]),
    ).toEqual([
      [good, true, undefined],
      [covered, false, 'SUR-004'],
    ]);
    const task = await world.propose(maker, 'allowance-surrender', { ...of, credits: lots([good, '20']) });
    expect((await world.approved('provinceChecker', task)).state).toBe('executed');
  });

  it('trap 8 credits of which nothing is known do not count, whatever somebody says of them', async () => {
    const { id, account, maker } = await world.emitter('TRAP-8');
    await world.verified(id, 1_000n);
    await world.issue(account, 'CCER-UNKNOWN-1', 10n, 'CCER', 'credit');
    const refused = await world.propose(maker, 'allowance-surrender', {
      ...{ market: 'CN', year: 2024, account, credits: lots(['CCER-UNKNOWN-1', '10']) },
    });
    expect(refused.statusCode).toBe(422);
    const imagined = await world.post(maker, '/v1/compliance/what-if', {
      ...{ market: 'CN', year: 2024, holder: 'TRAP-8' },
      offered: [{ kind: 'credit', instrument: 'CCER-SOMEWHERE', quantity: '10', scheme: 'CCER' }],
    });
    expect(done(imagined).json<{ outcomes: object[] }>().outcomes).toMatchObject([
      { accepted: '0', refused: '10' },
    ]);
  });

  it('SUR-001 nothing is due before emissions are verified, and nothing is taken beyond what is due', async () => {
    const { id, account, maker } = await world.emitter('SUR-001');
    await world.issue(account, 'CEA24', 30n);
    const of = { market: 'CN', year: 2024, account };
    const early = await world.propose(maker, 'allowance-surrender', {
      ...of,
      allowances: lots(['CEA24', '5']),
    });
    expect(early.json()).toMatchObject({ code: 'SURRENDER_NOTHING_VERIFIED', rule: 'SUR-001' });
    await world.verified(id, 20n);
    const much = await world.propose(maker, 'allowance-surrender', {
      ...of,
      allowances: lots(['CEA24', '21']),
    });
    expect(much.statusCode).toBe(422);
    expect(much.json()).toMatchObject({ details: { due: '20', open: '20', accepted: '20', refused: '1' } });
    const none = await world.propose(maker, 'allowance-surrender', of);
    expect(none.json()).toMatchObject({ code: 'SURRENDER_OF_NOTHING' });
  });
});
