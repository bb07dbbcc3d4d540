import { newId } from '@carbon/kernel';
import { CreditWorld, done, type EndedTask } from '../../../../tests/support/credit-world';
import { breaches } from '../../../../tests/support/ledger-invariants';

interface Problem {
  readonly code: string;
  readonly rule?: string;
}

let world: CreditWorld;
beforeEach(async () => {
  world = await CreditWorld.open();
});
afterEach(async () => {
  expect(await breaches(world.platform.database)).toEqual([]);
  await world.close();
});

const refusedBy = (answer: { statusCode: number; json: () => unknown }) => {
  const { code, rule } = answer.json() as Problem;
  return [answer.statusCode, code, rule];
};

/** A filing of photovoltaics in the park, which no rule of its scheme keeps apart from certificates. */
const inPark = (over: object = {}) => ({
  ...{ scheme: 'PHER-SIP', methodology: 'PHER-SIP-PV-V01', plantCode: undefined, validator: undefined },
  ...{ lifetimeUntil: '2044-11-30', creditingTo: '2029-12-31' },
  parameters: [{ name: 'gridFactor', value: '0.55', unit: 'tCO2/MWh' }],
  facts: ['insidePark', 'distributed', 'outsideEtsBoundary'].map((name) => ({ name, yes: true })),
  ...over,
});
const roof = (meter: string) => ({ kind: 'power-plant', province: '32', meters: [meter] });

async function registered(plant: string, over: object): Promise<string> {
  const number = await world.file(plant, over);
  await world.stepped('maker', number, 'publication');
  await world.stepped('maker', number, 'application');
  await world.stepped('registryMaker', number, 'review');
  const payload = { project: number, decision: 'register', reason: '示例' };
  expect(await world.agreed('project-registration', payload)).toMatchObject({ state: 'executed' });
  return number;
}

/** Somebody suspects the assets of two files to be one. */
async function suspected(later: string, other: string): Promise<string> {
  const id = newId();
  await world.platform.database.query(
    `insert into sources.asset_suspicion (id, asset_id, other_id, signs, raised_at)
     select $1, l.asset_id, o.asset_id, '{near}', now() from credits.project l, credits.project o
      where l.number = $2 and o.number = $3`,
    [id, later, other],
  );
  return id;
}

it('CCR-002 PHI-001 two assets that are credited in the same days do not become one until one project ends', async () => {
  const plant = await world.plant();
  const name = (zh: string, en: string) => ({ nameZh: zh, nameEn: en });
  const one = await registered(plant, inPark({ asset: roof('SYN-R-1'), ...name('甲厂屋顶', 'Roof Aaa') }));
  const two = await registered(plant, inPark({ asset: roof('SYN-R-2'), ...name('乙库车棚', 'Shed Zzz') }));
  const suspicion = await suspected(two, one);
  const document = await world.document('registryMaker');
  const same = { suspicion, verdict: 'same', reason: '示例' };
  expect(refusedBy(await world.propose('registryMaker', 'asset-match', same, document))).toEqual([
    ...[409, 'CREDITS_BOTH_CREDITED', 'PHI-001'],
  ]);
  await world.agreed('project-cancellation', { project: two, reason: '示例' }, document);
  expect(await world.agreed('asset-match', same, document)).toMatchObject({ state: 'executed' });
});

it('INV-04 what is filed as a plant names it in every scheme that credits energy', async () => {
  const plant = await world.plant();
  const body = await world.filing(plant, inPark({ asset: roof('SYN-METER-1') }));
  expect(refusedBy(await world.post('maker', '/v1/projects', body))).toEqual([
    ...[422, 'CREDITS_PLANT_CODE_MISSING', 'EXC-003'],
  ]);
});

it('INV-04 energy of a project that was registered before its plant was filed earns one of the two only', async () => {
  const project = await registered(await world.plant('OTHER'), inPark({ asset: roof('SYN-METER-2') }));
  const plant = await world.plant();
  const rows = [
    { plant: world.shortCode(plant), month: '2025-12', energyKwh: '1000000', reportedBy: 'grid-company' },
  ].map((row) => ({ ...row, basis: 'test' }));
  done(await world.post('machine', '/v1/meter-months', { rows }));
  done(await world.post('machine', '/v1/certificate-issues/runs'));
  const blocks = await world.blocks(world.accounts.OWNER, `GEC-${plant}`);
  expect(blocks).toHaveLength(1);
  const report = await world.reported(project, ['2025-12'], {
    months: [{ month: '2025-12', values: [{ name: 'generatedMwh', value: '1000', unit: 'MWh' }] }],
  });
  await world.reportUnderReview(report, '2026-03-03', '550');
  expect(await world.registerReductions(report)).toMatchObject({
    ...{ state: 'failed', failure: { code: 'CREDITS_MONTHS_CERTIFIED' } },
  });
});

