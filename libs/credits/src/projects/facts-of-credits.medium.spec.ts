import { newId } from '@carbon/kernel';
import { TransferRules } from '@carbon/custody';
import { CreditWorld } from '../../../../tests/support/credit-world';

let world: CreditWorld;
beforeAll(async () => {
  world = await CreditWorld.open();
});
afterAll(() => world.close());

/** Reductions of a project as their registration leaves them. */
async function registered(project: string, instrument: string, at: string): Promise<void> {
  await world.platform.database.query(
    `insert into credits.report (id, number, project_id, period_from, period_to, document_hash, inputs, stocks,
       methodology, methodology_version, methodology_hash, steps, rules, certainty, exact_t, computed_t, comment_from,
       comment_until, instrument, transaction_id, registered_at, source, filed_by, filed_at)
     select $1, $2, id, '2025-01-01', '2025-01-31', decode(repeat('ab', 32), 'hex'), '{}', '[]', methodology,
       methodology_version, methodology_hash, '[]', '{}', 'X', '10', 10, '2025-02-01', '2025-03-01', $3, $4, $5,
       'synthetic', 'test', $5
       from credits.project where number = $6`,
    [newId(), `MR${project.slice(2)}`, instrument, Number(project.slice(2)) + 900_000, at, project],
  );
}

const factsOf = (scheme: string, instrument: string) =>
  world.platform.database.transaction((tx) =>
    world.platform.app.get(TransferRules, { strict: false }).factsOf(tx, scheme, instrument),
  );

describe('what credits tell of themselves to schemes that take them', () => {
  it('SUR-004 SUR-005 the China day of their registration and whether the project is inside an allowance scheme', async () => {
    const outside = await world.file(await world.plant());
    const inside = await world.file(await world.plant(), { etsCovered: true });
    // 31 December 2024, 23:30 UTC is New Year in China (trap 10)
    await registered(outside, 'CCER-A-1', '2024-12-31T23:30:00Z');
    await registered(inside, 'CCER-B-1', '2025-03-10T02:00:00Z');
    const known = { creditScheme: 'CCER', province: '35' };
    expect(await factsOf('CCER', 'CCER-A-1')).toEqual({
      ...known,
      registeredOn: '2025-01-01',
      coveredByEts: false,
    });
    expect(await factsOf('CCER', 'CCER-B-1')).toEqual({
      ...known,
      registeredOn: '2025-03-10',
      coveredByEts: true,
    });
  });

  it('trap 8 of units of which nothing is filed, nothing is told', async () => {
    expect(await factsOf('CCER', 'CCER-NOBODY-KNOWS')).toEqual({});
  });
});
