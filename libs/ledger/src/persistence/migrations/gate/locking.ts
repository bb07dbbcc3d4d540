/** How balances are locked, read and opened, and how accounts are blocked. */
export const LOCK_BALANCES = `
  -- Locks the balances of the given pairs in the order (account, instrument), whatever order they come in. Sorting
  -- happens below the lock, so two batches that share rows meet them in the same order and cannot deadlock. When one of
  -- the rows is missing, none is locked and none returned. Rows are never deleted: what was there to see is there to lock.
  create function ledger.lock_balances(p_accounts int[], p_instruments int[]) returns setof ledger.balance
  language plpgsql security definer set search_path = ledger, pg_temp
  rows 1000 set enable_hashjoin = off set enable_mergejoin = off as $$
  begin
    if exists (
      select from unnest(p_accounts, p_instruments) as k(account_id, instrument_id)
       where not exists (
         select from ledger.balance b where b.account_id = k.account_id and b.instrument_id = k.instrument_id))
    then return;
    end if;
    return query
      select b.* from unnest(p_accounts, p_instruments) as k(account_id, instrument_id)
        join ledger.balance b on b.account_id = k.account_id and b.instrument_id = k.instrument_id
       order by b.account_id, b.instrument_id
         for update of b;
  end $$;

  -- The same rows, not locked.
  create function ledger.read_balances(p_accounts int[], p_instruments int[]) returns setof ledger.balance
  language sql stable security definer set search_path = ledger, pg_temp
  rows 1000 set enable_hashjoin = off set enable_mergejoin = off as $$
    select b.* from unnest(p_accounts, p_instruments) as k(account_id, instrument_id)
      join ledger.balance b on b.account_id = k.account_id and b.instrument_id = k.instrument_id
  $$;
`;

export const OPEN_BALANCES = `
  -- Makes the rows that are missing, in the same order. A caller must hold no balance lock when it calls.
  create or replace function ledger.open_balances(p_accounts int[], p_instruments int[]) returns void
  language sql security definer set search_path = ledger, pg_temp as $$
    insert into ledger.balance (account_id, instrument_id, blocked)
    select k.account_id, k.instrument_id, a.state = 'blocked'
      from unnest(p_accounts, p_instruments) as k(account_id, instrument_id)
      join ledger.account a on a.id = k.account_id
     order by k.account_id, k.instrument_id
    on conflict do nothing
  $$;
`;

export const SET_ACCOUNT_STATE = `
  create function ledger.set_account_state(p_account int, p_state text, p_reason text) returns void
  language sql security definer set search_path = ledger, pg_temp as $$
    update ledger.account set state = p_state, state_reason = p_reason where id = p_account and id >= 1024;
    update ledger.balance set blocked = (p_state = 'blocked') where account_id = p_account and account_id >= 1024;
  $$;
`;

export const SET_ACCOUNT_STATE_RIGHTS = `
  revoke execute on function ledger.set_account_state from public;
  grant execute on function ledger.set_account_state to carbon_app;
`;

export const LOCKING_RIGHTS = `
  revoke execute on function ledger.lock_balances, ledger.read_balances, ledger.open_balances from public;
  grant execute on function ledger.lock_balances, ledger.read_balances, ledger.open_balances to carbon_app;
`;
