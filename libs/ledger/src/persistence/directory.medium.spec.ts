import { openLedgerFixture, type LedgerFixture } from '../../../../tests/support/ledger-fixture';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { defineInstrument } from './openings';

let fixture: LedgerFixture;
beforeAll(async () => {
  fixture = await openLedgerFixture(1);
});
afterAll(async () => {
  await fixture.close();
});

/** Defines an instrument and issues one of it in the same transaction, which then fails or not. */
function defineAndIssue(fail: boolean) {
  return fixture.database.transaction(async (tx) => {
    await defineInstrument(tx, {
      code: 'NEW-1',
      kind: 'credit',
      unit: 'tCO2e',
      scheme: 'TEST',
      serialised: true,
    });
    const [outcome] = await fixture.ledger.submit(tx, [
      {
        kind: 'issue',
        instrument: 'NEW-1',
        quantity: 1n,
        to: fixture.accounts[0]!,
        sourceKey: 'new',
        cause: { actor: 'test' },
      },
    ]);
    if (fail) throw new Error('rolled back');
    return outcome;
  });
}

describe('names of instruments', () => {
  it('one that was defined in a transaction that failed is looked up anew', async () => {
    await expect(defineAndIssue(true)).rejects.toThrow('rolled back');
    expect(await defineAndIssue(false)).toMatchObject({ status: 'done' });
    expect(await breaches(fixture.database)).toEqual([]);
  });
});
