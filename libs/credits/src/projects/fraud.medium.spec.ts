import { transferUnits } from './fraud.spec-support';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { CreditWorld, done, type EndedTask } from '../../../../tests/support/credit-world';

interface Problem {
  readonly code: string;
  readonly rule?: string;
}

let world: CreditWorld;
let project: string;
let credit: string;
beforeEach(async () => {
  world = await CreditWorld.open();
  project = await world.registered(await world.plant());
  const report = await world.reported(project, ['2026-01', '2026-02']);
  await world.reportUnderReview(report, '2026-05-11', '1000');
  credit = String((await world.registerReductions(report)).outcome?.['instrument']);
});
afterEach(async () => {
  expect(await breaches(world.platform.database)).toEqual([]);
  await world.close();
});

const refusedBy = (answer: { statusCode: number; json: () => unknown }) => {
  const { code, rule } = answer.json() as Problem;
  return [answer.statusCode, code, rule];
};
const owned = () => world.blocks(world.accounts.OWNER, credit);
const voluntary = (quantity: string) => ({
  project,
  account: world.accounts.OWNER,
  instrument: credit,
  quantity,
});

async function force(quantity: string): Promise<EndedTask> {
  const document = await world.document('registryMaker');
  return world.agreed(
    'forced-cancellation',
    { project, quantity, decision: '（2026）示例罚字第1号' },
    document,
  );
}

it('CCR-012 what the owner cancels itself counts first, the rest is taken, the project revoked, the owner banned', async () => {
  const task = done(
    await world.propose('maker', 'voluntary-cancellation', voluntary('300')),
  ).json<EndedTask>();
  expect(await world.approved(task.id, ['checker'])).toMatchObject({
    state: 'executed',
    outcome: { quantity: '300' },
  });
  expect(await owned()).toEqual([`${credit}:1-700:available`]);

  expect(await force('800')).toMatchObject({
    ...{ state: 'executed', outcome: { voluntary: '300', taken: '500', owed: '0' } },
  });
  expect(await owned()).toEqual([`${credit}:501-700:available`]);
  expect((await world.get('maker', `/v1/projects/${project}`)).json()).toMatchObject({ state: 'cancelled' });
  const { items } = (await world.get('maker', '/v1/forced-cancellations')).json<{ items: object[] }>();
  expect(items).toMatchObject([{ project, quantity: '800', bannedUntil: '2029-05-11' }]);
  expect((await world.get('otherMaker', '/v1/forced-cancellations')).json()).toEqual({ items: [] });
  expect(await world.audited('credits.force-cancelled')).toMatchObject([{ subject_id: project }]);

  const plant = await world.plant();
  const filing = await world.filing(plant);
  expect(refusedBy(await world.post('maker', '/v1/projects', filing))).toEqual([
    ...[422, 'CREDITS_HOLDER_BANNED', 'CCR-012'],
  ]);
  await world.on('2029-05-12');
  expect((await world.post('maker', '/v1/projects', filing)).statusCode).not.toBe(422);
});

it('CCR-012 never more than the owner holds: the shortfall is owed', async () => {
  await transferUnits(world, credit, 900n);
  expect(await force('1000')).toMatchObject({
    ...{ state: 'executed', outcome: { voluntary: '0', taken: '100', owed: '900' } },
  });
  expect(await owned()).toEqual([]);
  // units that were sold stay with the buyer
  expect(await world.blocks(world.accounts.BUYER, credit)).toHaveLength(1);
});

it('CCR-012 a suspended account does not keep them', async () => {
  const document = await world.document('registryMaker');
  const state = { account: world.accounts.OWNER, state: 'suspended', reason: '示例' };
  const suspended = await world.propose('registryMaker', 'account-state', state, document);
  const ended = await world.approved(done(suspended).json<EndedTask>().id, ['registryChecker']);
  expect(ended).toMatchObject({ state: 'executed' });
  expect(await force('400')).toMatchObject({ state: 'executed', outcome: { taken: '400' } });
});

it('CCR-012 no more is cancelled than was registered, and what was decided is not decided twice', async () => {
  const document = await world.document('registryMaker');
  const payload = { project, quantity: '1001', decision: '示例' };
  expect(refusedBy(await world.propose('registryMaker', 'forced-cancellation', payload, document))).toEqual([
    ...[422, 'CREDITS_MORE_THAN_REGISTERED', 'CCR-012'],
  ]);
  const undocumented = await world.propose('registryMaker', 'forced-cancellation', {
    ...payload,
    quantity: '1',
  });
  expect(refusedBy(undocumented)[1]).toBe('CREDITS_DOCUMENT_REQUIRED');
  await force('1000');
  const again = await world.propose(
    'registryMaker',
    'forced-cancellation',
    { ...payload, quantity: '1' },
    document,
  );
  expect(refusedBy(again)[1]).toBe('CREDITS_NOTHING_TO_CANCEL');
});

it('CCR-012 another house cancels nothing of an owner, and units of another scheme do not count', async () => {
  expect((await world.propose('otherMaker', 'voluntary-cancellation', voluntary('1'))).statusCode).toBe(404);
  const wrong = { ...voluntary('1'), instrument: 'GEC-12345678901234567-202601' };
  expect(refusedBy(await world.propose('maker', 'voluntary-cancellation', wrong))[1]).toBe(
    'CREDITS_UNITS_OF_ANOTHER_SCHEME',
  );
});
