import type { Database } from '@carbon/database';
import type { Outcome, TransferCommand } from '@carbon/ledger';
import { breaches } from '../../../tests/support/ledger-invariants';
import { CAUSE, type LedgerFixture, openLedgerFixture } from '../../../tests/support/ledger-fixture';
import { LedgerWriter, type LedgerWriterOptions } from './ledger-writer';

describe('the ledger writer', () => {
  let fixture: LedgerFixture;
  let giver: string;
  let taker: string;

  beforeAll(async () => {
    fixture = await openLedgerFixture(2);
    [giver, taker] = fixture.accounts as [string, string];
    await fixture.database.transaction((tx) =>
      fixture.ledger.submit(tx, [
        {
          kind: 'issue',
          instrument: 'GEC-A',
          quantity: 1_000_000n,
          to: giver,
          sourceKey: 'start',
          cause: CAUSE,
        },
      ]),
    );
  });
  afterAll(async () => {
    expect(await breaches(fixture.database)).toEqual([]);
    await fixture.close();
  });

  const writer = (options?: LedgerWriterOptions, database: Database = fixture.database) =>
    new LedgerWriter(database, fixture.ledger, options);
  const transfer = (quantity: bigint, cause = CAUSE): TransferCommand & { cause: typeof CAUSE } => ({
    kind: 'transfer',
    instrument: 'GEC-A',
    quantity,
    from: giver,
    to: taker,
    cause,
  });
  const done = (outcome: Outcome) => (outcome.status === 'done' ? outcome.transactionId : undefined);

  it('500 commands at the same time make few batches; each gets its own answer, in the order asked', async () => {
    const desk = writer({ maxBatch: 200 });
    const outcomes = await Promise.all(
      Array.from({ length: 500 }, (_, at) => desk.submit(transfer(at % 100 === 99 ? 10_000_000n : 1n))),
    );
    expect(desk.batches).toBe(3);
    const refused = outcomes.flatMap((outcome, at) => (outcome.status === 'refused' ? [at] : []));
    expect(refused).toEqual([99, 199, 299, 399, 499]);
    const ids = outcomes.flatMap((outcome) => done(outcome) ?? []);
    expect(ids).toEqual([...ids].sort((a, b) => Number(a - b)));
    expect(new Set(ids).size).toBe(495);
  });

  it('commands that come while a batch is written are the next batch', async () => {
    const desk = writer();
    const first = desk.submit(transfer(1n));
    await new Promise((resolve) => setImmediate(resolve));
    const rest = Array.from({ length: 20 }, () => desk.submit(transfer(1n)));
    await Promise.all([first, ...rest]);
    expect(desk.batches).toBe(2);
  });

  it('the same key in one batch, and later, happens once', async () => {
    const desk = writer();
    const keyed = { ...transfer(7n), idempotency: { scope: 'writer', key: 'once' } };
    const [a, b] = await Promise.all([desk.submit(keyed), desk.submit(keyed)]);
    const c = await desk.submit(keyed);
    expect([a.replayed, b.replayed, c.replayed]).toEqual([false, true, true]);
    expect(new Set([a, b, c].map(done)).size).toBe(1);
    const other = await desk.submit({ ...keyed, quantity: 8n });
    expect(other).toMatchObject({ status: 'refused', refusal: { code: 'IDEMPOTENCY_KEY_REUSED' } });
  });

  it('a command that breaks the transaction of its batch fails alone', async () => {
    const desk = writer();
    const poison = transfer(1n, { actor: 'a\u0000b' }); // PostgreSQL takes no NUL in a text
    const results = await Promise.allSettled([
      ...Array.from({ length: 5 }, () => desk.submit(transfer(1n))),
      desk.submit(poison),
      ...Array.from({ length: 5 }, () => desk.submit(transfer(1n))),
    ]);
    expect(results.map(({ status }) => status)).toEqual(
      Array.from({ length: 11 }, (_, at) => (at === 5 ? 'rejected' : 'fulfilled')),
    );
    expect(await desk.submit(transfer(1n))).toMatchObject({ status: 'done' });
  });

  it('more than may wait are refused with 503, and the others are served', async () => {
    const desk = writer({ maxWaiting: 10 });
    const results = await Promise.allSettled(Array.from({ length: 15 }, () => desk.submit(transfer(1n))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    const refused = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    expect(refused).toHaveLength(5);
    for (const refusal of refused) {
      expect(refusal).toMatchObject({
        code: 'LEDGER_BUSY',
        status: 503,
        details: { retryAfterSeconds: '1' },
      });
    }
  });

  it('closing answers what was taken and takes no more', async () => {
    const desk = writer({ maxBatch: 3 });
    const taken = Array.from({ length: 10 }, () => desk.submit(transfer(1n)));
    let answered = 0;
    for (const each of taken) void each.then(() => answered++);
    await desk.close();
    await Promise.resolve();
    expect(answered).toBe(10);
    await expect(desk.submit(transfer(1n))).rejects.toMatchObject({ code: 'LEDGER_CLOSING', status: 503 });
    await desk.close();
  });

  it('a database that is gone fails all with 503, and the next command is served when it is back', async () => {
    let down = true;
    let tries = 0;
    const flaky = Object.create(fixture.database, {
      transaction: {
        value: (work: Parameters<Database['transaction']>[0]) => {
          tries++;
          return down
            ? Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
            : fixture.database.transaction(work);
        },
      },
    }) as Database;
    const desk = writer({}, flaky);
    const results = await Promise.allSettled(Array.from({ length: 30 }, () => desk.submit(transfer(1n))));
    expect(results.every((result) => result.status === 'rejected')).toBe(true);
    expect(results[29]).toMatchObject({ reason: { code: 'DATABASE_UNAVAILABLE', status: 503 } });
    expect(tries).toBe(1);
    down = false;
    expect(await desk.submit(transfer(1n))).toMatchObject({ status: 'done' });
  });
});
