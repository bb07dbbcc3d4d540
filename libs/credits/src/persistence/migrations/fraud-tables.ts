/** CCR-012: units that should not have been are cancelled one for one, and who made them is banned for a time. */
export const FRAUD = `
  create table credits.voluntary_cancellation (
    id uuid primary key,
    project_id uuid not null references credits.project,
    holder_id uuid not null,
    account_number text not null,
    instrument text not null,
    quantity bigint not null check (quantity > 0),
    transaction_id bigint not null unique,
    by_whom text not null,
    approver text,
    at timestamptz not null
  );
  create index voluntary_cancellation_project on credits.voluntary_cancellation (project_id, id);
  create trigger voluntary_cancellation_is_kept before update or delete or truncate on credits.voluntary_cancellation
    for each statement execute function credits.refuse_change();
  grant select, insert on credits.voluntary_cancellation to carbon_app;

  create table credits.forced_cancellation (
    id uuid primary key,
    project_id uuid not null references credits.project,
    holder_id uuid not null,
    -- what was found to be fraudulent, and where it went
    quantity bigint not null check (quantity > 0),
    voluntary bigint not null check (voluntary >= 0),
    taken bigint not null check (taken >= 0),
    owed bigint not null check (owed >= 0),
    transaction_id bigint unique,
    decision text not null,
    document_hash bytea not null check (length(document_hash) = 32),
    by_whom text not null,
    approver text,
    at timestamptz not null,
    check (quantity = voluntary + taken + owed),
    check ((taken = 0) = (transaction_id is null))
  );
  create index forced_cancellation_project on credits.forced_cancellation (project_id, id);
  create trigger forced_cancellation_is_kept before update or delete or truncate on credits.forced_cancellation
    for each statement execute function credits.refuse_change();
  grant select, insert on credits.forced_cancellation to carbon_app;

  create table credits.ban (
    holder_id uuid not null,
    forced_cancellation_id uuid not null references credits.forced_cancellation,
    from_day date not null,
    until_day date not null,
    primary key (holder_id, forced_cancellation_id),
    check (until_day > from_day)
  );
  create trigger ban_is_kept before update or delete or truncate on credits.ban
    for each statement execute function credits.refuse_change();
  grant select, insert on credits.ban to carbon_app;
`;
