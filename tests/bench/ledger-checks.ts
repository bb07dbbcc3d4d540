import { CheckFailed } from './bench';
import type { BenchServer } from './server';

/** Each query counts what breaks an invariant; all must be zero. */
const BREACHES: Record<string, string> = {
  'the balances of an instrument sum to zero': `
    select count(*) from (
      select from ledger.balance group by instrument_id
      having sum(available + frozen + locked + pledged + judicial + pending) <> 0) b`,
  'a balance is the sum of its journal, its version the number of its postings': `
    select count(*) from ledger.balance b
      full join (select account_id, instrument_id, sum(change) as units, count(*) as postings
                   from ledger.posting group by 1, 2) p using (account_id, instrument_id)
     where (b.available, b.version) is distinct from (coalesce(p.units, 0), coalesce(p.postings, 0))`,
  'a balance of serials is the sum of its blocks': `
    select count(*) from ledger.balance b
      join ledger.instrument i on i.id = b.instrument_id and i.serialised
      full join (select account_id, instrument_id, sum(last_serial - first_serial + 1) as units
                   from ledger.block group by 1, 2) s using (account_id, instrument_id)
     where coalesce(b.available, 0) <> coalesce(s.units, 0) and account_id <> 1`,
  'blocks leave no gap and do not overlap': `
    select count(*) from (select first_serial, lag(last_serial) over (partition by instrument_id order by first_serial)
      as before from ledger.block) b where first_serial <> before + 1`,
  'batches hold all journal rows': `
    select (select count(*) from ledger.journal) - (select sum(transfer_count) from ledger.batch) as count`,
};

/**
 * Whether a ledger still adds up after a run, in a few set-based queries.
 * @param transfers journal rows there must be: what was acknowledged, no more and no less
 * @throws CheckFailed naming the invariant
 */
export async function checkLedger(server: BenchServer, ownerUrl: string, transfers: number): Promise<void> {
  await server.as(ownerUrl, async (client) => {
    await client.query(`set work_mem = '512MB'`);
    for (const [invariant, query] of Object.entries(BREACHES)) {
      const { rows } = await client.query<{ count: string }>(query);
      if (rows[0]?.count !== '0') throw new CheckFailed(`${invariant}: ${rows[0]?.count ?? '?'} do not`);
    }
    const { rows } = await client.query<{ count: string }>('select count(*) from ledger.journal');
    if (Number(rows[0]?.count) !== transfers) {
      throw new CheckFailed(`${rows[0]?.count ?? '?'} journal rows, ${transfers} acknowledged`);
    }
  });
}
