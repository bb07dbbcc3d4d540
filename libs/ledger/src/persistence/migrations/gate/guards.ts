/** What must hold at commit, and what nobody may change. */
export const GUARDS = `
  create function ledger.require_settled_serials() returns trigger
  language plpgsql security definer set search_path = ledger, pg_temp as $$
  begin
    if not (select serials_settled from ledger.batch where id = new.id) then
      raise exception 'serials were journaled but their blocks not moved' using errcode = 'CL014';
    end if;
    return null;
  end $$;
  create constraint trigger serials_settled_at_commit after insert on ledger.batch
    deferrable initially deferred for each row when (not new.serials_settled)
    execute function ledger.require_settled_serials();

  create function ledger.keep_log_position() returns trigger language plpgsql as $$
  begin
    raise exception 'a log position is given once' using errcode = 'CL015';
  end $$;
  create trigger log_position_is_final before update of log_position on ledger.batch
    for each row when (old.log_position is not null) execute function ledger.keep_log_position();

  create function ledger.refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'the journal is append-only' using errcode = 'CL016';
  end $$;
  create trigger journal_is_append_only before update or delete or truncate on ledger.journal
    for each statement execute function ledger.refuse_change();
`;
