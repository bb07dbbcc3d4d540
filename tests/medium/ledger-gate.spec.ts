import { sqlState } from '@carbon/database';
import {
  blockAccounts,
  type Command,
  defineInstrument,
  type Outcome,
  readBalances,
  readBalancesAt,
  readStatement,
  readTransaction,
  traceSerial,
} from '@carbon/ledger';
import { Client } from 'pg';
import { CAUSE, type LedgerFixture, openLedgerFixture } from '../support/ledger-fixture';
import { breaches } from '../support/ledger-invariants';

let fixture: LedgerFixture;
let a: string;
let b: string;
beforeEach(async () => {
  fixture = await openLedgerFixture(3);
  [a, b] = fixture.accounts as [string, string];
});
afterEach(() => fixture.close());

const submit = (...commands: Command[]): Promise<Outcome[]> =>
  fixture.database.transaction((tx) => fixture.ledger.submit(tx, commands));

async function done(command: Command): Promise<bigint> {
  const [outcome] = await submit(command);
  if (outcome?.status !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.transactionId;
}

const issue = (to: string, quantity: bigint, sourceKey: string): Command => ({
  kind: 'issue',
  instrument: 'GEC-A',
  quantity,
  to,
  sourceKey,
  cause: CAUSE,
});
const transfer = (from: string, to: string, quantity: bigint): Command => ({
  kind: 'transfer',
  instrument: 'GEC-A',
  quantity,
  from,
  to,
  cause: CAUSE,
});

/** The SQLSTATE with which the database refuses a statement of the running application's role. */
async function refusedWith(sql: string, values: unknown[] = []): Promise<string | undefined> {
  try {
    await fixture.database.query(sql, values);
    return undefined;
  } catch (error) {
    return sqlState(error);
  }
}

describe('the application role cannot rewrite history', () => {
  it.each([
    'update ledger.journal set quantity = 1',
    'delete from ledger.journal',
    'truncate ledger.journal',
    'update ledger.journal_p000000 set quantity = 1',
    'insert into ledger.journal_p000000 select * from ledger.journal',
    'update ledger.balance set available = 5',
    'insert into ledger.balance (account_id, instrument_id, available) values (1024, 1, 5)',
    'delete from ledger.balance',
    'update ledger.block set account_id = 1025',
    'delete from ledger.block',
    'insert into ledger.block values (1, 1024, 500, 600, 1, 0)',
    'update ledger.batch set transfer_count = 9',
    'delete from ledger.issuance',
    'delete from ledger.source_range',
    'update ledger.account set holder_id = null',
    'alter table ledger.journal disable trigger all',
    'select ledger.check_reversals(1, 1)',
  ])('%s', async (sql) => {
    await done(issue(a, 10n, 'one'));
    expect(await refusedWith(sql)).toBe('42501');
  });

  it('not even the owner changes a journal row without first switching the trigger off', async () => {
    await done(issue(a, 10n, 'one'));
    const owner = new Client({ connectionString: fixture.superuserUrl });
    await owner.connect();
    await expect(owner.query('update ledger.journal set quantity = 1')).rejects.toMatchObject({
      code: 'CL016',
    });
    await expect(owner.query('delete from ledger.journal')).rejects.toMatchObject({ code: 'CL016' });
    await owner.end();
  });
});

describe('what the database refuses of journal rows that our code would never write', () => {
  const COLUMNS = `id, batch_id, transaction_id, quantity, debit_after, credit_after, debit_version, credit_version,
    recorded_at, business_time, instrument_id, debit_account, credit_account, kind, debit_part, credit_part, actor,
    pieces, salt, leaf`;
  interface Row {
    quantity: number;
    debit: number;
    credit: number;
    kind: number;
    debitAfter: number;
    creditAfter: number;
    debitVersion: number;
    creditVersion: number;
    pieces: string | null;
    batch?: number;
  }
  const insert = (row: Row) =>
    refusedWith(
      `insert into ledger.journal (${COLUMNS}) select n, $9, n, $1, $2, $3, $4, $5, now(), now(), 1, $6, $7, $8, 0, 0,
         'x', $10::bigint[], decode(repeat('00', 16), 'hex'), decode(repeat('00', 32), 'hex')
         from (select ledger.allocate_ids(1) as n) n`,
      [
        row.quantity,
        row.debitAfter,
        row.creditAfter,
        row.debitVersion,
        row.creditVersion,
        row.debit,
        row.credit,
        row.kind,
        row.batch ?? 2,
        row.pieces,
      ],
    );
  const good: Row = {
    quantity: 4,
    debit: 1024,
    credit: 1025,
    kind: 2,
    debitAfter: 6,
    creditAfter: 4,
    debitVersion: 2,
    creditVersion: 1,
    pieces: '{{7,10,1}}',
  };
  beforeEach(async () => {
    await done(issue(a, 10n, 'one'));
    await fixture.database.query('select ledger.open_balances($1, $2)', [
      [1025, 2],
      [1, 1],
    ]);
  });

  it('a good row, whose blocks are never moved: refused at commit', async () => {
    expect(await insert(good)).toBe('CL014');
  });
  it.each<[string, Partial<Row>, string]>([
    ['a batch id that is not its first row', { batch: 7 }, 'CL001'],
    ['a version that skips', { debitVersion: 3 }, 'CL002'],
    ['a version that repeats', { creditVersion: 0 }, 'CL002'],
    ['more than is held', { quantity: 11, debitAfter: -1, creditAfter: 11, pieces: '{{1,11,1}}' }, '23514'],
    ['a stated balance that is not the balance', { creditAfter: 5 }, 'CL004'],
    [
      'an issue without issuance',
      { kind: 1, debit: 1, debitAfter: -14, debitVersion: 2, creditAfter: 4 },
      'CL006',
    ],
    ['no serials for a serialised instrument', { pieces: null }, 'CL007'],
    ['quantity zero', { quantity: 0 }, '23514'],
    ['a negative quantity', { quantity: -4 }, '23514'],
    ['a transfer out of a final state', { debit: 2, kind: 2 }, '23514'],
    ['a transfer into issuance', { credit: 1 }, '23514'],
    ['a transfer to itself', { credit: 1024 }, '23514'],
  ])('%s', async (_, change, state) => {
    expect(await insert({ ...good, ...change })).toBe(state);
  });

  /** Changes the one block, serials 1 to 10 of account 1024, in the name of a batch that moved nothing. */
  const rearrange = (believed: { last: number }, wanted: { last: number; account: number }) =>
    refusedWith(
      `select ledger.rearrange_blocks(0, '{}', '{}', '{}', '{}', '{}', '{1}', '{1}', $1, '{1024}', '{0}',
         $2, $3, '{0}', '{1}', '{}', '{}', '{}', '{}', '{}', '{}')`,
      [[believed.last], [wanted.last], [wanted.account]],
    );
  it.each<[string, Parameters<typeof rearrange>, string]>([
    ['a block that is not there', [{ last: 9 }, { last: 9, account: 1024 }], 'CL011'],
    ['a serial invented', [{ last: 10 }, { last: 11, account: 1024 }], 'CL012'],
    ['a serial lost', [{ last: 10 }, { last: 9, account: 1024 }], 'CL012'],
    ['another holder than the journal says', [{ last: 10 }, { last: 10, account: 1025 }], 'CL013'],
  ])('rearranging blocks: %s', async (_, change, state) => {
    expect(await rearrange(...change)).toBe(state);
  });
});

it('point in time: the balance of any past moment, added up from postings', async () => {
  const at = (iso: string) => fixture.clock.set(new Date(iso));
  at('2026-01-01T00:00:00Z');
  await done(issue(a, 100n, 'one'));
  at('2026-02-01T00:00:00Z');
  await done(transfer(a, b, 30n));
  at('2026-03-01T00:00:00Z');
  await done({ kind: 'freeze', instrument: 'GEC-A', quantity: 20n, account: a, cause: CAUSE });
  at('2026-04-01T00:00:00Z');
  await done({ kind: 'retire', instrument: 'GEC-A', quantity: 5n, from: b, cause: CAUSE });
  const held = async (account: string, iso: string) => {
    const { items } = await readBalancesAt(fixture.database, account, new Date(iso), { limit: 9 });
    return items.map(({ parts }) => [parts.available, parts.frozen]);
  };
  expect(await held(a, '2025-12-31T00:00:00Z')).toEqual([]);
  expect(await held(a, '2026-01-15T00:00:00Z')).toEqual([[100n, 0n]]);
  expect(await held(a, '2026-02-01T00:00:00Z')).toEqual([[70n, 0n]]);
  expect(await held(a, '2026-03-15T00:00:00Z')).toEqual([[50n, 20n]]);
  expect(await held(b, '2026-03-15T00:00:00Z')).toEqual([[30n, 0n]]);
  expect(await held(b, '2026-04-15T00:00:00Z')).toEqual([[25n, 0n]]);
  const { items } = await readBalances(fixture.database, a, { limit: 9 });
  expect(items[0]?.parts).toMatchObject({ available: 50n, frozen: 20n });
});

it('a frozen and released block is whole again, and its history is that of its owners', async () => {
  await done(issue(a, 1000n, 'one'));
  await done({ kind: 'freeze', instrument: 'GEC-A', quantity: 300n, account: a, cause: CAUSE });
  await done({ kind: 'release', instrument: 'GEC-A', quantity: 300n, account: a, cause: CAUSE });
  expect(await fixture.database.query('select first_serial, last_serial from ledger.block')).toEqual([
    { first_serial: '1', last_serial: '1000' },
  ]);
  await done(transfer(a, b, 300n)); // SER-004 the head stays, the tail moves
  await done({
    kind: 'transfer',
    instrument: 'GEC-A',
    quantity: 1n,
    from: b,
    to: a,
    serials: [{ first: 800n, last: 800n }],
    cause: CAUSE,
  });
  const trace = await traceSerial(fixture.database, 'GEC-A', 800n);
  expect(trace?.hops.map(({ record }) => [record.kind, record.debitAccount, record.creditAccount])).toEqual([
    ['issue', 'SYSTEM-ISSUANCE', a],
    ['transfer', a, b],
    ['transfer', b, a],
  ]);
  expect(trace?.place).toMatchObject({ account: a, first: 800n, last: 800n });
  expect(await breaches(fixture.database)).toEqual([]);
});

it('a retired unit does not move by any command', async () => {
  await done(issue(a, 10n, 'one'));
  await done({ kind: 'retire', instrument: 'GEC-A', quantity: 10n, from: a, cause: CAUSE });
  const serials = [{ first: 3n, last: 3n }];
  const base = { instrument: 'GEC-A', quantity: 1n, serials, cause: CAUSE };
  const attempts: Command[] = [
    { ...base, kind: 'transfer', from: a, to: b },
    { ...base, kind: 'retire', from: a },
    { ...base, kind: 'cancel', from: a },
    { ...base, kind: 'expire', from: a },
    { ...base, kind: 'freeze', account: a },
    { ...base, kind: 'transfer', from: 'SYSTEM-RETIREMENT', to: b },
    { kind: 'reverse', transactionId: 2n, cause: CAUSE },
  ];
  for (const outcome of await submit(...attempts)) expect(outcome.status).toBe('refused');
});

it('REG-009 a retirement is undone inside its window and not after', async () => {
  await done(issue(a, 10n, 'one'));
  const retire = { instrument: 'GEC-A', quantity: 4n, from: a, kind: 'retire', cause: CAUSE } as const;
  const until = new Date(fixture.clock.now().getTime() + 14 * 86_400_000);
  const first = await done({ ...retire, reversibleUntil: until });
  const second = await done({ ...retire, reversibleUntil: until });
  fixture.clock.set(until);
  await done({ kind: 'reverse', transactionId: first, cause: CAUSE });
  fixture.clock.set(new Date(until.getTime() + 1));
  const [late] = await submit({ kind: 'reverse', transactionId: second, cause: CAUSE });
  expect(late).toMatchObject({
    status: 'refused',
    refusal: { code: 'LEDGER_NOT_REVERSIBLE', rule: 'REG-009' },
  });
  expect(await breaches(fixture.database)).toEqual([]);
});

it('REG-013 a blocked account neither gives nor takes, whatever it holds', async () => {
  await done(issue(a, 10n, 'one'));
  await fixture.database.transaction((tx) =>
    blockAccounts(tx, { ids: [1024] }, { reason: 'test', actor: 'test' }, fixture.clock.now()),
  );
  const said = await submit(transfer(a, b, 1n), issue(a, 1n, 'two'), issue(b, 1n, 'three'));
  expect(said.map((outcome) => outcome.status)).toEqual(['refused', 'refused', 'done']);
});

it('REG-006 quantity zero, the same account twice and a name nobody has are refused, and spoil nothing', async () => {
  await done(issue(a, 10n, 'one'));
  const said = await submit(
    transfer(a, b, 0n),
    transfer(a, a, 1n),
    transfer(a, 'CL-100-999-0-1', 1n),
    { ...transfer(a, b, 1n), instrument: 'NONE' } as Command,
    transfer(a, b, 11n),
    transfer(a, b, 10n),
  );
  expect(said.map((outcome) => (outcome.status === 'refused' ? outcome.refusal.code : 'done'))).toEqual([
    'LEDGER_QUANTITY',
    'LEDGER_SAME_ACCOUNT',
    'LEDGER_ACCOUNT_UNKNOWN',
    'LEDGER_INSTRUMENT_UNKNOWN',
    'LEDGER_INSUFFICIENT_BALANCE',
    'done',
  ]);
});

it('REG-007 no more than the cap of an instrument ever comes into being', async () => {
  await fixture.database.transaction((tx) =>
    defineInstrument(tx, {
      code: 'CAPPED',
      kind: 'credit',
      unit: 'tCO2e',
      scheme: 'X',
      serialised: true,
      cap: 10n,
    }),
  );
  const capped = (quantity: bigint, key: string): Command =>
    ({ ...issue(a, quantity, key), instrument: 'CAPPED' }) as Command;
  const said = await submit(capped(7n, 'one'), capped(4n, 'two'), capped(3n, 'three'), capped(1n, 'four'));
  expect(said.map((outcome) => (outcome.status === 'refused' ? outcome.refusal.code : 'done'))).toEqual([
    'done',
    'LEDGER_CAP_EXCEEDED',
    'done',
    'LEDGER_CAP_EXCEEDED',
  ]);
  expect(await breaches(fixture.database)).toEqual([]);
});

it('INV-08 ETS-009 every transfer tells who, why, on what ground and when; holds stand apart by their part', async () => {
  await done(issue(a, 10n, 'one'));
  const id = await done({
    kind: 'freeze',
    instrument: 'GEC-A',
    quantity: 4n,
    account: a,
    part: 'judicial',
    cause: {
      actor: 'maker',
      approver: 'checker',
      reference: 'case 7',
      reason: '法院协助执行通知',
      documentHash: Buffer.alloc(32, 7),
      businessTime: new Date('2026-02-28T00:00:00Z'),
    },
  });
  const [entry] = await readTransaction(fixture.database, id);
  expect(entry?.record).toMatchObject({
    kind: 'freeze',
    creditPart: 'judicial',
    actor: 'maker',
    approver: 'checker',
    reference: 'case 7',
    reason: '法院协助执行通知',
    documentHash: '07'.repeat(32),
    businessTime: '2026-02-28T00:00:00.000Z',
    recordedAt: fixture.clock.now().toISOString(),
  });
  const { items } = await readBalances(fixture.database, a, { limit: 1 });
  expect(items[0]?.parts).toMatchObject({ available: 6n, judicial: 4n });
  expect(items[0]?.total).toBe(10n);
});

it('linked commands happen together or not at all (delivery versus payment)', async () => {
  await submit(issue(a, 10n, 'one'), { ...issue(b, 500n, 'cash'), instrument: 'CNY' } as Command);
  const swap = (price: bigint): Command => ({
    kind: 'linked',
    commands: [
      { kind: 'transfer', instrument: 'GEC-A', quantity: 10n, from: a, to: b },
      { kind: 'transfer', instrument: 'CNY', quantity: price, from: b, to: a },
    ],
    cause: CAUSE,
  });
  const [poor, paid] = await submit(swap(501n), swap(500n));
  expect(poor).toMatchObject({ status: 'refused', refusal: { code: 'LEDGER_INSUFFICIENT_BALANCE' } });
  expect(paid).toMatchObject({ status: 'done', transfers: 2 });
  expect(await breaches(fixture.database)).toEqual([]);
});

it('a full partition is sealed: indexed by account, and closed to every writer', async () => {
  await done(issue(a, 1000n, 'one'));
  const owner = new Client({ connectionString: fixture.superuserUrl });
  await owner.connect();
  await owner.query(`select setval('ledger.journal_id', 524287)`);
  await done(transfer(a, b, 5n));
  await done(transfer(a, b, 6n));
  expect(await fixture.database.query('select ledger.seal_partitions() as sealed')).toEqual([{ sealed: 1 }]);
  await expect(
    owner.query('insert into ledger.journal_p000000 select * from ledger.journal_p000000 limit 1'),
  ).rejects.toMatchObject({ code: 'CL016' });
  await owner.end();
  const { items } = await readStatement(fixture.database, a, { limit: 2 });
  expect(items.map((line) => line.change)).toEqual([-6n, -5n]);
  expect(await breaches(fixture.database)).toEqual([]);
});
