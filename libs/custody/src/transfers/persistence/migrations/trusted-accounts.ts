/** Trusted lists and settings: whom an account may send to without the long delay, and how much to others. */
export const TRUSTED_ACCOUNTS = `
  -- How often the holder or the state of an account changed. An entry of a trusted list vouches for one edition of the
  -- account, so that no edit, by whatever door, carries an old trust to a new situation.
  create table custody.account_edition (
    account text primary key,
    edition int not null check (edition > 0)
  );
  create function custody.count_account_edition() returns trigger
  language plpgsql security definer set search_path = custody, pg_temp as $$
  begin
    insert into custody.account_edition as e values (new.number, 1)
      on conflict (account) do update set edition = e.edition + 1;
    return null;
  end $$;
  create trigger account_edition after update of holder_id, state on ledger.account for each row
    when (old.holder_id is distinct from new.holder_id or old.state is distinct from new.state)
    execute function custody.count_account_edition();

  create table custody.trusted_account (
    id uuid primary key,
    account text not null,
    trusted text not null,
    label text not null,
    -- whose account it was when the entry was proposed, and which edition of the other one is vouched for
    holder_id uuid not null,
    trusted_edition int not null,
    task_id uuid not null unique,
    proposed_by text not null,
    proposed_at timestamptz not null,
    approved_by text,
    approved_at timestamptz,
    effective_at timestamptz,
    removed_by text,
    removed_at timestamptz,
    removal_reason text,
    check (trusted <> account),
    check ((approved_at is null) = (approved_by is null) and (approved_at is null) = (effective_at is null)),
    check (effective_at >= approved_at),
    check ((removed_at is null) = (removed_by is null))
  );
  create unique index trusted_account_once on custody.trusted_account (account, trusted) where removed_at is null;
  create index trusted_account_list on custody.trusted_account (account, id);

  -- Only the label of an entry is ever edited; what decides the delay is written once (SEC-005).
  create function custody.keep_trusted_account() returns trigger language plpgsql as $$
  begin
    if (new.id, new.account, new.trusted, new.holder_id, new.trusted_edition, new.task_id, new.proposed_by,
        new.proposed_at)
       is distinct from
       (old.id, old.account, old.trusted, old.holder_id, old.trusted_edition, old.task_id, old.proposed_by,
        old.proposed_at)
      or (old.approved_at is not null and (new.approved_by, new.approved_at, new.effective_at)
          is distinct from (old.approved_by, old.approved_at, old.effective_at))
      or old.removed_at is not null
    then raise exception 'an entry of a trusted list is made, approved and removed once' using errcode = 'CL051';
    end if;
    return new;
  end $$;
  create trigger trusted_account_is_kept before update on custody.trusted_account
    for each row execute function custody.keep_trusted_account();

  create table custody.trusted_account_event (
    id bigint primary key generated always as identity,
    entry_id uuid not null references custody.trusted_account,
    what text not null check (what in ('proposed', 'approved', 'relabelled', 'removed')),
    at timestamptz not null,
    by_whom text not null,
    detail text
  );
  create index trusted_account_event_entry on custody.trusted_account_event (entry_id, id);
  create trigger trusted_account_event_is_kept before update or delete or truncate on custody.trusted_account_event
    for each statement execute function custody.refuse_transfer_change();

  -- Which clock an account's transfers follow and its holder's own limit. Every change is a row; the last is in force.
  -- Null: what the rule pack says.
  create table custody.transfer_settings (
    account text not null,
    version int not null check (version > 0),
    profile text check (profile in ('eu', 'uk')),
    own_limit bigint check (own_limit >= 0),
    changed_at timestamptz not null,
    changed_by text not null,
    approver text,
    primary key (account, version)
  );
  create trigger transfer_settings_are_kept before update or delete or truncate on custody.transfer_settings
    for each statement execute function custody.refuse_transfer_change();

  grant select on custody.account_edition, custody.trusted_account, custody.trusted_account_event,
    custody.transfer_settings to carbon_app;
  grant insert on custody.trusted_account, custody.trusted_account_event, custody.transfer_settings to carbon_app;
  grant update (label, approved_by, approved_at, effective_at, removed_by, removed_at, removal_reason)
    on custody.trusted_account to carbon_app;
`;