it('CCR-002 whoever knows the meter of another does not learn the asset behind it', async () => {
  await world.plant('OTHER');
  const body = await world.filing('', { plantCode: undefined, asset: roof('SYN-METER-1') });
  const answer = await world.post('maker', '/v1/projects', body);
  expect(refusedBy(answer)).toEqual([422, 'CREDITS_ASSET_OF_ANOTHER', 'CCR-002']);
  const [asset] = await world.platform.database.query<{ number: string }>('select number from sources.asset');
  expect(answer.body).not.toContain(asset?.number);
});

it('EXC-003 a machine does not free what the registration of a project locked', async () => {
  const plant = await world.plant();
  const rows = [
    { plant: world.shortCode(plant), month: '2025-12', energyKwh: '5000', reportedBy: 'grid-company' },
  ].map((row) => ({ ...row, basis: 'test' }));
  done(await world.post('machine', '/v1/meter-months', { rows }));
  done(await world.post('machine', '/v1/certificate-issues/runs'));
  await world.registered(plant);
  const [block = ''] = await world.blocks(world.accounts.OWNER, `GEC-${plant}`);
  expect(block).toContain(':locked');
  for (const kind of ['release', 'freeze']) {
    const hold = { kind, account: world.accounts.OWNER, instrument: `GEC-${plant}-202512`, part: 'locked' };
    expect(refusedBy(await world.post('machine', '/v1/holds', { ...hold, quantity: '1' }))).toEqual([
      ...[422, 'LEDGER_SCHEME_DECIDES', 'EXC-003'],
    ]);
  }
});

describe('CCR-005 the validator of a project may not verify its reductions', () => {
  const merge = async (from: string, to: string) => {
    const document = await world.document('registryMaker');
    const payload = { from, to, reason: '吸收合并（示例）' };
    const task = done(await world.propose('registryMaker', 'holder-merge', payload, document));
    return world.approved(task.json<EndedTask>().id, ['registryChecker']);
  };

  it('nor as the body that it was merged into, which acts in its place from then on', async () => {
    const project = await world.registered(await world.plant());
    const other = await world.file(await world.plant());
    const report = await world.reported(project, ['2025-12']);
    expect(await merge('VALIDATOR', 'VERIFIER')).toMatchObject({ state: 'executed' });
    const again = await world.report(project, ['2025-11']);
    expect(refusedBy(await world.post('maker', '/v1/reduction-reports', again))).toEqual([
      ...[422, 'CREDITS_VALIDATOR_VERIFIES', 'CCR-005'],
    ]);
    await world.stepped('maker', other, 'publication');
    await world.on('2026-05-11');
    const verifying = await world.statement('verifier', { verifiedT: '500' });
    expect(refusedBy(await world.step('verifier', report, 'verification', verifying))[1]).toBe(
      'CREDITS_VALIDATOR_VERIFIES',
    );
    expect(await world.stepped('verifier', other, 'validation', await world.statement('verifier'))).toBe(
      'validated',
    );
    expect(await world.audited('holder.statements-handed-over')).toHaveLength(2);
  });

  it('nor a body that has a case of its validation at the verifiers’ desk, or was merged with one', async () => {
    const project = await world.registered(await world.plant());
    await world.platform.database.query(
      `insert into intake.verification_case (id, purpose, subject_kind, subject_id, project, owner_id, verifier_id,
         required_documents, opened_by, opened_at) values ($1, 'validation', 'project', $2, $2, $3, $4, '{}', 'test', now())`,
      [newId(), project, world.holders.OWNER, world.holders.VALIDATOR],
    );
    await world.platform.database.query(`update credits.project set validator_id = null where number = $1`, [
      project,
    ]);
    await merge('VALIDATOR', 'VERIFIER');
    const body = await world.report(project, ['2025-11']);
    expect(refusedBy(await world.post('maker', '/v1/reduction-reports', body))).toEqual([
      ...[422, 'VERIFICATION_SAME_BODY', 'CCR-005'],
    ]);
  });
});
