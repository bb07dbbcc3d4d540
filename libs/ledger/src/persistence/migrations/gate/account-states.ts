import type { StateGuard } from './journal-trigger';

/**
 * What the states of accounts let happen. The balances are changed by now, and so locked: their states stay what they
 * are. Only batches that touch an account that is not open, or the judicial part, are looked at row by row.
 */
export const STATES_PERMIT: StateGuard = {
  facts: `,
           bool_or(debit_part = 4 or (kind = 3 and credit_part = 4)) as compelled`,
  returned: ', b.state <> 0 as restricted',
  gathered: ', bool_or(restricted)',
  into: ', v_restricted',
  check: `    if (v.compelled or v_restricted) and exists (
      select from added a
        join ledger.balance d on d.account_id = a.debit_account and d.instrument_id = a.instrument_id
        join ledger.balance c on c.account_id = a.credit_account and c.instrument_id = a.instrument_id
       cross join lateral (select ledger.act_bit(a.kind, a.debit_part, a.credit_part) as act) asked
       where (asked.act & ledger.permits(d.state)) = 0 or ((asked.act << 32) & ledger.permits(c.state)) = 0)
    then raise exception 'the state of an account forbids it' using errcode = 'CL002';
    end if;
`,
};

/** Names, numbers and masks of the states; both functions are inlined where they are used. */
export const STATE_FUNCTIONS = `
  create function ledger.account_state_number(p_state text) returns smallint language sql immutable as $$
    select (array_position('{open,some-transactions-restricted,all-transactions-restricted,suspended-partially,suspended,'
      'transfer-pending,closure-pending,closed}'::text[], p_state) - 1)::smallint
  $$;

  -- What each state permits, by its number: debits in the lower half, credits in the upper, one bit an act. The table
  -- in domain/account-states.ts says it in words; a test holds the two equal.
  create function ledger.permits(p_state smallint) returns bigint language sql immutable as $$
    select (array[0x0f1c1ffe0f1c1ffe, 0x081c085e0f1c0fd8, 0x081c08560f1c0c50,
      0x081c08560f1c0c50, 0x081c08500f1c0c50, 0x0018005004180450, 0::bigint, 0::bigint])[p_state + 1]
  $$;

  -- An act is a kind of move, told apart by whether it is compelled: units of the judicial part, and units going there.
  create function ledger.act_bit(p_kind smallint, p_debit_part smallint, p_credit_part smallint) returns bigint
  language sql immutable as $$
    select 1::bigint << (p_kind + case when p_debit_part = 4 or (p_kind = 3 and p_credit_part = 4) then 16 else 0 end)
  $$;
`;

/**
 * Opening balances with the state of their accounts. The key-share lock, which the foreign key takes anyway, waits for a
 * change of state under way, and makes the next one wait: no balance is born with a state that is past.
 */
export const OPEN_BALANCES_WITH_STATE = `
  create or replace function ledger.open_balances(p_accounts int[], p_instruments int[]) returns void
  language sql security definer set search_path = ledger, pg_temp as $$
    insert into ledger.balance (account_id, instrument_id, blocked, state)
    select k.account_id, k.instrument_id, a.blocked, ledger.account_state_number(a.state)
      from unnest(p_accounts, p_instruments) as k(account_id, instrument_id)
      join ledger.account a on a.id = k.account_id
     where not exists (
       select from ledger.balance b where b.account_id = k.account_id and b.instrument_id = k.instrument_id)
     order by k.account_id, k.instrument_id
       for key share of a
    on conflict do nothing
  $$;
`;

/** The only ways in which the state, the block and the holder of an account change; each leaves a row of history. */
export const CHANGES = `
  -- Gives what came of it: 'done' with the former state, or why not. Moves under way are waited for; whoever comes later
  -- obeys, because the state stands on the balances that every move locks.
  create function ledger.change_account_state(p_number text, p_to text, p_reason text, p_actor text, p_approver text,
    p_document bytea, p_at timestamptz, out outcome text, out former text)
  language plpgsql security definer set search_path = ledger, pg_temp as $$
  declare
    v_account int;
  begin
    select a.id, a.state into v_account, former from ledger.account a
     where a.number = p_number and a.id >= 1024 for update;
    if v_account is null then outcome := 'unknown'; return; end if;
    if former = 'closed' then outcome := 'final'; return; end if;
    if former = p_to then outcome := 'same'; return; end if;
    if p_to = 'closed' and former <> 'closure-pending' then outcome := 'not-pending'; return; end if;
    perform from ledger.balance b where b.account_id = v_account order by b.instrument_id for update;
    if p_to in ('closure-pending', 'closed') and exists (
      select from ledger.balance b where b.account_id = v_account
         and (b.available | b.frozen | b.locked | b.pledged | b.judicial | b.pending) <> 0)
    then outcome := 'not-empty'; return;
    end if;
    update ledger.account set state = p_to, state_reason = p_reason, state_since = p_at where id = v_account;
    update ledger.balance set state = ledger.account_state_number(p_to) where account_id = v_account;
    insert into ledger.account_state_change (account_id, aspect, from_state, to_state, reason, actor, approver, document_hash, at)
      values (v_account, 'state', former, p_to, p_reason, p_actor, p_approver, p_document, p_at);
    outcome := 'done';
  end $$;

  -- Blocks an account, or lets it go. The block stands beside the state: neither touches the other. False when it was so.
  create function ledger.block_account(p_account int, p_blocked boolean, p_reason text, p_actor text, p_approver text,
    p_document bytea, p_at timestamptz) returns boolean
  language plpgsql security definer set search_path = ledger, pg_temp as $$
  begin
    perform from ledger.account where id = p_account and id >= 1024 and blocked <> p_blocked for update;
    if not found then return false; end if;
    update ledger.account set blocked = p_blocked, blocked_reason = case when p_blocked then p_reason end
     where id = p_account;
    perform from ledger.balance where account_id = p_account order by instrument_id for update;
    update ledger.balance set blocked = p_blocked where account_id = p_account;
    insert into ledger.account_state_change (account_id, aspect, from_state, to_state, reason, actor, approver, document_hash, at)
      values (p_account, 'block', case when p_blocked then 'free' else 'blocked' end,
              case when p_blocked then 'blocked' else 'free' end, p_reason, p_actor, p_approver, p_document, p_at);
    return true;
  end $$;

  -- Gives the accounts of one holder to another: all but the closed ones, or only those named. What they hold stays in
  -- them; so do states and blocks.
  create function ledger.hand_over_accounts(p_from uuid, p_to uuid, p_numbers text[], p_reason text, p_actor text,
    p_approver text, p_document bytea, p_at timestamptz) returns table (number text, state text)
  language plpgsql security definer set search_path = ledger, pg_temp as $$
  begin
    return query
      with given as (
        select a.id from ledger.account a
         where a.holder_id = p_from and a.state <> 'closed' and (p_numbers is null or a.number = any(p_numbers))
         order by a.id for no key update
      ), handed as (
        update ledger.account a set holder_id = p_to from given g where a.id = g.id returning a.id, a.number, a.state
      ), noted as (
        insert into ledger.account_holder_change (account_id, from_holder, to_holder, reason, actor, approver, document_hash, at)
        select h.id, p_from, p_to, p_reason, p_actor, p_approver, p_document, p_at from handed h
      )
      select h.number, h.state from handed h order by h.id;
  end $$;

  revoke execute on function ledger.change_account_state, ledger.block_account, ledger.hand_over_accounts from public;
  grant execute on function ledger.change_account_state, ledger.block_account, ledger.hand_over_accounts to carbon_app;
`;
