/** What the states of accounts have to say when balances change: pieces of the trigger. */
export interface StateGuard {
  /** Columns for what all rows of the batch have in common. */
  readonly facts: string;
  /** Column for each balance that changed, and how it is gathered, into which variable. */
  readonly returned: string;
  readonly gathered: string;
  readonly into: string;
  /** What is looked at more closely, only when there is reason to. */
  readonly check: string;
}

/** How it began: a balance is blocked, or is not. */
export const BLOCKED_OR_NOT: StateGuard = { facts: '', returned: '', gathered: '', into: '', check: '' };

/** `mirrors` is a further condition under which a reversal `r` does not mirror its transfer `o`. */
export const checkReversals = (mirrors = ''): string => `
  -- A reversal gives back exactly what one transfer moved, inside its window, once.
  create or replace function ledger.check_reversals(p_first bigint, p_count int) returns void
  language plpgsql security definer set search_path = ledger, pg_temp as $$
  begin
    insert into ledger.reversal (reversed_id, reversing_id)
      select reverses_id, id from ledger.journal where id >= p_first and id < p_first + p_count and kind = 11;
    if exists (
      select from ledger.journal r left join ledger.journal o on o.id = r.reverses_id
       where r.id >= p_first and r.id < p_first + p_count and r.kind = 11
         and ((o.instrument_id, o.quantity, o.debit_account, o.debit_part, o.credit_account, o.credit_part)
              is distinct from
              (r.instrument_id, r.quantity, r.credit_account, r.credit_part, r.debit_account, r.debit_part)
           or o.kind = 11 or o.reversible_until is null or r.recorded_at > o.reversible_until${mirrors}))
    then raise exception 'a reversal does not mirror its transfer, or is outside its window' using errcode = 'CL003';
    end if;
    update ledger.issuance i set reversed_by = r.id from ledger.journal r
     where r.id >= p_first and r.id < p_first + p_count and r.kind = 11 and r.credit_account = 1 and i.id = r.reverses_id;
    update ledger.source_range s set released = true from ledger.issuance i
     where s.issuance_id = i.id and i.reversed_by >= p_first and i.reversed_by < p_first + p_count;
  end $$;
`;

/** What happens when rows are inserted into the journal: balances follow, or the insert is refused. */
export const applyJournal = (guard: StateGuard): string => `
  -- Turns the rows of one insert into balances. What it refuses, by raising:
  --   CL001 rows that are not one batch of consecutive ids
  --   CL002 a version that does not follow the balance's own (somebody spent in between), or a balance whose
  --         account is blocked or in a state that does not let this happen
  --   23514 a part of a balance below zero (the checks of ledger.balance)
  --   CL004 a stated balance-after that is not the balance after
  --   CL005 more units in issue than the instrument's cap
  create or replace function ledger.apply_journal() returns trigger
  language plpgsql security definer set search_path = ledger, pg_temp
  set enable_hashjoin = off set enable_mergejoin = off as $$
  declare
    v record;
    v_sides bigint;
    v_wrong bigint;
    v_restricted boolean;
  begin
    select count(*)::int as transfers, min(id) as first_id, max(id) as last_id, min(batch_id) as batch_id,
           max(batch_id) as other_batch_id, min(recorded_at) as recorded_at, bool_or(kind = 11) as reverses,
           bool_or(kind = 1) as issues, bool_or(pieces is not null) as serials${guard.facts}
      into v from added;
    if v.transfers = 0 then return null; end if;
    if v.batch_id <> v.first_id or v.other_batch_id <> v.batch_id or v.last_id - v.first_id + 1 <> v.transfers then
      raise exception 'a batch is one run of consecutive journal ids' using errcode = 'CL001';
    end if;
    insert into ledger.batch (id, transfer_count, recorded_at, serials_settled)
      values (v.batch_id, v.transfers, v.recorded_at, not v.serials);

    with side as (
      select debit_account as account_id, instrument_id, debit_part as part, -quantity as change,
             debit_version as version, debit_after as after from added
      union all
      select credit_account, instrument_id, credit_part, quantity, credit_version, credit_after from added
    ), change as (
      select account_id, instrument_id, count(*) as sides, max(version) as version,
             max(array[version, part, after]) as last_side,
             coalesce(sum(change) filter (where part = 0), 0)::bigint as available,
             coalesce(sum(change) filter (where part = 1), 0)::bigint as frozen,
             coalesce(sum(change) filter (where part = 2), 0)::bigint as locked,
             coalesce(sum(change) filter (where part = 3), 0)::bigint as pledged,
             coalesce(sum(change) filter (where part = 4), 0)::bigint as judicial,
             coalesce(sum(change) filter (where part = 5), 0)::bigint as pending
        from side group by account_id, instrument_id
        -- in the order in which everybody locks
       order by account_id, instrument_id
    ), applied as (
      update ledger.balance b
         set available = b.available + c.available, frozen = b.frozen + c.frozen, locked = b.locked + c.locked,
             pledged = b.pledged + c.pledged, judicial = b.judicial + c.judicial, pending = b.pending + c.pending,
             version = c.version
        from change c
       where b.account_id = c.account_id and b.instrument_id = c.instrument_id
         and b.version + c.sides = c.version and not b.blocked
      returning c.sides,
        c.last_side[3] <> case c.last_side[2] when 0 then b.available when 1 then b.frozen when 2 then b.locked
          when 3 then b.pledged when 4 then b.judicial else b.pending end as wrong${guard.returned}
    )
    select sum(sides), count(*) filter (where wrong)${guard.gathered} into v_sides, v_wrong${guard.into} from applied;
    if v_sides is distinct from 2 * v.transfers then
      raise exception 'a balance moved on, or is blocked' using errcode = 'CL002';
    end if;
${guard.check}    if v_wrong > 0 then
      raise exception 'a journal row states a balance that is not the balance' using errcode = 'CL004';
    end if;

    if v.reverses then perform ledger.check_reversals(v.first_id, v.transfers); end if;
    if v.issues and exists (
      select from (select distinct instrument_id from added where kind = 1) n
        join ledger.instrument i on i.id = n.instrument_id
        join ledger.balance b on b.account_id = 1 and b.instrument_id = n.instrument_id
       where -b.available > i.cap)
    then raise exception 'more units than the cap of the instrument' using errcode = 'CL005';
    end if;
    if v.issues and exists (
      select from added a left join ledger.issuance i on i.id = a.id
       where a.kind = 1 and (i.instrument_id, i.quantity) is distinct from (a.instrument_id, a.quantity))
    then raise exception 'an issue without its issuance record' using errcode = 'CL006';
    end if;
    if exists (
      select from (select instrument_id, bool_or(pieces is null) as without, bool_or(pieces is not null) as with_serials
                     from added group by instrument_id) n
        join ledger.instrument i on i.id = n.instrument_id
       where (i.serialised and n.without) or (not i.serialised and n.with_serials))
    then raise exception 'serial numbers are missing, or not wanted' using errcode = 'CL007';
    end if;
    return null;
  end $$;
`;

export const JOURNAL_APPLIES = `
  create trigger journal_applies after insert on ledger.journal
    referencing new table as added for each statement execute function ledger.apply_journal();
`;
