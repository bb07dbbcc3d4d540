import { sqlState, type Transaction } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import { Client } from 'pg';
import { CAUSE, type LedgerFixture, openLedgerFixture } from '../../../../tests/support/ledger-fixture';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { ACCOUNT_STATES, type AccountState, permitMask, type Side } from '../domain/account-states';
import type { SimpleCommand } from '../domain/commands';
import { kindNumber, partNumber } from '../domain/vocabulary';
import {
  blockAccounts,
  handOverAccounts,
  setAccountState,
  stateBefore,
  unblockAccount,
} from './account-changes';
import { readAccountStateChanges } from './read-account-changes';
import { readBalance } from './read-balances';
import { readAccount, readAccountsOf } from './read-directory';

const HOLDER = '01900000-0000-7000-8000-000000000001';
const SUCCESSOR = '01900000-0000-7000-8000-000000000002';
const FAR = new Date('2030-01-01T00:00:00Z');
const WHY = { reason: 'test', actor: 'maker', approver: 'checker', documentHash: Buffer.alloc(32, 9) };

let fixture: LedgerFixture;
let subject: string;
let other: string;
let owner: Client;
beforeEach(async () => {
  fixture = await openLedgerFixture(3);
  [subject, other] = fixture.accounts as [string, string];
  owner = new Client({ connectionString: fixture.superuserUrl });
  await owner.connect();
});
afterEach(async () => {
  expect(await breaches(fixture.database)).toEqual([]);
  await owner.end();
  await fixture.close();
});

const now = () => fixture.clock.now();
const within = <T>(work: (tx: Transaction) => Promise<T>) => fixture.database.transaction(work);
const put = (state: AccountState, number = subject) =>
  within((tx) => setAccountState(tx, { ...WHY, number, state }, now()));

async function submit(command: SimpleCommand): Promise<string> {
  const [outcome] = await within((tx) => fixture.ledger.submit(tx, [{ ...command, cause: CAUSE }]));
  if (outcome?.status === 'refused') return outcome.refusal.code;
  return outcome?.status ?? 'nothing';
}

