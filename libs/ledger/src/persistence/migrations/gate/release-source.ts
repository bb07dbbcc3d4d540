/** How units that were cancelled for good give back what they stood for. */
export const RELEASE_SOURCE = `
  -- Gives back the source of the serials of one cancellation. The serials of an issuance stand for its ranges in the
  -- order of both, source_per_unit of the source each; where an instrument does not say how much a unit stands for, only
  -- all units of the issuance together give anything back. The ranges are cut where the serials end: what is given back
  -- is marked and kept, the rest goes on to back its units. Returns what was given back. Refuses with
  --   CL017 what is no cancellation, can still be reversed, or has not moved its serials yet
  --   CL018 what was given back before
  --   CL019 serials that were not issued from source ranges, or from ranges that do not add up to them
  --   CL022 part of an issuance of which only the whole can be given back
  create function ledger.release_source(cancelled_journal_id bigint)
  returns table (issuance_id bigint, source_key text, from_unit bigint, to_unit bigint)
  language plpgsql security definer set search_path = ledger, pg_temp as $$
  #variable_conflict use_column
  declare
    j ledger.journal;
    v_issuances bigint[];
    v_found bigint;
    v_faulty boolean;
    v_partial boolean;
    v_again boolean;
    v_rows ledger.source_range[];
  begin
    select * into j from ledger.journal where id = cancelled_journal_id;
    if j.id is null or j.kind <> 9 or j.reversible_until is not null or j.pieces is null
       or not (select serials_settled from ledger.batch where id = j.batch_id) then
      raise exception 'only units that are cancelled for good give their source back' using errcode = 'CL017';
    end if;

    -- one release of an issuance at a time
    perform from ledger.issuance i
     where i.instrument_id = j.instrument_id and i.reversed_by is null and exists (
       select from generate_series(1, array_length(j.pieces, 1)) n
        where i.first_serial <= j.pieces[n][2] and i.last_serial >= j.pieces[n][1])
     order by i.id for update;

    with piece as (
      select i.id, i.first_serial, i.last_serial, i.quantity, u.source_per_unit as per_unit,
             greatest(i.first_serial, j.pieces[n][1]) as first, least(i.last_serial, j.pieces[n][2]) as last
        from generate_series(1, array_length(j.pieces, 1)) n
        join ledger.issuance i on i.instrument_id = j.instrument_id and i.reversed_by is null
         and i.first_serial <= j.pieces[n][2] and i.last_serial >= j.pieces[n][1]
        join ledger.instrument u on u.id = i.instrument_id
    ), placed as (
      -- each range of those issuances at its place in the whole of their source
      select s.*, sum(s.to_unit - s.from_unit) over (partition by s.issuance_id order by s.ordinal)::bigint as upto
        from ledger.source_range s where s.issuance_id in (select id from piece)
    ), asked as (
      -- what each issuance is to give back, as places in the whole of its source
      select p.id, range_agg(case when p.per_unit is null then int8range(0, null) else
               int8range((p.first - p.first_serial) * p.per_unit, (p.last - p.first_serial + 1) * p.per_unit) end) as places
        from piece p group by p.id
    ), cut as (
      select r.issuance_id, r.source_key, r.from_unit, r.upto - (r.to_unit - r.from_unit) as place,
             c.span, c.now, r.released or c.now as released,
             coalesce(r.released_by, case when c.now then j.id end) as released_by
        from placed r join asked a on a.id = r.issuance_id
       cross join lateral (select int8multirange(int8range(r.upto - (r.to_unit - r.from_unit), r.upto)) as all_of) x
       cross join lateral (
         select unnest(x.all_of * a.places) as span, true as now
         union all
         select unnest(x.all_of - a.places), false) c
    )
    select (select array_agg(distinct id) from piece),
           (select sum(last - first + 1) from piece),
           exists (
             select from piece p left join lateral (
               select max(r.upto) as upto from placed r where r.issuance_id = p.id) w on true
              where w.upto is null or w.upto <> coalesce(p.quantity * p.per_unit, w.upto)),
           exists (
             select from piece p
              where p.per_unit is null and p.quantity is distinct from (
                select sum(least(b.last_serial, p.last_serial) - greatest(b.first_serial, p.first_serial) + 1)
                  from ledger.block b join ledger.journal c on c.id = b.journal_id
                 where b.instrument_id = j.instrument_id and b.account_id = 4
                   and b.first_serial <= p.last_serial and b.last_serial >= p.first_serial
                   and c.kind = 9 and c.reversible_until is null)),
           exists (
             select from placed r join asked a on a.id = r.issuance_id
              where r.released and int8range(r.upto - (r.to_unit - r.from_unit), r.upto) && a.places
                -- what only the whole gives back is given back by the first row of the transaction that ended it
                and not exists (
                  select from piece p join ledger.journal c on c.id = r.released_by
                   where p.id = r.issuance_id and p.per_unit is null and c.id <> j.id
                     and c.transaction_id = j.transaction_id)),
           (select array_agg(row(c.issuance_id, c.number - 1, c.source_key, c.from_unit + lower(c.span) - c.place,
                                 c.from_unit + upper(c.span) - c.place, c.released, c.released_by)::ledger.source_range)
              from (select *, row_number() over (partition by issuance_id order by lower(span)) as number from cut) c)
      into v_issuances, v_found, v_faulty, v_partial, v_again, v_rows;

    if v_found is distinct from j.quantity or v_faulty then
      raise exception 'these serials were not issued from source ranges that add up to them' using errcode = 'CL019';
    end if;
    if v_again then
      raise exception 'the source of these serials was given back before' using errcode = 'CL018';
    end if;
    if v_partial then
      raise exception 'only all units of this issuance together give their source back' using errcode = 'CL022';
    end if;

    delete from ledger.source_range where issuance_id = any(v_issuances);
    insert into ledger.source_range select * from unnest(v_rows);
    return query select r.issuance_id, r.source_key, r.from_unit, r.to_unit
      from unnest(v_rows) r where r.released_by = j.id order by r.issuance_id, r.ordinal;
  end $$;
  revoke execute on function ledger.release_source from public;
  grant execute on function ledger.release_source to carbon_app;
`;

/** A reversal moves back the very serials its transfer moved: the source of an issuance is freed with its own units. */
export const SAME_SERIALS = `
           or (select range_agg(int8range(o.pieces[n][1], o.pieces[n][2], '[]'))
                 from generate_series(1, array_length(o.pieces, 1)) n)
              is distinct from
              (select range_agg(int8range(r.pieces[n][1], r.pieces[n][2], '[]'))
                 from generate_series(1, array_length(r.pieces, 1)) n)`;
