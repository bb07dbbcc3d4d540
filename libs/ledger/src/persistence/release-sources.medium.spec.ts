import { type Database, sqlState } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import { CAUSE, type LedgerFixture, openLedgerFixture } from '../../../../tests/support/ledger-fixture';
import { breaches } from '../../../../tests/support/ledger-invariants';
import type { Command, EndCommand, IssueCommand, SerialRange, SimpleCommand } from '../domain/commands';
import { defineInstrument } from './openings';
import { releaseSources } from './release-sources';
import { freeSourceRanges, sourceHoldings } from './source-holdings';

/** Ten units of the source a unit; and one that does not say how much a unit stands for. */
const METERED = 'GEC-M';
const LUMP = 'CCER-L';
const FAR = new Date('2030-01-01T00:00:00Z');

let f: LedgerFixture;
let database: Database;
let account: string;
let other: string;
beforeEach(async () => {
  f = await openLedgerFixture(2);
  ({ database } = f);
  [account, other] = f.accounts as [string, string];
  await database.transaction(async (tx) => {
    const known = { unit: 'u', scheme: 'TEST', serialised: true } as const;
    await defineInstrument(tx, { ...known, code: METERED, kind: 'green-certificate', sourcePerUnit: 10n });
    await defineInstrument(tx, { ...known, code: LUMP, kind: 'credit' });
  });
});
afterEach(async () => {
  expect(await breaches(database)).toEqual([]);
  await f.close();
});

async function submitted(command: SimpleCommand | Command): Promise<bigint | string> {
  const [outcome] = await database.transaction((tx) => f.ledger.submit(tx, [{ ...command, cause: CAUSE }]));
  if (outcome?.status === 'done') return outcome.transactionId;
  return outcome?.refusal.code ?? 'nothing';
}
async function done(command: SimpleCommand | Command): Promise<bigint> {
  const id = await submitted(command);
  if (typeof id === 'string') throw new Error(id);
  return id;
}

const range = (key: string, from: number, to: number) => ({ key, from: BigInt(from), to: BigInt(to) });
let issues = 0;
const issue = (quantity: number, sources: IssueCommand['sources'], instrument = METERED): IssueCommand => ({
  kind: 'issue',
  instrument,
  quantity: BigInt(quantity),
  to: account,
  sourceKey: `issue:${++issues}`,
  sources: sources ?? [],
});
const serials = (first: number, last: number): SerialRange => ({ first: BigInt(first), last: BigInt(last) });
const cancel = (first: number, last: number, instrument = METERED): EndCommand => ({
  kind: 'cancel',
  instrument,
  from: account,
  quantity: BigInt(last - first + 1),
  serials: [serials(first, last)],
});
const release = (transaction: bigint) => database.transaction((tx) => releaseSources(tx, transaction));
const free = (key: string, to: number) => freeSourceRanges(database, [range(key, 0, to)]);
const ranges = () =>
  database.query(
    `select source_key || ' ' || from_unit || '-' || to_unit || case when released then ' free' else '' end as range
       from ledger.source_range order by issuance_id, ordinal`,
  );
const rawRelease = (journal: bigint) =>
  database.query('select * from ledger.release_source($1)', [journal.toString()]).then(
    () => 'released',
    (error: unknown) => sqlState(error),
  );
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

