import { breaches } from '../../support/ledger-invariants';
import { CreditWorld, done, type EndedTask } from '../../support/credit-world';

let world: CreditWorld;
beforeAll(async () => {
  world = await CreditWorld.open();
});
afterAll(async () => {
  expect(await breaches(world.platform.database)).toEqual([]);
  await world.close();
});

const decide = { decision: 'register', reason: '示例' } as const;
const idOf = (answer: { json(): unknown }) => (answer.json() as EndedTask).id;

describe('a decision that is proposed, and an application that is returned and comes again', () => {
  it('REG-001 CCR-004 the approval of 100 t does not register 500 t, and a new proposal does', async () => {
    const project = await world.registered(await world.plant());
    const report = await world.reported(project, ['2025-12']);
    await world.reportUnderReview(report, '2026-05-11', '100');
    const payload = { report, ...decide };
    const stale = idOf(done(await world.propose('registryMaker', 'reduction-registration', payload)));

    await world.stepped('registryMaker', report, 'return', { reason: '请复核（示例）' });
    await world.on('2026-05-12');
    const again = await world.statement('verifier', { verifiedT: '500' });
    await world.stepped('verifier', report, 'verification', again);
    await world.stepped('maker', report, 'application', { quantity: '500' });
    await world.stepped('registryMaker', report, 'review');

    expect(await world.approved(stale)).toMatchObject({
      ...{ state: 'failed', failure: { code: 'CREDITS_REVIEWED_AGAIN' } },
    });
    expect(await world.blocks(world.accounts.OWNER, `CCER-${project}`)).toEqual([]);
    expect(await world.registerReductions(report)).toMatchObject({
      ...{ state: 'executed', outcome: { quantity: '500' } },
    });
  });

  it('REG-001 CCR-003 a project is not registered, nor rejected, on a proposal of before its return', async () => {
    await world.on('2026-03-02');
    const project = await world.file(await world.plant());
    await world.underReview(project);
    const propose = async (decision: 'register' | 'reject') =>
      idOf(
        done(await world.propose('registryMaker', 'project-registration', { project, ...decide, decision })),
      );
    const stale = [await propose('register'), await propose('reject')];

    await world.stepped('registryMaker', project, 'return', { reason: '请补正（示例）' });
    await world.on('2026-04-02');
    await world.stepped('maker', project, 'application');
    await world.stepped('registryMaker', project, 'review');

    for (const task of stale) {
      expect(await world.approved(task)).toMatchObject({ failure: { code: 'CREDITS_REVIEWED_AGAIN' } });
    }
    expect(await world.approved(await propose('register'))).toMatchObject({ state: 'executed' });
  });
});
