import { DataSource, EntitySchema } from 'typeorm';
import { CheckFailed, type Bench, type Line } from '../bench';
import { LedgerStage } from '../ledger-stage';
import { type PickPair, Random, uniform } from '../random';
import { createTwoAccounts, checkTwoAccounts } from '../references/two-account';
import { interleave, now } from '../rounds';

interface Account {
  id: number;
  balance: string;
}

interface Entry {
  id?: string;
  accountId: number;
  change: string;
  balanceAfter: string;
}

/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- TypeORM declares its options as a class */
const AccountEntity = new EntitySchema<Account>({
  name: 'account',
  schema: 'two',
  columns: { id: { type: 'int', primary: true }, balance: { type: 'bigint' } },
});
const EntryEntity = new EntitySchema<Entry>({
  name: 'entry',
  schema: 'two',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    accountId: { name: 'account_id', type: 'int' },
    change: { type: 'bigint' },
    balanceAfter: { name: 'balance_after', type: 'bigint' },
  },
});
/* eslint-enable @typescript-eslint/no-unsafe-class-instance-assignment */

const POOL = 8;

/** What most code does: load the rows for update, change the objects, save them, insert an entry a side. */
class OrmTransfers {
  private done = 0;

  private constructor(
    private readonly bench: Bench,
    private readonly url: string,
    private readonly source: DataSource,
  ) {}

  static async open(bench: Bench): Promise<OrmTransfers> {
    const url = await createTwoAccounts(bench);
    await bench.server.as(url, (client) =>
      client.query(`create table two.entry (id bigserial primary key, account_id int not null, change bigint not null,
        balance_after bigint not null)`),
    );
    const entities = [AccountEntity, EntryEntity];
    const source = new DataSource({ type: 'postgres', url, entities, synchronize: false, poolSize: POOL });
    return new OrmTransfers(bench, url, await source.initialize());
  }

  async rate(pick: PickPair): Promise<number> {
    const started = now();
    const until = started + this.bench.sizes.roundMs;
    const before = this.done;
    const caller = async () => {
      while (now() < until) {
        await this.transfer(...pick());
        this.done++;
      }
    };
    await Promise.all(Array.from({ length: POOL }, caller));
    return (this.done - before) / ((now() - started) / 1_000);
  }

  private async transfer(from: number, to: number): Promise<void> {
    await this.source.transaction(async (manager) => {
      const rows = await manager.find(AccountEntity, {
        where: [{ id: from }, { id: to }],
        order: { id: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      const debit = rows.find(({ id }) => id === from);
      const credit = rows.find(({ id }) => id === to);
      if (debit === undefined || credit === undefined) throw new CheckFailed('an account is missing');
      if (BigInt(debit.balance) < 1n) throw new CheckFailed('an account is empty');
      debit.balance = (BigInt(debit.balance) - 1n).toString();
      credit.balance = (BigInt(credit.balance) + 1n).toString();
      await manager.save(AccountEntity, debit);
      await manager.save(AccountEntity, credit);
      await manager.insert(EntryEntity, { accountId: from, change: '-1', balanceAfter: debit.balance });
      await manager.insert(EntryEntity, { accountId: to, change: '1', balanceAfter: credit.balance });
    });
  }

  /** @throws CheckFailed */
  async close(): Promise<void> {
    await this.source.destroy();
    await checkTwoAccounts(this.bench, this.url, 0);
    const { rows } = await this.bench.server.as(this.url, (client) =>
      client.query<{ sum: string; count: string }>('select sum(change), count(*) from two.entry'),
    );
    if (rows[0]?.sum !== '0' || Number(rows[0].count) !== 2 * this.done) {
      throw new CheckFailed('ORM style: entries are missing');
    }
    await this.bench.server.dropDatabase(this.url);
  }
}

export const orm: Line = {
  name: 'orm',
  async run(bench) {
    const pick = uniform(new Random(1), bench.sizes.accounts);
    const reference = await OrmTransfers.open(bench);
    const stage = await LedgerStage.open(bench);
    const ratio = await interleave(
      bench.sizes.rounds,
      {
        path: 'ledger transfers, batch 5,000, uniform',
        reference: `ordinary ORM style (TypeORM, row locks, saves), ${POOL} callers`,
        unit: '/s',
        goal: { atLeast: 30 },
      },
      () => reference.rate(pick),
      () => stage.rate(5_000, pick),
    );
    await reference.close();
    await stage.close();
    return { ratios: [ratio] };
  },
};
