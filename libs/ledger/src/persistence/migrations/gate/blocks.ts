/** How serial blocks are rearranged, and what no rearrangement may do. */
export const BLOCKS = `
  -- The pieces a batch says it moved.
  create function ledger.batch_pieces(p_batch bigint)
  returns table (journal_id bigint, kind smallint, instrument_id int, debit_account int, debit_part smallint,
                 credit_account int, credit_part smallint, quantity bigint, first_serial bigint, last_serial bigint)
  language sql stable security definer set search_path = ledger, pg_temp as $$
    select j.id, j.kind, j.instrument_id, j.debit_account, j.debit_part, j.credit_account, j.credit_part, j.quantity,
           j.pieces[n][1], j.pieces[n][2]
      from ledger.batch b
      join ledger.journal j on j.id >= b.id and j.id < b.id + b.transfer_count and j.pieces is not null
     cross join lateral generate_series(1, array_length(j.pieces, 1)) as n
     where b.id = p_batch
  $$;

  -- Rearranges blocks: some are gone, some keep their key and change, some are born. The caller states what it believes
  -- the first two to be. Refuses with
  --   CL011 when a block is no longer what the caller believes
  --   CL012 when a serial would be lost, doubled or invented (only issues make and only their reversals unmake serials)
  --   CL013 when holders would gain or lose other serials than the journal of the batch says
  -- Each serial has exactly one block before; the old blocks are locked by being changed; each serial of them stands in
  -- exactly one new block. So no two transactions can ever come to hold the same serial.
  create function ledger.rearrange_blocks(p_batch bigint,
    g_instrument int[], g_first bigint[], g_last bigint[], g_account int[], g_part smallint[],
    k_instrument int[], k_first bigint[], k_old_last bigint[], k_old_account int[], k_old_part smallint[],
    k_last bigint[], k_account int[], k_part smallint[], k_journal bigint[],
    b_instrument int[], b_first bigint[], b_last bigint[], b_account int[], b_part smallint[], b_journal bigint[])
  returns void language plpgsql security definer set search_path = ledger, pg_temp
  -- one plan, made without looking at the arrays: a plan for their lengths reads the whole table to find a few blocks
  set plan_cache_mode = force_generic_plan set enable_hashjoin = off set enable_mergejoin = off as $$
  declare
    v_count int;
    v_invented boolean;
    v_strayed boolean;
  begin
    delete from ledger.block b
     using unnest(g_instrument, g_first, g_last, g_account, g_part)
           as g(instrument_id, first_serial, last_serial, account_id, part)
     where b.instrument_id = g.instrument_id and b.first_serial = g.first_serial
       and b.last_serial = g.last_serial and b.account_id = g.account_id and b.part = g.part;
    get diagnostics v_count = row_count;
    if v_count <> cardinality(g_first) then raise exception 'a block moved on' using errcode = 'CL011'; end if;

    update ledger.block b
       set last_serial = k.last_serial, account_id = k.account_id, part = k.part, journal_id = k.journal_id
      from unnest(k_instrument, k_first, k_old_last, k_old_account, k_old_part, k_last, k_account, k_part, k_journal)
           as k(instrument_id, first_serial, old_last, old_account, old_part, last_serial, account_id, part, journal_id)
     where b.instrument_id = k.instrument_id and b.first_serial = k.first_serial
       and b.last_serial = k.old_last and b.account_id = k.old_account and b.part = k.old_part;
    get diagnostics v_count = row_count;
    if v_count <> cardinality(k_first) then raise exception 'a block moved on' using errcode = 'CL011'; end if;

    insert into ledger.block (instrument_id, first_serial, last_serial, account_id, part, journal_id)
    select * from unnest(b_instrument, b_first, b_last, b_account, b_part, b_journal);

    with piece as materialized (
      select * from ledger.batch_pieces(p_batch)
    ), side (sign, instrument_id, first_serial, last_serial, account_id, part) as materialized (
      select -1, * from unnest(g_instrument, g_first, g_last, g_account, g_part)
      union all select -1, * from unnest(k_instrument, k_first, k_old_last, k_old_account, k_old_part)
      union all select 1, * from unnest(k_instrument, k_first, k_last, k_account, k_part)
      union all select 1, * from unnest(b_instrument, b_first, b_last, b_account, b_part)
    ), occupancy as (
      -- how often each serial is occupied, after less before, as steps: +1 where a run begins, -1 behind its end. All
      -- steps cancel exactly when every serial is occupied as often as before, or as the journal makes and unmakes it.
      select instrument_id, first_serial as serial, sign from side
      union all select instrument_id, last_serial + 1, -sign from side
      union all select instrument_id, first_serial, -1 from piece where kind = 1
      union all select instrument_id, last_serial + 1, 1 from piece where kind = 1
      union all select instrument_id, first_serial, 1 from piece where credit_account = 1
      union all select instrument_id, last_serial + 1, -1 from piece where credit_account = 1
    ), holding as (
      select instrument_id, account_id, part, sign * (last_serial - first_serial + 1) as change from side
      union all
      select instrument_id, debit_account, debit_part, last_serial - first_serial + 1 from piece
       where debit_account <> 1
      union all
      select instrument_id, credit_account, credit_part, -(last_serial - first_serial + 1) from piece
       where credit_account <> 1
    ), arrival (journal_id, account_id, instrument_id, first_serial, last_serial, named) as (
      -- beside each transfer of the batch, the blocks that say they came by it
      select k.journal_id, k.account_id, k.instrument_id, k.first_serial, k.last_serial, true
        from unnest(k_journal, k_account, k_instrument, k_first, k_last)
             as k(journal_id, account_id, instrument_id, first_serial, last_serial) where k.journal_id >= p_batch
      union all
      select b.journal_id, b.account_id, b.instrument_id, b.first_serial, b.last_serial, true
        from unnest(b_journal, b_account, b_instrument, b_first, b_last)
             as b(journal_id, account_id, instrument_id, first_serial, last_serial) where b.journal_id >= p_batch
      union all
      select journal_id, credit_account, instrument_id, first_serial, last_serial, false from piece
    )
    select exists (select from occupancy group by instrument_id, serial having sum(sign) <> 0),
           exists (select from holding group by instrument_id, account_id, part having sum(change) <> 0)
           or exists (select from piece group by journal_id, quantity
                      having sum(last_serial - first_serial + 1) <> quantity)
           -- a block that says it came by a transfer of this batch came to the account that transfer names, and with
           -- serials among those it carried
           or exists (
             select from arrival group by journal_id
             having bool_or(named)
                and (bool_and(named) or min(account_id) <> max(account_id) or min(instrument_id) <> max(instrument_id)
                  or min(first_serial) filter (where named) < min(first_serial) filter (where not named)
                  or max(last_serial) filter (where named) > max(last_serial) filter (where not named)))
      into v_invented, v_strayed;
    if v_invented then raise exception 'serials would be lost, doubled or invented' using errcode = 'CL012'; end if;
    if v_strayed then raise exception 'blocks do not follow the journal' using errcode = 'CL013'; end if;

    update ledger.batch set serials_settled = true where id = p_batch;
  end $$;
  revoke execute on function ledger.rearrange_blocks, ledger.batch_pieces, ledger.check_reversals from public;
  grant execute on function ledger.rearrange_blocks, ledger.batch_pieces to carbon_app;
`;
