import { defineInstrument } from '@carbon/ledger';
import { CreditWorld, done, type Who } from '../../../../tests/support/credit-world';

const CREDIT = 'CCER-PJ999999-20240101-20241231';
let world: CreditWorld;
let project: string;

beforeAll(async () => {
  world = await CreditWorld.open();
  project = await world.registered(await world.plant());
  await world.file(await world.plant());
  await world.platform.database.transaction(async (tx) => {
    await defineInstrument(tx, { code: CREDIT, kind: 'credit', unit: 't', scheme: 'CCER', serialised: true });
    const units = { instrument: CREDIT, cause: { actor: 'test', reason: 'CCR-012' } };
    const from = world.accounts.OWNER;
    const outcomes = await world.platform.ledger.submit(tx, [
      { ...units, kind: 'issue', quantity: 100n, to: from, sourceKey: 'synthetic:export' },
      { ...units, kind: 'cancel', quantity: 30n, from },
      { ...units, kind: 'expire', quantity: 20n, from },
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['done', 'done', 'done']);
  });
});
afterAll(() => world.close());

const items = async (who: Who, path: string) =>
  done(await world.get(who, `/v1/exports/cad-trust/${path}`)).json<{
    items: Record<string, string>[];
    next?: string;
  }>();

it('SER-008 units that were cancelled say why, expired ones that they are, each of whom it was', async () => {
  const units = (await items('maker', 'units?limit=500')).items.filter(({ unitRegistryLink }) =>
    unitRegistryLink?.endsWith(CREDIT),
  );
  const count = (status: string) => units.find(({ unitStatus }) => unitStatus === status);
  expect(units.map(({ unitCount }) => Number(unitCount)).reduce((sum, each) => sum + each)).toBe(100);
  expect(count('Cancelled')).toMatchObject({ unitCount: '30', unitStatusReason: 'CCR-012' });
  expect(count('Expired')).toMatchObject({ unitCount: '20' });
  expect(count('Held')).toMatchObject({ unitCount: '50' });
  expect(await items('otherMaker', 'units')).toEqual({ items: [] });
});

it('SER-008 a page ends between two units and the next goes on there', async () => {
  const first = await items('maker', 'units?limit=1');
  expect(first.items).toHaveLength(1);
  const second = await items('maker', `units?limit=1&cursor=${first.next ?? ''}`);
  expect(second.items[0]?.['unitBlockStart']).not.toBe(first.items[0]?.['unitBlockStart']);
});

it('S03 projects: what is public and of one’s own, with what is known of them', async () => {
  const { items: projects } = await items('maker', 'projects');
  expect(projects).toMatchObject([
    {
      ...{ projectId: project, originProjectId: project, projectStatus: 'Registered', unitMetric: 'tCO2e' },
      ...{ methodology: 'CCER-01-002-V01', sector: 'Electricity; gas, steam and air conditioning supply' },
      ...{ projectType: 'Not Determined', validationDate: expect.any(String) as string },
    },
  ]);
  expect(projects[0]?.['validationBody']).not.toBe('Not Determined');
  expect(
    done(await world.public(projects[0]?.['projectLink']?.replace(/^.*?\/v1/, '/v1') ?? '')).statusCode,
  ).toBe(200);
  expect(await items('otherMaker', 'projects')).toEqual({ items: [] });
});
