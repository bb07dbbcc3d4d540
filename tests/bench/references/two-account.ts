import { type Bench, CheckFailed } from '../bench';
import type { PickPair } from '../random';
import { type NextTransaction, SmallClients } from '../small-client';

const SCHEMA = `
  create schema two;
  create table two.account (id int primary key, balance bigint not null check (balance >= 0)) with (fillfactor = 70);
  create table two.transfer (
    id bigint primary key generated always as identity,
    debit_account int not null,
    credit_account int not null,
    quantity bigint not null,
    recorded_at timestamptz not null default now()
  );
  create function two.move(p_from int, p_to int, p_quantity bigint) returns bigint language plpgsql as $$
  declare v_id bigint;
  begin
    -- in the order of the keys: no deadlock
    if p_to < p_from then
      update two.account set balance = balance + p_quantity where id = p_to;
      if not found then raise exception 'no account %', p_to; end if;
    end if;
    update two.account set balance = balance - p_quantity where id = p_from and balance >= p_quantity;
    if not found then raise exception 'insufficient balance of %', p_from; end if;
    if p_to > p_from then
      update two.account set balance = balance + p_quantity where id = p_to;
      if not found then raise exception 'no account %', p_to; end if;
    end if;
    insert into two.transfer (debit_account, credit_account, quantity) values (p_from, p_to, p_quantity)
      returning id into v_id;
    return v_id;
  end $$;
`;

export const MOVE = { name: 'two-move', text: 'select two.move($1, $2, $3)' };
const FUNDS = 1_000_000_000;

/**
 * The reference "two-account function": the leanest schema that can hold transfers, one function call a transaction.
 * It checks the balance, changes two rows and inserts one; no version, no serial, no hash, no idempotency.
 */
export class TwoAccounts {
  private readonly done = { count: 0 };

  private constructor(
    private readonly bench: Bench,
    readonly url: string,
    private readonly clients: SmallClients,
    private readonly best: number,
  ) {}

  static async open(bench: Bench, pick: PickPair): Promise<TwoAccounts> {
    const { server, sizes } = bench;
    const url = await createTwoAccounts(bench);
    const clients = await SmallClients.connect(url, 8);
    const trial = { count: 0 };
    let best = { count: 0, rate: 0 };
    for (const count of [8, 1, 2, 4, 8]) {
      const rate = await clients.rate(nextMove(pick), sizes.roundMs / 2, trial, count);
      if (rate > best.rate) best = { count, rate };
    }
    bench.say(`two-account function: fastest with ${best.count} clients`);
    await server.settle();
    const accounts = new TwoAccounts(bench, url, clients, best.count);
    accounts.done.count = trial.count;
    return accounts;
  }

  get clientCount(): number {
    return this.best;
  }

  rate(pick: PickPair): Promise<number> {
    return this.clients.rate(nextMove(pick), this.bench.sizes.roundMs, this.done, this.best);
  }

  /** @throws CheckFailed */
  async close(): Promise<void> {
    await this.clients.close();
    await checkTwoAccounts(this.bench, this.url, this.done.count);
    await this.bench.server.dropDatabase(this.url);
  }
}

/** A database with the accounts of the reference; gives its connection string. */
export async function createTwoAccounts({ server, sizes }: Bench): Promise<string> {
  const url = await server.createDatabase();
  await server.as(url, async (client) => {
    await client.query(SCHEMA);
    await client.query(`insert into two.account select n, $1 from generate_series(0, $2) n`, [
      FUNDS,
      sizes.accounts - 1,
    ]);
    await client.query('vacuum analyze two.account');
  });
  return url;
}

/** @throws CheckFailed when units or transfers are missing */
export async function checkTwoAccounts(bench: Bench, url: string, transfers: number): Promise<void> {
  const { sum, count } = await bench.server.as(url, async (client) => {
    const { rows } = await client.query<{ sum: string; count: string }>(
      'select (select sum(balance) from two.account) as sum, (select count(*) from two.transfer) as count',
    );
    return rows[0] ?? { sum: '', count: '' };
  });
  const expected = BigInt(FUNDS) * BigInt(bench.sizes.accounts);
  if (BigInt(sum) !== expected) throw new CheckFailed(`two-account function: units ${sum}`);
  if (Number(count) !== transfers)
    throw new CheckFailed(`two-account function: ${count} of ${transfers} rows`);
}

function nextMove(pick: PickPair): NextTransaction {
  return () => {
    const [from, to] = pick();
    return [{ statement: MOVE, values: [from, to, 1] }];
  };
}
