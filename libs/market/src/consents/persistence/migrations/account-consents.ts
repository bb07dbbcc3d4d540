/** S33: what holders let banks look at, and every look. */
export const ACCOUNT_CONSENTS = `
  create table market.account_consent (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    holder_id uuid not null,
    bank_id uuid not null,
    purpose text not null check (length(purpose) <= 500),
    until date not null,
    rule_pack text not null,
    state text not null default 'proposed' check (state in ('proposed', 'in-force', 'withdrawn', 'abandoned')),
    proposed_by text not null,
    proposed_at timestamptz not null,
    granted_by text,
    granted_at timestamptz,
    ended_by text,
    ended_at timestamptz,
    ended_because text check (length(ended_because) <= 500),
    check ((granted_at is null) = (state in ('proposed', 'abandoned')) and (granted_at is null) = (granted_by is null)),
    check ((ended_at is null) = (state in ('proposed', 'in-force')) and (ended_at is null) = (ended_by is null))
  );
  create index account_consent_holder on market.account_consent (holder_id, seq);
  create index account_consent_bank on market.account_consent (bank_id, seq);

  create table market.account_consent_account (
    consent_id uuid not null references market.account_consent,
    account text not null,
    primary key (consent_id, account)
  );
  create index account_consent_account_number on market.account_consent_account (account, consent_id);

  create table market.account_consent_read (
    id bigint primary key generated always as identity,
    consent_id uuid not null references market.account_consent,
    account text not null,
    view text not null check (view in ('account', 'balances', 'statement', 'pledges')),
    read_by text not null,
    read_at timestamptz not null
  );
  create index account_consent_read_consent on market.account_consent_read (consent_id, id);

  -- CL093: a consent is given once, taken back once, and says what it said
  create function market.keep_account_consent() returns trigger language plpgsql as $$
  begin
    if (to_jsonb(new) - array['state', 'granted_by', 'granted_at', 'ended_by', 'ended_at', 'ended_because'])
       is distinct from
       (to_jsonb(old) - array['state', 'granted_by', 'granted_at', 'ended_by', 'ended_at', 'ended_because'])
      or old.ended_at is not null
      or (old.granted_at is not null and (new.granted_by, new.granted_at) is distinct from (old.granted_by, old.granted_at))
      or (new.state = 'withdrawn' and old.state <> 'in-force')
    then raise exception 'consent % stays what it was', old.id using errcode = 'CL093';
    end if;
    return new;
  end $$;
  create trigger account_consent_is_kept before update on market.account_consent
    for each row execute function market.keep_account_consent();
  create trigger account_consent_stays before delete or truncate on market.account_consent
    for each statement execute function market.refuse_change();
  create trigger account_consent_account_stays before update or delete or truncate on market.account_consent_account
    for each statement execute function market.refuse_change();
  create trigger account_consent_read_stays before update or delete or truncate on market.account_consent_read
    for each statement execute function market.refuse_change();

  grant select, insert on market.account_consent, market.account_consent_account, market.account_consent_read to carbon_app;
  grant update (state, granted_by, granted_at, ended_by, ended_at, ended_because) on market.account_consent to carbon_app;
`;