describe('what units that were cancelled for good stood for (INV-04, EXC-004)', () => {
  it('is cut out of the ranges in the order of serials, and can be issued on again', async () => {
    await done(issue(10, [range('jan', 90, 100), range('feb', 0, 90)]));
    const cancelled = await done(cancel(1, 3));

    expect(await release(cancelled)).toEqual([
      { issuance: 1n, source: range('jan', 90, 100) },
      { issuance: 1n, source: range('feb', 0, 20) },
    ]);
    expect(await ranges()).toEqual([
      { range: 'jan 90-100 free' },
      { range: 'feb 0-20 free' },
      { range: 'feb 20-90' },
    ]);
    expect(await free('feb', 100)).toEqual([range('feb', 0, 20), range('feb', 90, 100)]);
    expect(await submitted(issue(3, [range('feb', 0, 30)]))).toBe('LEDGER_SOURCE_USED');
    await done(issue(2, [range('feb', 0, 20)]));
    expect(await free('feb', 100)).toEqual([range('feb', 90, 100)]);

    const [holding] = await sourceHoldings(database, [range('feb', 15, 45)]);
    expect(holding).toMatchObject({ issuance: 3n, source: range('feb', 15, 20) });
    expect(await sourceHoldings(database, [range('feb', 25, 45)])).toMatchObject([
      { issuance: 1n, source: range('feb', 25, 45), places: [{ account, serials: serials(4, 6) }] },
    ]);
  });

  it('is found again after several cuts, however they lie', async () => {
    await done(issue(10, [range('k', 0, 100)]));
    for (const [first, last] of [
      [5, 6],
      [1, 1],
      [9, 10],
      [7, 7],
    ] as const) {
      await release(await done(cancel(first, last)));
    }
    expect(await ranges()).toEqual([
      { range: 'k 0-10 free' },
      { range: 'k 10-40' },
      { range: 'k 40-60 free' },
      { range: 'k 60-70 free' },
      { range: 'k 70-80' },
      { range: 'k 80-100 free' },
    ]);
    expect(await sourceHoldings(database, [range('k', 0, 100)])).toMatchObject([
      { source: range('k', 10, 40), places: [{ serials: serials(2, 4) }] },
      { source: range('k', 70, 80), places: [{ serials: serials(8, 8) }] },
    ]);
  });

  it('is given back once', async () => {
    await done(issue(10, [range('k', 0, 100)]));
    const cancelled = await done(cancel(2, 3));
    await release(cancelled);
    expect(await refusal(release(cancelled))).toBe('LEDGER_SOURCE_GIVEN_BACK');
    expect(await rawRelease(cancelled)).toBe('CL018');
    expect(await free('k', 100)).toEqual([range('k', 10, 30)]);
  });

  it('is given back by one of two at the same moment', async () => {
    await done(issue(10, [range('k', 0, 100)]));
    const cancelled = await done(cancel(2, 3));
    const ends = await Promise.all([1, 2, 3].map(() => refusal(release(cancelled))));
    expect(ends.sort()).toEqual(['LEDGER_SOURCE_GIVEN_BACK', 'LEDGER_SOURCE_GIVEN_BACK', 'nothing']);
  });

  it('stays where the end can be undone, is another end, or is no end', async () => {
    const issued = await done(issue(10, [range('k', 0, 100)]));
    const ends = [
      await done({ ...cancel(1, 1), reversibleUntil: FAR }),
      await done({ ...cancel(2, 2), kind: 'retire' }),
      await done({ ...cancel(3, 3), kind: 'surrender' }),
      await done({ ...cancel(4, 4), kind: 'expire' }),
      await done({ kind: 'freeze', instrument: METERED, quantity: 1n, account, serials: [serials(5, 5)] }),
    ];
    for (const transaction of [issued, ...ends]) {
      expect(await rawRelease(transaction)).toBe('CL017');
      expect(await refusal(release(transaction))).toBe('LEDGER_NOTHING_TO_GIVE_BACK');
    }
    expect(await rawRelease(999n)).toBe('CL017');
    expect(await free('k', 100)).toEqual([]);
  });

  it('is nothing for units without a source, of the same instrument or of one without serials', async () => {
    await done(issue(5, [], LUMP));
    const cancelled = await done(cancel(1, 5, LUMP));
    expect(await rawRelease(cancelled)).toBe('CL019');
    expect(await refusal(release(cancelled))).toBe('LEDGER_NOTHING_TO_GIVE_BACK');
    await done({ kind: 'issue', instrument: 'CNY', quantity: 5n, to: account, sourceKey: 'cash' });
    const cash = await done({ kind: 'cancel', instrument: 'CNY', quantity: 5n, from: account });
    expect(await rawRelease(cash)).toBe('CL017');
  });

  it('takes all units of an issuance where no unit says how much it stands for', async () => {
    await done(issue(5, [range('days', 0, 31)], LUMP));
    const part = await done(cancel(1, 3, LUMP));
    expect(await rawRelease(part)).toBe('CL022');
    expect(await refusal(release(part))).toBe('LEDGER_SOURCE_STILL_NEEDED');
    await done({ ...cancel(4, 4, LUMP), kind: 'retire' });
    const rest = await done(cancel(5, 5, LUMP));
    expect(await rawRelease(rest)).toBe('CL022');

    await done(issue(2, [range('days', 31, 59)], LUMP));
    const linked = await done({
      kind: 'linked',
      commands: [cancel(6, 6, LUMP), cancel(7, 7, LUMP)],
      cause: CAUSE,
    });
    expect(await release(linked)).toEqual([
      { issuance: expect.any(BigInt) as bigint, source: range('days', 31, 59) },
    ]);
    expect(await refusal(release(linked))).toBe('LEDGER_SOURCE_GIVEN_BACK');
  });

  it('does not come back with a reversal, nor is a reversal possible once part of it is gone', async () => {
    const issued = await done({ ...issue(10, [range('k', 0, 100)]), reversibleUntil: FAR });
    const cancelled = await done(cancel(9, 10));
    await release(cancelled);
    expect(await submitted({ kind: 'reverse', transactionId: issued })).toMatch(/^LEDGER_/);
    expect(await submitted({ kind: 'reverse', transactionId: cancelled })).toBe('LEDGER_NOT_REVERSIBLE');
    expect(await free('k', 100)).toEqual([range('k', 80, 100)]);

    const second = await done({ ...issue(2, [range('k', 80, 100)]), reversibleUntil: FAR });
    await done({ kind: 'reverse', transactionId: second });
    expect(await free('k', 100)).toEqual([range('k', 80, 100)]);
  });

  it('moves with its units: an account that has them may end them', async () => {
    await done(issue(10, [range('k', 0, 100)]));
    await done({
      kind: 'transfer',
      instrument: METERED,
      quantity: 2n,
      from: account,
      to: other,
      serials: [serials(4, 5)],
    });
    const cancelled = await done({ ...cancel(4, 5), from: other });
    expect(await release(cancelled)).toEqual([{ issuance: 1n, source: range('k', 30, 50) }]);
  });
});

