import { JOURNAL_DOMAIN, LeafHasher } from '@carbon/kernel';
import { canonicalRecord, type Reader, readJournal } from '@carbon/ledger';

/** Each query lists what breaks an invariant of the ledger; all must come back empty. */
const BREACHES: Record<string, string> = {
  'the balances of an instrument sum to zero (INV-01)': `
    select instrument_id, sum(available + frozen + locked + pledged + judicial + pending) as sum
      from ledger.balance group by 1 having sum(available + frozen + locked + pledged + judicial + pending) <> 0`,
  'a balance is the sum of its journal': `
    with sums as (
      select account_id, instrument_id, count(*) as version, sum(change) filter (where part = 0) as available,
             sum(change) filter (where part = 1) as frozen, sum(change) filter (where part = 2) as locked,
             sum(change) filter (where part = 3) as pledged, sum(change) filter (where part = 4) as judicial,
             sum(change) filter (where part = 5) as pending
        from ledger.posting group by 1, 2)
    select * from ledger.balance b full join sums s using (account_id, instrument_id)
     where (b.available, b.frozen, b.locked, b.pledged, b.judicial, b.pending, b.version) is distinct from
           (coalesce(s.available, 0), coalesce(s.frozen, 0), coalesce(s.locked, 0), coalesce(s.pledged, 0),
            coalesce(s.judicial, 0), coalesce(s.pending, 0), coalesce(s.version, 0))`,
  'every journal row states the running balance, versions without gap': `
    with running as (
      select *, sum(change) over (partition by account_id, instrument_id, part order by version) as expected,
             row_number() over (partition by account_id, instrument_id order by version) as expected_version
        from ledger.posting)
    select * from running where after <> expected or version <> expected_version`,
  'blocks of an instrument do not overlap (INV-02)': `
    select * from (select *, lag(last_serial) over (partition by instrument_id order by first_serial) as before
      from ledger.block) b where first_serial <= before`,
  'blocks tile what was issued and not reversed, without a gap': `
    select * from (
      select instrument_id, range_agg(int8range(first_serial, last_serial, '[]')) as issued from ledger.issuance
       where first_serial is not null and reversed_by is null group by 1) i
      full join (select instrument_id, range_agg(int8range(first_serial, last_serial, '[]')) as held
       from ledger.block group by 1) b using (instrument_id)
     where i.issued is distinct from b.held`,
  'a balance is the sum of its blocks': `
    with sums as (
      select account_id, instrument_id, part, sum(last_serial - first_serial + 1) as units
        from ledger.block group by 1, 2, 3),
    parts as (
      select account_id, instrument_id, p.part, p.units from ledger.balance b
        join ledger.instrument i on i.id = b.instrument_id and i.serialised
       cross join lateral (values (0, b.available), (1, b.frozen), (2, b.locked), (3, b.pledged), (4, b.judicial),
         (5, b.pending)) as p(part, units) where b.account_id <> 1)
    select * from parts p full join sums s using (account_id, instrument_id, part)
     where coalesce(p.units, 0) <> coalesce(s.units, 0)`,
  'a batch is one run of journal rows': `
    select b.id from ledger.batch b left join ledger.journal j on j.batch_id = b.id
     group by b.id, b.transfer_count having count(j.id) <> b.transfer_count or min(j.id) <> b.id
        or max(j.id) <> b.id + b.transfer_count - 1`,
  'no journal row is outside a batch': `
    select id from ledger.journal j where not exists (select from ledger.batch b where b.id = j.batch_id)`,
  'a source backs one issuance (INV-04)': `
    select * from ledger.source_range a join ledger.source_range b
      on a.source_key = b.source_key and (a.issuance_id, a.ordinal) < (b.issuance_id, b.ordinal)
     and not a.released and not b.released
     and int8range(a.from_unit, a.to_unit) && int8range(b.from_unit, b.to_unit)`,
  'a block came to its account by the transfer it names': `
    select b.* from ledger.block b left join ledger.journal j on j.id = b.journal_id
     where j.id is null or j.credit_account <> b.account_id or j.instrument_id <> b.instrument_id`,
};

/** Lists every breach of an invariant, and every journal row whose leaf is not the commitment to it. */
export async function breaches(reader: Reader): Promise<string[]> {
  const found: string[] = [];
  for (const [invariant, query] of Object.entries(BREACHES)) {
    const rows = await reader.query(query);
    if (rows.length > 0) found.push(`${invariant}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  const hasher = await LeafHasher.create();
  for (const entry of await readJournal(reader, 0n, 1n << 62n)) {
    const leaf = hasher.leafOf(JOURNAL_DOMAIN, entry.salt, canonicalRecord(entry.record));
    if (!entry.leaf.equals(leaf)) found.push(`leaf of journal row ${entry.id.toString()}`);
  }
  return found;
}
