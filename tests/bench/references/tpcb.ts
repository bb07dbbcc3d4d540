import { type Bench, CheckFailed } from '../bench';
import { Random } from '../random';
import { type NextTransaction, SmallClients } from '../small-client';

const ACCOUNTS_A_BRANCH = 100_000;
const TELLERS_A_BRANCH = 10;
const CLIENTS = 8;

/** The tables of pgbench, with its fillers and fill factor. */
const SCHEMA = `
  create table branches (bid int not null, bbalance int, filler char(88)) with (fillfactor = 100);
  create table tellers (tid int not null, bid int, tbalance int, filler char(84)) with (fillfactor = 100);
  create table accounts (aid int not null, bid int, abalance int, filler char(84)) with (fillfactor = 100);
  create table history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
`;

const STATEMENTS = {
  begin: { name: 'b-begin', text: 'begin' },
  account: { name: 'b-account', text: 'update accounts set abalance = abalance + $1 where aid = $2' },
  read: { name: 'b-read', text: 'select abalance from accounts where aid = $1' },
  teller: { name: 'b-teller', text: 'update tellers set tbalance = tbalance + $1 where tid = $2' },
  branch: { name: 'b-branch', text: 'update branches set bbalance = bbalance + $1 where bid = $2' },
  history: {
    name: 'b-history',
    text: 'insert into history (tid, bid, aid, delta, mtime) values ($1, $2, $3, $4, current_timestamp)',
  },
  commit: { name: 'b-commit', text: 'commit' },
};

/** pgbench's default transaction ("TPC-B (sort of)"), by 8 clients. */
export class TpcB {
  private readonly done = { count: 0 };
  private readonly next: NextTransaction;

  private constructor(
    private readonly bench: Bench,
    private readonly url: string,
    private readonly clients: SmallClients,
  ) {
    this.next = transactions(new Random(7), bench.sizes.tpcbScale);
  }

  static async open(bench: Bench): Promise<TpcB> {
    const { server, sizes } = bench;
    bench.say(`loading TPC-B at scale ${sizes.tpcbScale}`);
    const url = await server.createDatabase();
    await server.as(url, async (client) => {
      const scale = sizes.tpcbScale;
      await client.query(SCHEMA);
      await client.query(`insert into branches select n, 0 from generate_series(1, ${scale}) n`);
      await client.query(
        `insert into tellers select n, (n - 1) / ${TELLERS_A_BRANCH} + 1, 0
           from generate_series(1, ${scale * TELLERS_A_BRANCH}) n`,
      );
      await client.query(
        `insert into accounts select n, (n - 1) / ${ACCOUNTS_A_BRANCH} + 1, 0, ''
           from generate_series(1, ${scale * ACCOUNTS_A_BRANCH}) n`,
      );
      await client.query(`alter table branches add primary key (bid);
        alter table tellers add primary key (tid); alter table accounts add primary key (aid)`);
      await client.query('vacuum analyze');
    });
    await server.settle();
    return new TpcB(bench, url, await SmallClients.connect(url, CLIENTS));
  }

  rate(): Promise<number> {
    return this.clients.rate(this.next, this.bench.sizes.roundMs, this.done);
  }

  /** @throws CheckFailed */
  async close(): Promise<void> {
    await this.clients.close();
    const same = await this.bench.server.as(this.url, async (client) => {
      const { rows } = await client.query<{ same: boolean }>(
        `select (select sum(delta) from history) = all (array[(select sum(abalance) from accounts),
           (select sum(tbalance) from tellers), (select sum(bbalance) from branches)])
           and (select count(*) from history) = $1 as same`,
        [this.done.count],
      );
      return rows[0]?.same;
    });
    if (same !== true) throw new CheckFailed('TPC-B: the sums of the tables differ');
    await this.bench.server.dropDatabase(this.url);
  }
}

function transactions(random: Random, scale: number): NextTransaction {
  return () => {
    const aid = 1 + random.below(scale * ACCOUNTS_A_BRANCH);
    const bid = 1 + random.below(scale);
    const tid = 1 + random.below(scale * TELLERS_A_BRANCH);
    const delta = random.below(10_001) - 5_000;
    return [
      { statement: STATEMENTS.begin, values: [] },
      { statement: STATEMENTS.account, values: [delta, aid] },
      { statement: STATEMENTS.read, values: [aid] },
      { statement: STATEMENTS.teller, values: [delta, tid] },
      { statement: STATEMENTS.branch, values: [delta, bid] },
      { statement: STATEMENTS.history, values: [tid, bid, aid, delta] },
      { statement: STATEMENTS.commit, values: [] },
    ];
  };
}