describe('the role of the application', () => {
  const attempt = (statement: string) =>
    database.query(statement).then(
      () => 'done',
      (error: unknown) => sqlState(error),
    );

  it('cannot say itself what is given back', async () => {
    await done(issue(10, [range('k', 0, 100)]));
    for (const statement of [
      'update ledger.source_range set released = true',
      'update ledger.source_range set released_by = 1',
      'delete from ledger.source_range',
      `insert into ledger.source_range (issuance_id, ordinal, source_key, from_unit, to_unit, released)
       values (1, 1, 'k', 0, 10, true)`,
    ]) {
      expect(await attempt(statement)).toBe('42501');
    }
  });

  it('gains nothing from a range that it adds to an issuance afterwards', async () => {
    await done(issue(10, [range('k', 0, 100)]));
    await database.query(
      `insert into ledger.source_range (issuance_id, ordinal, source_key, from_unit, to_unit) values (1, 1, 'x', 0, 10)`,
    );
    expect(await rawRelease(await done(cancel(1, 1)))).toBe('CL019');
  });

  it('INV-04 cannot have an issuance reversed by serials of another', async () => {
    const first = await done({ ...issue(2, [range('k', 0, 20)]), reversibleUntil: FAR });
    await done({
      kind: 'transfer',
      instrument: METERED,
      quantity: 2n,
      from: account,
      to: other,
      serials: [serials(1, 2)],
    });
    await done(issue(2, [range('k', 20, 40)]));
    // what the ledger never writes: the reversal of the first issuance, with the serials of the second
    const forged = database.transaction(async (tx) => {
      const [row] = await tx.query<{ id: string }>('select ledger.allocate_ids(1) as id');
      await tx.query(
        `insert into ledger.journal (id, batch_id, transaction_id, quantity, debit_after, credit_after, debit_version,
           credit_version, recorded_at, business_time, reverses_id, instrument_id, debit_account, credit_account, kind,
           debit_part, credit_part, actor, pieces, salt, leaf)
         select $1, $1, $1, 2, d.available - 2, c.available + 2, d.version + 1, c.version + 1, $3, $3, j.id,
                j.instrument_id, j.credit_account, 1, 11, 0, 0, 'forger', '{{3,4,0}}', $4, $5
           from ledger.journal j
           join ledger.balance d on d.account_id = j.credit_account and d.instrument_id = j.instrument_id
           join ledger.balance c on c.account_id = 1 and c.instrument_id = j.instrument_id
          where j.id = $2`,
        [row?.id, first.toString(), f.clock.now(), Buffer.alloc(16, 1), Buffer.alloc(32, 1)],
      );
    });
    expect(
      await forged.then(
        () => 'done',
        (error: unknown) => sqlState(error),
      ),
    ).toBe('CL003');
  });
});
