/** As long as nobody says otherwise a source has one name, its key. Rooms that know more names replace the function. */
export const ONE_NAME = `
  create or replace function ledger.source_names(p_key text) returns setof text
  language sql stable as $$ select p_key $$;
`;

/** How a source that has several names backs one issuance all the same (INV-04). */
export const SOURCE_NAMES = `
  ${ONE_NAME}
  grant execute on function ledger.source_names to carbon_app;

  -- Names do not change while somebody uses them: who issues holds them so, and who gives another name waits.
  create function ledger.hold_source_names() returns void
  language sql as $$ select pg_advisory_xact_lock_shared(hashtext('ledger.source-names')) $$;
  create function ledger.change_source_names() returns void
  language sql as $$ select pg_advisory_xact_lock(hashtext('ledger.source-names')) $$;
  grant execute on function ledger.hold_source_names, ledger.change_source_names to carbon_app;

  -- The exclusion constraint sees one name; this sees the others. Refuses with
  --   CL024 a range that backs an issuance under another name of its source
  create function ledger.refuse_second_name() returns trigger
  language plpgsql security definer set search_path = ledger, pg_temp as $$
  declare
    v_source text;
  begin
    perform ledger.hold_source_names();
    -- those who use several names of one source at once come one after the other
    for v_source in
      select distinct (select min(o.name collate "C") from ledger.source_names(f.source_key) as o(name)) as source
        from fresh f
       where not f.released and exists (
         select from ledger.source_names(f.source_key) as o(name) where o.name <> f.source_key)
       order by 1
    loop
      perform pg_advisory_xact_lock(hashtext('ledger.source'), hashtext(v_source));
    end loop;
    if v_source is not null and exists (
      select from fresh f
       cross join lateral ledger.source_names(f.source_key) as o(name)
        join ledger.source_range s on s.source_key = o.name and not s.released
         and int8range(s.from_unit, s.to_unit) && int8range(f.from_unit, f.to_unit)
       where not f.released and o.name <> f.source_key)
    then raise exception 'the source backs an issuance under another name' using errcode = 'CL024';
    end if;
    return null;
  end $$;
  create trigger source_backs_one_issuance_by_any_name after insert on ledger.source_range
    referencing new table as fresh for each statement execute function ledger.refuse_second_name();
`;

export const NO_SOURCE_NAMES = `
  drop trigger source_backs_one_issuance_by_any_name on ledger.source_range;
  drop function ledger.refuse_second_name, ledger.hold_source_names, ledger.change_source_names, ledger.source_names;
`;
