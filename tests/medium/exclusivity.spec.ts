import { breaches } from '../support/ledger-invariants';
import { CreditWorld, done } from '../support/credit-world';

/** AC-88 with real certificates: what credits and certificates of the same energy do to each other (EXC-001 to EXC-004). */
let world: CreditWorld;
let plant: string;

const certificates = () => world.blocks(world.accounts.OWNER, `GEC-${plant}`);
const short = (blocks: readonly string[]) => blocks.map((block) => block.slice(`GEC-${plant}-`.length));

/** Meters of some months, 1,010 MWh each, and the certificates of them. */
async function issue(months: readonly string[], energyKwh = '1010000'): Promise<void> {
  const rows = months.map((month) => ({
    ...{ plant: world.shortCode(plant), month, energyKwh, reportedBy: 'grid-company', basis: 'synthetic' },
  }));
  done(await world.post('machine', '/v1/meter-months', { rows }));
  done(await world.post('machine', '/v1/certificate-issues/runs'));
}

beforeEach(async () => {
  world = await CreditWorld.open();
  plant = await world.plant();
});
afterEach(async () => {
  expect(await breaches(world.platform.database)).toEqual([]);
  await world.close();
});

it('AC-88 EXC-002 EXC-003 EXC-004 untraded certificates are frozen, then cancelled; traded months earn no reductions', async () => {
  await issue(['2025-01', '2025-02', '2025-03']);
  done(
    await world.post('machine', '/v1/certificate-transfers', {
      ...{ from: world.accounts.OWNER, to: world.accounts.BUYER, ground: 'sale' },
      certificates: [{ plant, month: '2025-01', quantity: '10' }],
    }),
  );

  const project = await world.file(plant);
  await world.underReview(project);
  const registration = await world.agreed('project-registration', {
    ...{ project, decision: 'register', reason: '示例' },
  });
  // EXC-003: what is left of January, and all of February and March, is frozen; January is told to be lost
  expect(registration).toMatchObject({ state: 'executed', outcome: { monthsNotCreditable: ['2025-01'] } });
  expect(short(await certificates())).toEqual([
    '202501:1-1000:locked',
    '202502:1-1010:locked',
    '202503:1-1010:locked',
  ]);
  const told = (await world.public(`/v1/public/projects/${project}`)).json<object>();
  expect(told).toMatchObject({ monthsNotCreditable: ['2025-01'] });

  // certificates of reserved months are born frozen, and frozen ones are not sold
  await issue(['2025-04']);
  expect(short(await certificates())).toContain('202504:1-1010:locked');
  const sale = await world.post('machine', '/v1/certificate-transfers', {
    ...{ from: world.accounts.OWNER, to: world.accounts.BUYER, ground: 'sale' },
    certificates: [{ plant, month: '2025-02', quantity: '1' }],
  });
  expect(sale.statusCode).toBe(422);

  // EXC-002: January was traded
  const withJanuary = await world.report(project, ['2025-01', '2025-02']);
  const refused = await world.post('maker', '/v1/reduction-reports', withJanuary);
  expect(refused.statusCode).toBe(422);
  expect(refused.json()).toMatchObject({
    code: 'CREDITS_MONTHS_TRADED',
    rule: 'EXC-002',
    details: { months: '2025-01' },
  });

  // EXC-004: February and March become reductions, their certificates end, and everybody may know
  const report = await world.reported(project, ['2025-02', '2025-03']);
  await world.reportUnderReview(report, '2026-05-11', '1000');
  const reductions = await world.registerReductions(report);
  const credit = `CCER-${project}-20250201-20250331`;
  expect(reductions).toMatchObject({ state: 'executed', outcome: { instrument: credit, quantity: '1000' } });
  expect(await world.blocks(world.accounts.OWNER, credit)).toEqual([`${credit}:1-1000:available`]);
  expect(short(await certificates())).toEqual(['202501:1-1000:locked', '202504:1-1010:locked']);
  const { items } = (await world.public('/v1/public/cancelled-certificates')).json<{
    items: { instrument: string; first: string; last: string; project: string; report: string }[];
  }>();
  expect(items).toMatchObject([
    { instrument: `GEC-${plant}-202502`, first: '1', last: '1010', project, report },
    { instrument: `GEC-${plant}-202503`, first: '1', last: '1010', project, report },
  ]);

  // CCR-008: what still waits is free again when the project is cancelled
  const document = await world.document('registryMaker');
  const cancelled = await world.agreed('project-cancellation', { project, reason: '示例' }, document);
  expect(cancelled).toMatchObject({ state: 'executed', outcome: { thawed: '2010' } });
  expect(short(await certificates())).toEqual(['202501:1-1000:available', '202504:1-1010:available']);
  await issue(['2025-05']);
  expect(short(await certificates())).toContain('202505:1-1010:available');
});

it('EXC-004 reductions of two projects registered at once each end their own certificates', async () => {
  const plants = [plant, await world.plant()];
  const reports: string[] = [];
  for (const each of plants) {
    plant = each;
    await issue(['2025-02']);
  }
  for (const each of plants) {
    await world.on('2026-03-02');
    const project = await world.registered(each);
    reports.push(await world.reported(project, ['2025-02']));
  }
  const tasks: string[] = [];
  for (const report of reports) {
    await world.reportUnderReview(report, '2026-05-11', '500');
    const payload = { report, decision: 'register', reason: '示例' };
    const { id } = done(await world.propose('registryMaker', 'reduction-registration', payload)).json<{
      id: string;
    }>();
    done(await world.post('registryChecker', `/v1/tasks/${id}/approvals`));
    tasks.push(id);
  }
  const ended = await Promise.all(
    tasks.map(async (id) =>
      done(await world.post('registryChecker2', `/v1/tasks/${id}/approvals`)).json<{ state: string }>(),
    ),
  );
  expect(ended.map(({ state }) => state)).toEqual(['executed', 'executed']);
  expect(await world.blocks(world.accounts.OWNER, 'GEC-')).toEqual([]);
});

it('EXC-004 a certificate that holds a bit of a credited month ends with it, for a unit is not split', async () => {
  await issue(['2025-02', '2025-03'], '1010000.4');
  const project = await world.registered(plant);
  const report = await world.reported(project, ['2025-02']);
  await world.reportUnderReview(report, '2026-05-11', '500');
  expect(await world.registerReductions(report)).toMatchObject({ state: 'executed' });
  // the first certificate of March begins with the 0.4 kWh that February left
  expect(short(await certificates())).toEqual(['202503:2-1010:locked']);
});

it('EXC-001 photovoltaic power does not newly enter CCER, whatever its owner chooses', async () => {
  const { unmet } = done(
    await world.post(
      'maker',
      '/v1/projects',
      await world.filing(plant, { methodology: 'PHER-SIP-PV-V01', parameters: [], facts: [] }),
    ),
  ).json<{ unmet: { rule: string }[] }>();
  expect(unmet.map(({ rule }) => rule)).toContain('EXC-001');
});