async function done(command: SimpleCommand): Promise<bigint> {
  const [outcome] = await within((tx) => fixture.ledger.submit(tx, [{ ...command, cause: CAUSE }]));
  if (outcome?.status !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.transactionId;
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const cash = { instrument: 'CNY', quantity: 1n } as const;
const issue = (to: string, quantity: bigint, sourceKey: string): SimpleCommand => ({
  kind: 'issue',
  instrument: 'CNY',
  quantity,
  to,
  sourceKey,
});
const pay = (from: string, to: string): SimpleCommand => ({ ...cash, kind: 'transfer', from, to });

/** Undoes what is done inside. */
class Undo extends Error {}
async function tried<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  let result: { readonly value: T } | undefined;
  await within(async (tx) => {
    result = { value: await work(tx) };
    throw new Undo();
  }).catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  if (result === undefined) throw new Error('nothing came of it');
  return result.value;
}

interface Act {
  readonly command: SimpleCommand;
  /** The same as numbers: kind, debit account and part, credit account and part. */
  readonly row: readonly [string, number, string, number, string];
  readonly side: Side;
  readonly reverses?: bigint;
}

/** Accounts by the numbers the database gives the first ones. */
const [SUBJECT, OTHER] = [1024, 1025];

/** Every kind of move on either side of the subject, and whether each state allows it, in the order of ACCOUNT_STATES. */
const TABLE: readonly (readonly [name: string, allowed: string])[] = [
  ['out transfer', 'y.......'],
  ['out convert', 'y.......'],
  ['out retire', 'yy......'],
  ['out surrender', 'yy......'],
  ['out cancel', 'yy......'],
  ['out expire', 'yyyyyy..'],
  ['out reverse', 'yyyyy...'],
  ['out judicial-transfer', 'yyyyy...'],
  ['out judicial-surrender', 'yyyyy...'],
  ['out judicial-cancel', 'yyyyy...'],
  ['out judicial-expire', 'yyyyyy..'],
  ['out judicial-reverse', 'yyyyy...'],
  ['out judicial-retire', '........'],
  ['out judicial-convert', '........'],
  ['in issue', 'yyyy....'],
  ['in transfer', 'yyyy....'],
  ['in judicial-transfer', 'yyyyy...'],
  ['in reverse', 'yyyyy...'],
  ['in judicial-reverse', 'yyyyy...'],
  ['within freeze', 'yy......'],
  ['within pledge', 'y.......'],
  ['within release', 'yyyyyy..'],
  ['within unpledge', 'yyyyyy..'],
  ['within judicial-freeze', 'yyyyyy..'],
  ['within judicial-release', 'yyyyyy..'],
];

/** Gives the subject and the other units in every part, and past transfers to undo; makes the acts of the table. */
async function acts(): Promise<Map<string, Act>> {
  for (const account of [subject, other]) {
    await done(issue(account, 100n, `start ${account}`));
    for (const part of ['frozen', 'judicial'] as const) {
      await done({ kind: 'freeze', instrument: 'CNY', quantity: 10n, account, part });
    }
    await done({ kind: 'pledge', instrument: 'CNY', quantity: 10n, account });
  }
  // the balances of the system's accounts
  for (const kind of ['retire', 'surrender', 'cancel', 'expire'] as const) {
    await done({ ...cash, kind, from: other });
  }
  const convert = { ...cash, kind: 'convert', toInstrument: 'CNY', to: other, toQuantity: 1n } as const;
  await done({ ...convert, from: other });
  const past = async (from: string, to: string, toPart: 'available' | 'judicial') =>
    done({ ...cash, kind: 'transfer', from, to, toPart, reversibleUntil: FAR });
  const came = await past(other, subject, 'available');
  const cameFrozen = await past(other, subject, 'judicial');
  const left = await past(subject, other, 'available');
  const leftFrozen = await past(subject, other, 'judicial');

  const all = new Map<string, Act>();
  const FINAL = { retire: 2, surrender: 3, cancel: 4, expire: 5 } as const;
  for (const [kind, final] of Object.entries(FINAL) as [keyof typeof FINAL, number][]) {
    for (const fromPart of ['available', 'judicial'] as const) {
      all.set(`out ${fromPart === 'judicial' ? 'judicial-' : ''}${kind}`, {
        command: { ...cash, kind, from: subject, fromPart },
        row: [kind, SUBJECT, fromPart, final, 'available'],
        side: 'debit',
      });
    }
  }
  for (const fromPart of ['available', 'judicial'] as const) {
    const prefix = fromPart === 'judicial' ? 'judicial-' : '';
    all.set(`out ${prefix}convert`, {
      command: { ...convert, from: subject, fromPart },
      row: ['convert', SUBJECT, fromPart, 6, 'available'],
      side: 'debit',
    });
    all.set(`out ${prefix}transfer`, {
      command: { ...cash, kind: 'transfer', from: subject, to: other, fromPart },
      row: ['transfer', SUBJECT, fromPart, OTHER, 'available'],
      side: 'debit',
    });
    all.set(`in ${prefix}transfer`, {
      command: { ...cash, kind: 'transfer', from: other, to: subject, fromPart },
      row: ['transfer', OTHER, fromPart, SUBJECT, 'available'],
      side: 'credit',
    });
  }
  const reverse = (transactionId: bigint) => ({ kind: 'reverse', transactionId }) as const;
  all.set('out reverse', {
    command: reverse(came),
    row: ['reverse', SUBJECT, 'available', OTHER, 'available'],
    side: 'debit',
    reverses: came,
  });
  all.set('out judicial-reverse', {
    command: reverse(cameFrozen),
    row: ['reverse', SUBJECT, 'judicial', OTHER, 'available'],
    side: 'debit',
    reverses: cameFrozen,
  });
  all.set('in reverse', {
    command: reverse(left),
    row: ['reverse', OTHER, 'available', SUBJECT, 'available'],
    side: 'credit',
    reverses: left,
  });
  all.set('in judicial-reverse', {
    command: reverse(leftFrozen),
    row: ['reverse', OTHER, 'judicial', SUBJECT, 'available'],
    side: 'credit',
    reverses: leftFrozen,
  });
  all.set('in issue', {
    command: issue(subject, 1n, 'one more'),
    row: ['issue', 1, 'available', SUBJECT, 'available'],
    side: 'credit',
  });
  const hold = (name: string, kind: 'freeze' | 'release', part: 'frozen' | 'judicial') => {
    const [from, to] = kind === 'freeze' ? ['available', part] : [part, 'available'];
    all.set(name, {
      command: { ...cash, kind, account: subject, part },
      row: [kind, SUBJECT, from, SUBJECT, to],
      side: 'debit',
    });
  };
  hold('within freeze', 'freeze', 'frozen');
  hold('within release', 'release', 'frozen');
  hold('within judicial-freeze', 'freeze', 'judicial');
  hold('within judicial-release', 'release', 'judicial');
  all.set('within pledge', {
    command: { ...cash, kind: 'pledge', account: subject },
    row: ['pledge', SUBJECT, 'available', SUBJECT, 'pledged'],
    side: 'debit',
  });
  all.set('within unpledge', {
    command: { ...cash, kind: 'unpledge', account: subject },
    row: ['unpledge', SUBJECT, 'pledged', SUBJECT, 'available'],
    side: 'debit',
  });
  return all;
}

/** Inserts the journal row of an act as our code would, but asking nobody; gives the database's refusal. */
async function insertRaw({ row, reverses }: Act): Promise<string | undefined> {
  const [kind, debit, debitPart, credit, creditPart] = row;
  const balance = async (account: number, part: string) => {
    const [found] = await fixture.database.query<{ held: string; version: string }>(
      `select b.${part} as held, b.version from ledger.balance b join ledger.instrument i on i.id = b.instrument_id
        where i.code = 'CNY' and b.account_id = $1`,
      [account],
    );
    return { held: BigInt(found?.held ?? 0), version: BigInt(found?.version ?? 0) };
  };
  const from = await balance(debit, debitPart);
  const to = await balance(credit, creditPart);
  try {
    await tried(async (tx) => {
      const [id] = await tx.query<{ id: string }>('select ledger.allocate_ids(1) as id');
      const [instrument] = await tx.query<{ id: number }>(
        `select id from ledger.instrument where code = 'CNY'`,
      );
      if (kind === 'issue') {
        await tx.query(
          `insert into ledger.issuance (id, instrument_id, quantity, source_key) values ($1, $2, 1, 'raw')`,
          [id?.id, instrument?.id],
        );
      }
      await tx.query(
        `insert into ledger.journal (id, batch_id, transaction_id, quantity, debit_after, credit_after, debit_version,
           credit_version, recorded_at, business_time, reverses_id, instrument_id, debit_account, credit_account, kind,
           debit_part, credit_part, actor, salt, leaf)
         values ($1, $1, $1, 1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, $12, $13, 'raw',
           decode(repeat('00', 16), 'hex'), decode(repeat('00', 32), 'hex'))`,
        [
          id?.id,
          (from.held - 1n).toString(),
          (to.held + 1n).toString(),
          (from.version + 1n).toString(),
          (debit === credit ? from.version + 2n : to.version + 1n).toString(),
          now(),
          reverses?.toString() ?? null,
          instrument?.id,
          debit,
          credit,
          kindNumber(kind as 'issue'),
          partNumber(debitPart as 'available'),
          partNumber(creditPart as 'available'),
        ],
      );
    });
    return undefined;
  } catch (error) {
    return sqlState(error);
  }
}

/** As only the owner of the schema can: a state that the rules would not reach, an account with units that is closed. */
async function force(state: AccountState): Promise<void> {
  await owner.query('update ledger.account set state = $1 where number = $2', [state, subject]);
  await owner.query(
    `update ledger.balance set state = ledger.account_state_number($1) where account_id = ${SUBJECT}`,
    [state],
  );
}

describe('REG-004 what each state lets happen', () => {
  it('every state, side and kind, asked of the ledger and written past it', async () => {
    const all = await acts();
    expect([...all.keys()].sort()).toEqual(TABLE.map(([name]) => name).sort());
    const wrong: string[] = [];
    for (const [at, state] of ACCOUNT_STATES.entries()) {
      await force(state);
      for (const [name, allowed] of TABLE) {
        const act = all.get(name);
        if (act === undefined) throw new Error(name);
        const [outcome] = await tried((tx) => fixture.ledger.submit(tx, [{ ...act.command, cause: CAUSE }]));
        const expected = allowed[at] === 'y' ? 'done' : 'refused';
        if (outcome?.status !== expected) wrong.push(`${state}: ${name} is not ${expected}`);
        if (outcome?.status === 'refused') {
          const frozen = state === 'open' && name.startsWith('out judicial');
          expect(outcome.refusal).toMatchObject(
            frozen
              ? { code: 'LEDGER_JUDICIALLY_FROZEN', status: 422, rule: 'ETS-009' }
              : {
                  code: 'LEDGER_ACCOUNT_STATE',
                  status: 422,
                  rule: 'REG-004',
                  details: { account: subject, state, side: act.side, kind: act.command.kind },
                },
          );
          expect(outcome.refusal.text.zh).toContain(subject);
        }
        const raw = await insertRaw(act);
        if (raw !== (expected === 'done' ? undefined : 'CL002')) {
          wrong.push(`${state}: the database answers ${String(raw)} to ${name}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    await force('open');
  });

  it('the masks of the database are those of the table', async () => {
    const rows = await fixture.database.query<{ name: string; mask: string }>(
      `select n.name, ledger.permits(ledger.account_state_number(n.name)) as mask from unnest($1::text[]) as n(name)`,
      [[...ACCOUNT_STATES]],
    );
    expect(rows).toEqual(
      ACCOUNT_STATES.map((state) => ({ name: state, mask: permitMask(state).toString() })),
    );
  });

  it('a balance that is opened later has the state its account has by then', async () => {
    await put('suspended');
    expect(await submit(issue(subject, 1n, 'late'))).toBe('LEDGER_ACCOUNT_STATE');
  });
});

describe('changing the state of an account', () => {
  it('is recorded with who, why and on what ground, and shown on the account', async () => {
    await put('suspended');
    fixture.clock.set(new Date(now().getTime() + 60_000));
    await put('open');
    const { items } = await readAccountStateChanges(fixture.database, subject, { limit: 9 });
    expect(items).toMatchObject([
      { aspect: 'state', from: 'suspended', to: 'open', at: now() },
      {
        from: 'open',
        to: 'suspended',
        reason: 'test',
        actor: 'maker',
        approver: 'checker',
        documentHash: '09'.repeat(32),
      },
    ]);
    expect(await readAccount(fixture.database, subject)).toMatchObject({
      state: 'open',
      stateReason: 'test',
      stateSince: now(),
      blocked: false,
    });
  });

  it('is refused for an account nobody has, for the state it has, and for a system account', async () => {
    expect(await refusalOf(put('open'))).toMatchObject({ code: 'LEDGER_ACCOUNT_STATE_SAME' });
    for (const number of ['CL-100-999-0-1', 'SYSTEM-ISSUANCE']) {
      expect(await refusalOf(put('suspended', number))).toMatchObject({ code: 'LEDGER_ACCOUNT_UNKNOWN' });
    }
  });

  it('REG-010 an account is closed when it is empty and was waiting for it, and then for good', async () => {
    await done(issue(subject, 5n, 'five'));
    expect(await refusalOf(put('closure-pending'))).toMatchObject({
      code: 'LEDGER_ACCOUNT_NOT_EMPTY',
      rule: 'REG-010',
    });
    await done({ ...cash, kind: 'transfer', quantity: 5n, from: subject, to: other });
    expect(await refusalOf(put('closed'))).toMatchObject({ code: 'LEDGER_CLOSURE_NOT_PENDING' });
    await put('closure-pending');
    expect(await submit(pay(other, subject))).toBe('LEDGER_ACCOUNT_STATE');
    await put('closed');
    expect(await submit(pay(other, subject))).toBe('LEDGER_ACCOUNT_STATE');
    expect(await refusalOf(put('open'))).toMatchObject({ code: 'LEDGER_ACCOUNT_CLOSED' });
  });

  it.each([
    `update ledger.account set state = 'open'`,
    'update ledger.balance set state = 0',
    'update ledger.account set blocked = false',
    'update ledger.account_state_change set reason = null',
    'delete from ledger.account_state_change',
    `insert into ledger.account_state_change (account_id, aspect, from_state, to_state, reason, actor, at)
       values (1024, 'state', 'open', 'closed', 'x', 'x', now())`,
    'delete from ledger.account_holder_change',
  ])('the application cannot pass by it: %s', async (sql) => {
    await put('suspended');
    expect(await fixture.database.query(sql).catch(sqlState)).toBe('42501');
  });

  it('not even the owner rewrites its history without first switching the trigger off', async () => {
    await put('suspended');
    for (const sql of [
      `update ledger.account_state_change set reason = 'other'`,
      'truncate ledger.account_holder_change',
    ]) {
      await expect(owner.query(sql)).rejects.toMatchObject({ code: 'CL016' });
    }
  });
});

describe('REG-013 the block of a reconciliation', () => {
  const block = () => within((tx) => blockAccounts(tx, { numbers: [subject] }, WHY, now()));

  it('stands beside the state: neither releases the other', async () => {
    await done(issue(subject, 5n, 'five'));
    await put('suspended');
    expect(await block()).toEqual([subject]);
    await put('open');
    expect(await submit(pay(subject, other))).toBe('LEDGER_ACCOUNT_BLOCKED');
    await put('suspended');
    expect(await within((tx) => unblockAccount(tx, { ...WHY, number: subject }, now()))).toBe(true);
    expect(await submit(pay(subject, other))).toBe('LEDGER_ACCOUNT_STATE');
    await put('open');
    expect(await submit(pay(subject, other))).toBe('done');
  });

  it('lets nothing happen, not even what a court orders, and is recorded once', async () => {
    await done(issue(subject, 5n, 'five'));
    await block();
    await block();
    const freeze = { ...cash, kind: 'freeze', account: subject, part: 'judicial' } as const;
    expect(await submit(freeze)).toBe('LEDGER_ACCOUNT_BLOCKED');
    const { items } = await readAccountStateChanges(fixture.database, subject, { limit: 9 });
    expect(items).toMatchObject([{ aspect: 'block', from: 'free', to: 'blocked' }]);
    expect(await readAccount(fixture.database, subject)).toMatchObject({
      state: 'open',
      blocked: true,
      blockedReason: 'test',
    });
  });
});

describe('a change of state among moves', () => {
  it('fifty moves and a suspension at once: none commits after it, all others are refused', async () => {
    await done(issue(subject, 1_000n, 'start'));
    const before = (await readBalance(fixture.database, subject, 'CNY'))?.version ?? 0n;
    const running = Array.from({ length: 50 }, () => submit(pay(subject, other)));
    await Promise.race(running);
    const atChange = await within(async (tx) => {
      await setAccountState(tx, { ...WHY, number: subject, state: 'suspended' }, now());
      return (await readBalance(tx, subject, 'CNY'))?.version ?? 0n;
    });
    const late = await Promise.all(Array.from({ length: 20 }, () => submit(pay(subject, other))));
    expect(new Set(late)).toEqual(new Set(['LEDGER_ACCOUNT_STATE']));
    const outcomes = await Promise.all(running);
    const moved = outcomes.filter((outcome) => outcome === 'done').length;
    expect(outcomes.filter((outcome) => outcome === 'LEDGER_ACCOUNT_STATE')).toHaveLength(50 - moved);
    expect(BigInt(moved)).toBe(atChange - before);
    expect((await readBalance(fixture.database, subject, 'CNY'))?.version).toBe(atChange);
  });

  it('a first balance that is being opened waits for it and obeys it', async () => {
    const waiting = await within(async (tx) => {
      await setAccountState(tx, { ...WHY, number: subject, state: 'suspended' }, now());
      const arriving = submit(issue(subject, 1n, 'first'));
      let blocked = 0;
      while (blocked === 0) {
        const { rows } = await owner.query<{ waiting: number }>(
          'select count(*)::int as waiting from pg_locks where not granted',
        );
        blocked = rows[0]?.waiting ?? 0;
      }
      return { arriving };
    });
    expect(await waiting.arriving).toBe('LEDGER_ACCOUNT_STATE');
  });

  it('a large batch that had read the old state is judged again', async () => {
    await done(issue(subject, 1_000n, 'start'));
    await done(pay(subject, other)); // both balances are there: nothing keeps the accounts from changing
    let changed = false;
    const outcomes = await within(async (tx) => {
      const rows = tx.rows.bind(tx);
      tx.rows = async (statement, values) => {
        // just before the first row is written, after everything was read
        if (statement.name === 'allocate-ids' && !changed) {
          changed = true;
          await put('all-transactions-restricted');
        }
        return rows(statement, values);
      };
      const commands = Array.from({ length: 150 }, () => ({ ...pay(subject, other), cause: CAUSE }));
      return fixture.ledger.submit(tx, commands);
    });
    expect(changed).toBe(true);
    expect(outcomes.every(({ status }) => status === 'refused')).toBe(true);
  });
});

describe('handing accounts over', () => {
  const handOver = (numbers?: string[]) =>
    within((tx) =>
      handOverAccounts(
        tx,
        {
          ...WHY,
          fromHolder: HOLDER,
          toHolder: SUCCESSOR,
          ...(numbers === undefined ? {} : { numbers }),
        },
        now(),
      ),
    );
  const accountsOf = async (holder: string) =>
    (await readAccountsOf(fixture.database, holder, { limit: 9 })).items.map(({ number }) => number);

  it('gives all that is not closed, with what is in it, and keeps states and blocks', async () => {
    const third = fixture.accounts[2] ?? '';
    await done(issue(subject, 7n, 'seven'));
    await put('suspended');
    await within((tx) => blockAccounts(tx, { numbers: [other] }, WHY, now()));
    await put('closure-pending', third);
    await put('closed', third);
    expect(await handOver()).toEqual([subject, other]);
    expect(await accountsOf(SUCCESSOR)).toEqual([subject, other]);
    expect(await accountsOf(HOLDER)).toEqual([third]);
    expect(await readAccount(fixture.database, subject)).toMatchObject({ state: 'suspended' });
    expect(await readAccount(fixture.database, other)).toMatchObject({ blocked: true });
    const rows = await fixture.database.query(
      `select account_id, from_holder, to_holder, reason, actor, approver from ledger.account_holder_change order by id`,
    );
    const change = { from_holder: HOLDER, to_holder: SUCCESSOR, reason: 'test' };
    expect(rows).toEqual(
      [SUBJECT, OTHER].map((account_id) => ({
        account_id,
        ...change,
        actor: 'maker',
        approver: 'checker',
      })),
    );
  });

  it('an account that waited for it goes back to what it was', async () => {
    await put('some-transactions-restricted');
    await put('transfer-pending');
    expect(await within((tx) => stateBefore(tx, subject))).toBe('some-transactions-restricted');
    await handOver([subject]);
    expect(await readAccount(fixture.database, subject)).toMatchObject({
      holderId: SUCCESSOR,
      state: 'some-transactions-restricted',
    });
    expect(await accountsOf(HOLDER)).toHaveLength(2);
  });

  it('is refused to the same holder, and for an account the holder has not', async () => {
    await handOver([subject]);
    expect(await refusalOf(handOver([subject, other]))).toMatchObject({ code: 'LEDGER_ACCOUNT_UNKNOWN' });
    expect(await accountsOf(SUCCESSOR)).toEqual([subject]);
    const back = within((tx) =>
      handOverAccounts(tx, { ...WHY, fromHolder: HOLDER, toHolder: HOLDER }, now()),
    );
    expect(await refusalOf(back)).toMatchObject({ code: 'LEDGER_SAME_HOLDER' });
  });
});
