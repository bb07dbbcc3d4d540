/** Rows of journal ids a partition covers: small enough that reading the open one without indexes takes a blink. */
const PARTITION_IDS = 524_288;

/** The journal in partitions of ids: made ahead of need, sealed when they are full. */
export const PARTITIONS = `
  create function ledger.add_partition(p_number bigint) returns void
  language plpgsql security definer set search_path = ledger, pg_temp as $$
  declare
    v_name text := 'journal_p' || lpad(p_number::text, 6, '0');
    v_from bigint := p_number * ${PARTITION_IDS};
    v_to bigint := (p_number + 1) * ${PARTITION_IDS};
  begin
    execute format('create table ledger.%I (like ledger.journal including defaults including constraints, '
      || 'constraint in_range check (id >= %s and id < %s))', v_name, v_from, v_to);
    execute format('alter table ledger.journal attach partition ledger.%I for values from (%s) to (%s)',
      v_name, v_from, v_to);
    execute format('alter table ledger.%I drop constraint in_range', v_name);
    execute format('grant select on ledger.%I to carbon_app', v_name);
    insert into ledger.journal_partition values (p_number, v_from, v_to, null);
  end $$;

  -- A run of p_count consecutive journal ids; returns the first. The advisory lock is let go at once: it only keeps
  -- two runs apart. Numbers of a transaction that fails are lost, which is why log positions are given out later.
  create function ledger.allocate_ids(p_count int) returns bigint
  language plpgsql security definer set search_path = ledger, pg_temp as $$
  declare
    v_first bigint;
    v_covered bigint;
  begin
    perform pg_advisory_lock(hashtext('ledger.journal_id'));
    v_first := nextval('ledger.journal_id');
    if p_count > 1 then perform setval('ledger.journal_id', v_first + p_count - 1); end if;
    perform pg_advisory_unlock(hashtext('ledger.journal_id'));
    select max(to_id) into v_covered from ledger.journal_partition;
    if v_covered < v_first + p_count + ${PARTITION_IDS / 2} and pg_try_advisory_xact_lock(hashtext('ledger.partition'))
    then
      -- re-read: another session may have added it while we waited for nothing
      select max(number) into v_covered from ledger.journal_partition;
      if (v_covered + 1) * ${PARTITION_IDS} < v_first + p_count + ${PARTITION_IDS / 2} then
        perform ledger.add_partition(v_covered + 1);
      end if;
    end if;
    return v_first;
  end $$;
  revoke execute on function ledger.add_partition from public;
  revoke execute on function ledger.allocate_ids from public;
  grant execute on function ledger.allocate_ids to carbon_app;
  select ledger.add_partition(0), ledger.add_partition(1);

  -- Seals every partition that no transaction can write to any more: builds the account indexes in bulk (a quarter of
  -- the cost of keeping them up row by row) and refuses all further writes. Returns how many were sealed.
  create function ledger.seal_partitions() returns int
  language plpgsql security definer set search_path = ledger, pg_temp as $$
  declare
    p record;
    v_name text;
    v_sealed int := 0;
    v_last bigint;
  begin
    perform pg_advisory_xact_lock(hashtext('ledger.seal'));
    select last_value into v_last from ledger.journal_id;
    for p in select * from ledger.journal_partition where sealed_at is null and to_id <= v_last order by number loop
      v_name := 'journal_p' || lpad(p.number::text, 6, '0');
      -- waits until those who still write to it have ended
      execute format('lock table ledger.%I in share mode', v_name);
      execute format('create index on ledger.%I (debit_account, id)', v_name);
      execute format('create index on ledger.%I (credit_account, id)', v_name);
      execute format('create index on ledger.%I (transaction_id)', v_name);
      execute format('create trigger sealed before insert or update or delete or truncate on ledger.%I '
        || 'for each statement execute function ledger.refuse_change()', v_name);
      execute format('create trigger sealed_row before insert or update or delete on ledger.%I '
        || 'for each row execute function ledger.refuse_change()', v_name);
      update ledger.journal_partition set sealed_at = clock_timestamp() where number = p.number;
      v_sealed := v_sealed + 1;
    end loop;
    return v_sealed;
  end $$;
  revoke execute on function ledger.seal_partitions from public;
  grant execute on function ledger.seal_partitions to carbon_app;
`;
