import { breaches } from '../../../../tests/support/ledger-invariants';
import { CreditWorld, done } from '../../../../tests/support/credit-world';

interface Problem {
  readonly code: string;
  readonly rule?: string;
}
interface Told {
  readonly number: string;
  readonly state: string;
}

let world: CreditWorld;
let project: string;
let plant: string;
beforeAll(async () => {
  world = await CreditWorld.open();
});
afterAll(async () => {
  expect(await breaches(world.platform.database)).toEqual([]);
  await world.close();
});
beforeEach(async () => {
  await world.on('2026-03-02');
  plant = await world.plant();
  project = await world.registered(plant);
});

const refusedBy = (answer: { statusCode: number; json: () => unknown }) => {
  const { code, rule } = answer.json() as Problem;
  return [answer.statusCode, code, rule];
};
const filed = async (months: readonly string[], over: object = {}) =>
  world.post('maker', '/v1/reduction-reports', await world.report(project, months, over));

describe('the life of reductions', () => {
  it('CCR-004 from a public report through verification and review to units of the owner', async () => {
    const number = await world.reported(project, ['2025-11', '2025-12']);
    const told = (await world.public(`/v1/public/reductions/${number}`)).json<object>();
    expect(told).toMatchObject({ state: 'in-comment', exactT: '1000', computedT: '1000', verifiedT: null });
    const steps = (await world.public(`/v1/public/reductions/${number}/steps`)).json<{
      items: { name: string; value: string; month: string | null }[];
    }>();
    expect(steps.items[0]).toMatchObject({ name: 'creditedExport', month: '2025-11', value: '1010' });
    expect(steps.items.at(-1)).toMatchObject({ name: 'reduction', value: '1000' });

    const early = await world.step('verifier', number, 'verification', {
      ...(await world.statement('verifier')),
      verifiedT: '998',
    });
    expect(refusedBy(early)).toEqual([422, 'CREDITS_WAITING_TIME_RUNS', 'CCR-004']);
    await world.reportUnderReview(number, '2026-05-11', '998');
    const task = await world.registerReductions(number);
    const instrument = `CCER-${project}-20251101-20251231`;
    expect(task).toMatchObject({ state: 'executed', outcome: { instrument, quantity: '998' } });
    expect(await world.blocks(world.accounts.OWNER, instrument)).toEqual([`${instrument}:1-998:available`]);
    const after = (await world.get('maker', `/v1/reduction-reports/${number}`)).json<object>();
    expect(after).toMatchObject({ state: 'registered', instrument, registeredT: '998', next: [] });
    expect((await world.audited('reductions.registered')).at(-1)).toMatchObject({
      ...{ subject_id: number, holder_id: world.holders.OWNER },
    });
    const sources = await world.platform.database.query<{ source_key: string }>(
      `select source_key from ledger.source_range where source_key like $1 order by 1`,
      [`energy:${plant}:%`],
    );
    expect(sources.map(({ source_key }) => source_key)).toEqual([
      ...[`energy:${plant}:2025-11`, `energy:${plant}:2025-12`],
    ]);
  });

  it('AC-84 CCR-004 what is applied for equals what was verified, to the tonne', async () => {
    const big = [
      { name: 'exportMwh', value: '1200000', unit: 'MWh' },
      { name: 'importMwh', value: '0', unit: 'MWh' },
    ];
    const number = await world.reported(project, ['2025-12'], {
      months: [{ month: '2025-12', values: big }],
    });
    await world.on('2026-05-11');
    const statement = await world.statement('verifier', { verifiedT: '598800' });
    expect(await world.stepped('verifier', number, 'verification', statement)).toBe('verified');
    expect(refusedBy(await world.step('maker', number, 'application', { quantity: '600000' }))).toEqual([
      ...[422, 'CREDITS_QUANTITY_DIFFERS', 'CCR-004'],
    ]);
    expect(await world.stepped('maker', number, 'application', { quantity: '598800' })).toBe('applied');
  });

  it('CCR-014 a verifier finds no more than the methodology gives', async () => {
    const number = await world.reported(project, ['2025-12']);
    await world.on('2026-05-11');
    const statement = await world.statement('verifier', { verifiedT: '501' });
    expect(refusedBy(await world.step('verifier', number, 'verification', statement))).toEqual([
      ...[422, 'CREDITS_VERIFIED_ABOVE_COMPUTED', 'CCR-014'],
    ]);
  });

  it('CCR-005 the validator of a project may not verify its reductions', async () => {
    expect(refusedBy(await filed(['2025-12'], { verifier: 'VALIDATOR' }))).toEqual([
      ...[422, 'CREDITS_VALIDATOR_VERIFIES', 'CCR-005'],
    ]);
  });

  it('CCR-013 the owner is no verifier, and another house does not state for the one that was named', async () => {
    expect(refusedBy(await filed(['2025-12'], { verifier: 'OWNER' }))).toEqual([
      ...[422, 'CREDITS_NOT_A_VERIFIER', 'CCR-013'],
    ]);
    const number = await world.reported(project, ['2025-12']);
    expect((await world.get('validator', `/v1/reduction-reports/${number}`)).statusCode).toBe(404);
    expect((await world.get('verifier', `/v1/reduction-reports/${number}`)).statusCode).toBe(200);
    expect((await world.get('verifier', `/v1/projects/${project}`)).statusCode).toBe(200);
    await world.on('2026-05-11');
    const stranger = await world.statement('validator', { verifiedT: '500' });
    expect((await world.step('validator', number, 'verification', stranger)).statusCode).toBe(404);
  });

  it('AC-82 CCR-006 reductions older than five years before the application are refused', async () => {
    await world.on('2026-03-03');
    const farm = await world.plant();
    project = await world.registered(farm, {
      ...{ commissioned: '2021-06-01', creditingFrom: '2021-07-01', creditingTo: '2031-06-30' },
    });
    const numbers = [await world.reported(project, ['2021-10']), await world.reported(project, ['2022-01'])];
    await world.on('2026-11-21');
    const answers = [];
    for (const number of numbers) {
      const statement = await world.statement('verifier', { verifiedT: '500' });
      await world.stepped('verifier', number, 'verification', statement);
      answers.push(await world.step('maker', number, 'application', { quantity: '500' }));
    }
    expect(refusedBy(answers[0]!)).toEqual([422, 'CREDITS_NOT_ELIGIBLE', 'CCR-006']);
    expect(answers[1]!.json<Told>()).toMatchObject({ state: 'applied' });
  });

  it('CCR-006 days outside of the crediting period, not yet over, or told of before are refused', async () => {
    expect(refusedBy(await filed(['2024-12']))[1]).toBe('CREDITS_PERIOD_OUTSIDE_CREDITING');
    expect(refusedBy(await filed(['2026-04']))[1]).toBe('CREDITS_PERIOD_NOT_OVER');
    done(await filed(['2025-11', '2025-12']));
    expect(refusedBy(await filed(['2025-12', '2026-01']))).toEqual([
      409,
      'CREDITS_PERIOD_REPORTED',
      'INV-04',
    ]);
    const again = done(await filed(['2026-01'])).json<Told>();
    await world.stepped('maker', again.number, 'withdrawal', { reason: '示例' });
    expect((await filed(['2026-01'])).statusCode).toBe(201);
  });

  it('REG-007 the same report registered by two tasks at once makes units once', async () => {
    const number = await world.reported(project, ['2026-01']);
    await world.reportUnderReview(number, '2026-05-11', '500');
    const payload = { report: number, decision: 'register', reason: '示例' };
    const tasks: string[] = [];
    for (const at of [1, 2]) {
      const task = await world.propose('registryMaker', 'reduction-registration', {
        ...payload,
        reason: `${at}`,
      });
      tasks.push(done(task).json<{ id: string }>().id);
      done(await world.post('registryChecker', `/v1/tasks/${tasks.at(-1) ?? ''}/approvals`));
    }
    const ended = await Promise.all(
      tasks.map(async (id) =>
        done(await world.post('registryChecker2', `/v1/tasks/${id}/approvals`)).json<Told>(),
      ),
    );
    expect(ended.map(({ state }) => state).sort()).toEqual(['executed', 'failed']);
    const instrument = `CCER-${project}-20260101-20260131`;
    expect(await world.blocks(world.accounts.OWNER, instrument)).toEqual([`${instrument}:1-500:available`]);
  });

  it('REG-007 reductions of two projects of one owner registered at once are both registered', async () => {
    const other = await world.plant();
    await world.on('2026-03-02');
    const second = await world.registered(other);
    const numbers = [await world.reported(project, ['2026-01']), await world.reported(second, ['2026-01'])];
    const tasks: string[] = [];
    for (const number of numbers) {
      await world.reportUnderReview(number, '2026-05-11', '500');
      const payload = { report: number, decision: 'register', reason: '示例' };
      const { id } = done(await world.propose('registryMaker', 'reduction-registration', payload)).json<{
        id: string;
      }>();
      done(await world.post('registryChecker', `/v1/tasks/${id}/approvals`));
      tasks.push(id);
    }
    const ended = await Promise.all(
      tasks.map(async (id) =>
        done(await world.post('registryChecker2', `/v1/tasks/${id}/approvals`)).json<Told>(),
      ),
    );
    expect(ended.map(({ state }) => state)).toEqual(['executed', 'executed']);
  });

  it('CCR-008 nothing comes of a report of a project that was cancelled', async () => {
    const number = await world.reported(project, ['2026-01']);
    await world.reportUnderReview(number, '2026-05-11', '500');
    const { id } = done(
      await world.propose('registryMaker', 'reduction-registration', {
        report: number,
        decision: 'register',
        reason: 'x',
      }),
    ).json<{ id: string }>();
    const document = await world.document('registryMaker');
    await world.agreed('project-cancellation', { project, reason: '示例' }, document);
    expect(await world.approved(id)).toMatchObject({
      ...{ state: 'failed', failure: { code: 'CREDITS_PROJECT_NOT_REGISTERED' } },
    });
    expect(await world.blocks(world.accounts.OWNER, `CCER-${project}`)).toEqual([]);
    expect(refusedBy(await filed(['2026-02']))[1]).toBe('CREDITS_PROJECT_NOT_REGISTERED');
  });

  it('PHI-001 CNV-002 inclusion reductions come to life the same way, by the steps of their own pack', async () => {
    const filing = {
      ...{ scheme: 'PHER-GD', methodology: 'PHER-GENERAL-V01', plantCode: undefined, validator: undefined },
      ...{ asset: { kind: 'site', province: '44' }, parameters: [], additionality: '示例论证' },
      ...{ nameZh: '虚构社区节能改造', nameEn: 'Invented community retrofit' },
      facts: [{ name: 'outsideEtsBoundary', yes: true }],
    };
    await world.on('2026-03-02');
    const number = await world.file(plant, filing);
    await world.stepped('maker', number, 'disclosure', { text: '费用 20%（示例）' });
    await world.on('2026-03-12');
    await world.stepped('maker', number, 'publication');
    await world.stepped('maker', number, 'application');
    await world.stepped('registryMaker', number, 'review');
    const decision = { decision: 'register', reason: '示例' };
    await world.agreed('project-registration', { project: number, ...decision });

    const t = (name: string, value: string) => ({ name, value, unit: 'tCO2' });
    const report = await world.reported(number, ['2025-12'], {
      ...{ months: [], period: [t('baselineT', '120.9'), t('projectT', '20.2'), t('leakageT', '0')] },
    });
    await world.reportUnderReview(report, '2026-03-12', '100');
    const task = await world.registerReductions(report);
    const instrument = `PHER-GD-${number}-20251201-20251231`;
    expect(task).toMatchObject({ state: 'executed', outcome: { instrument, quantity: '100' } });
    expect(await world.blocks(world.accounts.OWNER, instrument)).toEqual([`${instrument}:1-100:available`]);
    const [kind] = await world.platform.database.query<{ kind: string; scheme: string }>(
      'select kind, scheme from ledger.instrument where code = $1',
      [instrument],
    );
    expect(kind).toEqual({ kind: 'inclusion-reduction', scheme: 'PHER-GD' });
  });
});
