import type { Reader } from '@carbon/ledger';
import type { Difference, DifferenceKind } from './difference';

interface Row {
  journal_id?: string | null;
  transaction_id?: string | null;
  account?: string | null;
  instrument?: string | null;
  place?: string | null;
  expected?: string | null;
  found?: string | null;
  block?: number[] | null;
}

/** A question to the whole ledger, or the whole audit trail, at once; each row of its answer is a difference. */
export interface SetCheck {
  readonly kind: DifferenceKind;
  readonly step: string;
  readonly query: string;
}

const PARTS = `(values (0, 'available', b.available), (1, 'frozen', b.frozen), (2, 'locked', b.locked),
  (3, 'pledged', b.pledged), (4, 'judicial', b.judicial), (5, 'pending', b.pending))`;

export const SET_CHECKS: readonly SetCheck[] = [
  {
    kind: 'JOURNAL_ROW_INSERTED',
    step: 'journal rows outside batches',
    query: `
      select j.id as journal_id, j.transaction_id, i.code as instrument, array[j.debit_account, j.credit_account] as block
        from ledger.journal j left join ledger.instrument i on i.id = j.instrument_id
       where not exists (select from ledger.batch b
         where b.id = j.batch_id and j.id >= b.id and j.id < b.id + b.transfer_count) order by j.id`,
  },
  {
    kind: 'RUNNING_BALANCE_DIFFERS',
    step: 'running balances',
    query: `
      with running as (
        select p.*, lag(p.version, 1, 0::bigint) over every as version_before,
               lag(p.after, 1, 0::bigint) over same_part as after_before
          from ledger.posting p
        window every as (partition by p.account_id, p.instrument_id order by p.version),
               same_part as (partition by p.account_id, p.instrument_id, p.part order by p.version))
      select r.journal_id, r.transaction_id, a.number as account, i.code as instrument,
             (r.after_before + r.change)::text as expected, r.after::text as found, array[r.account_id] as block
        from running r join ledger.account a on a.id = r.account_id join ledger.instrument i on i.id = r.instrument_id
       where r.after <> r.after_before + r.change or r.version <> r.version_before + 1
       order by r.journal_id`,
  },
  {
    kind: 'BALANCE_DIFFERS_FROM_JOURNAL',
    step: 'balances and postings',
    query: `
      with sums as (
        select account_id, instrument_id, part, sum(change) as units from ledger.posting group by 1, 2, 3),
      parts as (
        select b.account_id, b.instrument_id, p.part, p.units from ledger.balance b
         cross join lateral ${PARTS} as p(part, name, units))
      select a.number as account, i.code as instrument, n.name as place, coalesce(s.units, 0)::text as expected,
             coalesce(p.units, 0)::text as found, array[a.id] as block
        from parts p full join sums s using (account_id, instrument_id, part)
        join ledger.account a on a.id = account_id join ledger.instrument i on i.id = instrument_id
        join ledger.part n on n.id = part
       where coalesce(p.units, 0) <> coalesce(s.units, 0) order by 1, 2, 3`,
  },
  {
    kind: 'BALANCES_DO_NOT_SUM_TO_ZERO',
    step: 'sums of balances',
    query: `
      select i.code as instrument, '0' as expected, sum(available + frozen + locked + pledged + judicial + pending)::text as found
        from ledger.balance b join ledger.instrument i on i.id = b.instrument_id
       group by i.code having sum(available + frozen + locked + pledged + judicial + pending) <> 0 order by 1`,
  },
  {
    kind: 'BALANCE_DIFFERS_FROM_BLOCKS',
    step: 'balances and blocks',
    query: `
      with sums as (
        select account_id, instrument_id, part, sum(last_serial - first_serial + 1) as units
          from ledger.block group by 1, 2, 3),
      parts as (
        select b.account_id, b.instrument_id, p.part, p.units from ledger.balance b
          join ledger.instrument i on i.id = b.instrument_id and i.serialised
         cross join lateral ${PARTS} as p(part, name, units) where b.account_id <> 1)
      select a.number as account, i.code as instrument, n.name as place, coalesce(s.units, 0)::text as expected,
             coalesce(p.units, 0)::text as found, array[a.id] as block
        from parts p full join sums s using (account_id, instrument_id, part)
        join ledger.account a on a.id = account_id join ledger.instrument i on i.id = instrument_id
        join ledger.part n on n.id = part
       where coalesce(p.units, 0) <> coalesce(s.units, 0) order by 1, 2, 3`,
  },
  {
    kind: 'BLOCK_MISPLACED',
    step: 'blocks and their transfers',
    query: `
      select b.journal_id, a.number as account, i.code as instrument,
             format('%s-%s', b.first_serial, b.last_serial) as place, c.number as expected, a.number as found,
             array[b.account_id, j.credit_account] as block
        from ledger.block b
        left join ledger.journal j on j.id = b.journal_id
        left join ledger.account c on c.id = j.credit_account
        join ledger.account a on a.id = b.account_id join ledger.instrument i on i.id = b.instrument_id
       where j.id is null or j.credit_account <> b.account_id or j.instrument_id <> b.instrument_id
       order by i.code, b.first_serial`,
  },
  {
    kind: 'BLOCKS_OVERLAP',
    step: 'overlaps of blocks',
    query: `
      select a.number as account, i.code as instrument, format('%s-%s', b.first_serial, b.last_serial) as place,
             array[b.account_id, b.account_before] as block
        from (select *, lag(last_serial) over every as before, lag(account_id) over every as account_before
                from ledger.block window every as (partition by instrument_id order by first_serial)) b
        join ledger.account a on a.id = b.account_id join ledger.instrument i on i.id = b.instrument_id
       where b.first_serial <= b.before order by 2, b.first_serial`,
  },
  {
    kind: 'SERIALS_NOT_TILED',
    step: 'serials and issuances',
    query: `
      select i.code as instrument, n.issued::text as expected, h.held::text as found
        from (select instrument_id, range_agg(int8range(first_serial, last_serial, '[]')) as issued
                from ledger.issuance where first_serial is not null and reversed_by is null group by 1) n
        full join (select instrument_id, range_agg(int8range(first_serial, last_serial, '[]')) as held
                     from ledger.block group by 1) h using (instrument_id)
        join ledger.instrument i on i.id = instrument_id
       where n.issued is distinct from h.held order by 1`,
  },
  {
    kind: 'SOURCE_USED_TWICE',
    step: 'sources',
    query: `
      select b.issuance_id as journal_id, b.source_key as place,
             format('%s-%s (%s)', a.from_unit, a.to_unit, a.issuance_id) as expected,
             format('%s-%s (%s)', b.from_unit, b.to_unit, b.issuance_id) as found
        from (select *, lag(issuance_id) over every as other_issuance, lag(ordinal) over every as other_ordinal,
                     max(to_unit) over (partition by source_key order by from_unit, to_unit
                       rows between unbounded preceding and 1 preceding) as used_to
                from ledger.source_range where not released
              window every as (partition by source_key order by from_unit, to_unit)) b
        left join ledger.source_range a on a.issuance_id = b.other_issuance and a.ordinal = b.other_ordinal
       where b.from_unit < b.used_to order by b.source_key, b.from_unit`,
  },
  {
    kind: 'AUDIT_RECORD_INSERTED',
    step: 'audit records outside seals',
    query: `
      select format('audit record %s', r.id) as place from audit.record r
       where not exists (select from audit.sealed_record m where m.record_id = r.id)
         and not exists (select from audit.unsealed u where u.record_id = r.id) order by r.id`,
  },
  {
    kind: 'AUDIT_RECORD_MISSING',
    step: 'audit records that wait',
    query: `
      select format('audit record %s', u.record_id) as place from audit.unsealed u
       where not exists (select from audit.record r where r.id = u.record_id) order by u.record_id`,
  },
  {
    kind: 'AUDIT_SEAL_MISSING',
    step: 'seals of audit records',
    query: `
      select format('audit seal %s', m.seal_id) as place from audit.sealed_record m
       where not exists (select from audit.seal s where s.id = m.seal_id) group by m.seal_id order by m.seal_id`,
  },
];

export async function runSetCheck(reader: Reader, check: SetCheck): Promise<Difference[]> {
  const rows = await reader.query<Row>(check.query);
  const given = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;
  return rows.map((row) => ({
    kind: check.kind,
    accountIds: (row.block ?? []).filter(given),
    ...(given(row.journal_id) ? { journalId: BigInt(row.journal_id) } : {}),
    ...(given(row.transaction_id) ? { transactionId: BigInt(row.transaction_id) } : {}),
    ...(given(row.account) ? { account: row.account } : {}),
    ...(given(row.instrument) ? { instrument: row.instrument } : {}),
    ...(given(row.place) ? { place: row.place } : {}),
    ...(given(row.expected) ? { expected: row.expected } : {}),
    ...(given(row.found) ? { found: row.found } : {}),
  }));
}
