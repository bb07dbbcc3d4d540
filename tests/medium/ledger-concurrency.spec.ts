import type { Command, Outcome } from '@carbon/ledger';
import { Random } from '../simulate/random';
import { inventCommand } from '../simulate/story';
import { CAUSE, INSTRUMENTS, type LedgerFixture, openLedgerFixture } from '../support/ledger-fixture';
import { breaches } from '../support/ledger-invariants';

let fixture: LedgerFixture;
beforeEach(async () => (fixture = await openLedgerFixture(8)));
afterEach(() => fixture.close());

const submit = (...commands: Command[]): Promise<Outcome[]> =>
  fixture.database.transaction((tx) => fixture.ledger.submit(tx, commands));

const issue = (to: string, quantity: bigint, sourceKey: string, instrument = 'GEC-A'): Command => ({
  kind: 'issue',
  instrument,
  quantity,
  to,
  sourceKey,
  cause: CAUSE,
});

const statuses = (outcomes: readonly (Outcome | undefined)[]) =>
  outcomes.map((outcome) => (outcome?.status === 'refused' ? outcome.refusal.code : outcome?.status));

it.each(INSTRUMENTS)(
  'INV-07 fifty simultaneous spends of one balance of %s: as many succeed as it covers',
  async (code) => {
    const [from, to] = fixture.accounts as [string, string];
    await submit(issue(from, 100n, 'one', code));
    const spend: Command = { kind: 'transfer', instrument: code, quantity: 7n, from, to, cause: CAUSE };
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => submit(spend)));
    const said = statuses(outcomes.flat());
    expect(said.filter((status) => status === 'done')).toHaveLength(14);
    expect(said.filter((status) => status === 'LEDGER_INSUFFICIENT_BALANCE')).toHaveLength(36);
    expect(await breaches(fixture.database)).toEqual([]);
  },
);

it('INV-04 fifty simultaneous issues for one source: one succeeds', async () => {
  const to = fixture.accounts[0]!;
  const sources = [{ key: 'energy:p:2025-01', from: 0n, to: 10n }];
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, n) => submit({ ...issue(to, 10n, `issue-${n % 2}`), sources } as Command)),
  );
  const said = statuses(outcomes.flat());
  expect(said.filter((status) => status === 'done')).toHaveLength(1);
  expect(said.filter((status) => status === 'LEDGER_SOURCE_USED')).toHaveLength(49);
});

it('INV-06 one key and body fifty times at once: it happens once and all get the same answer', async () => {
  const [from, to] = fixture.accounts as [string, string];
  await submit(issue(from, 100n, 'one'));
  const idempotency = { scope: 'test', key: 'the-key' };
  const spend: Command = {
    kind: 'transfer',
    instrument: 'GEC-A',
    quantity: 10n,
    from,
    to,
    cause: CAUSE,
    idempotency,
  };
  const outcomes = (await Promise.all(Array.from({ length: 50 }, () => submit(spend)))).flat();
  expect(new Set(outcomes.map((o) => (o.status === 'done' ? o.transactionId : -1n))).size).toBe(1);
  expect(outcomes.filter((outcome) => !outcome.replayed)).toHaveLength(1);
  expect(statuses(await submit({ ...spend, quantity: 11n }))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  expect(await breaches(fixture.database)).toEqual([]);
});

it('INV-06 a refused command stays refused under its key, even when it would now succeed', async () => {
  const [from, to] = fixture.accounts as [string, string];
  const idempotency = { scope: 'test', key: 'too-early' };
  const spend: Command = {
    kind: 'transfer',
    instrument: 'GEC-A',
    quantity: 1n,
    from,
    to,
    cause: CAUSE,
    idempotency,
  };
  expect(statuses(await submit(spend))).toEqual(['LEDGER_INSUFFICIENT_BALANCE']);
  await submit(issue(from, 5n, 'one'));
  const [again] = await submit(spend);
  expect(again).toMatchObject({ status: 'refused', replayed: true });
});

it('REG-009 a transaction reversed from fifty sides at once is reversed once', async () => {
  const [a, b] = fixture.accounts as [string, string];
  await submit(issue(a, 1000n, 'one'), issue(b, 1000n, 'two'));
  const [moved] = await submit({
    kind: 'transfer',
    instrument: 'GEC-A',
    quantity: 10n,
    from: a,
    to: b,
    cause: CAUSE,
    reversibleUntil: new Date('2027-01-01T00:00:00Z'),
  });
  const transactionId = moved?.status === 'done' ? moved.transactionId : 0n;
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, () => submit({ kind: 'reverse', transactionId, cause: CAUSE })),
  );
  expect(statuses(outcomes.flat()).filter((status) => status === 'done')).toHaveLength(1);
  expect(await breaches(fixture.database)).toEqual([]);
});

it.each([11, Date.now() % 1_000_000])(
  'seed %i: many clients with random commands at once keep every invariant after each round, without deadlock',
  async (seed) => {
    const random = new Random(seed);
    const transactions: bigint[] = [];
    let serial = 0;
    for (const [n, account] of fixture.accounts.entries()) {
      for (const code of INSTRUMENTS) await submit(issue(account, 500n, `start-${n}-${code}`, code));
    }
    for (let round = 0; round < 6; round++) {
      const batches = Array.from({ length: 24 }, () =>
        Array.from({ length: 1 + random.below(20) }, () =>
          inventCommand(
            random,
            { accounts: fixture.accounts, instruments: INSTRUMENTS, transactions, now: fixture.clock.now() },
            serial++,
          ),
        ),
      );
      const outcomes = (await Promise.all(batches.map((batch) => submit(...batch)))).flat();
      transactions.push(...outcomes.flatMap((o) => (o.status === 'done' ? [o.transactionId] : [])));
      expect(await breaches(fixture.database)).toEqual([]);
    }
    expect(transactions.length).toBeGreaterThan(100);
  },
);
