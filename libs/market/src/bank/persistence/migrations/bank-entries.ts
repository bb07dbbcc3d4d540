/** What banks say: statements, notices, the movements in them, and how the sums agree. */
export const BANK_ENTRIES = `
  create table market.bank_statement (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    settlement_account integer not null references market.settlement_account,
    statement text not null,
    format text not null check (format in ('camt.053', 'csv')),
    from_day date not null,
    to_day date not null,
    opening_fen bigint not null,
    closing_fen bigint not null,
    entries integer not null check (entries >= 0),
    content_hash bytea not null check (octet_length(content_hash) = 32),
    contents bytea not null,
    imported_by text not null,
    imported_at timestamptz not null,
    unique (settlement_account, statement),
    check (from_day <= to_day)
  );
  create index bank_statement_days on market.bank_statement (settlement_account, to_day, from_day, seq);
  create trigger bank_statement_stays before update or delete or truncate on market.bank_statement
    for each statement execute function market.refuse_change();

  create table market.bank_notice (
    settlement_account integer not null references market.settlement_account,
    notice text not null,
    body_hash bytea not null check (octet_length(body_hash) = 32),
    kind text not null check (kind in ('movement', 'payment')),
    sent_by text not null,
    received_at timestamptz not null,
    primary key (settlement_account, notice)
  );
  create trigger bank_notice_stays before update or delete or truncate on market.bank_notice
    for each statement execute function market.refuse_change();

  create table market.bank_entry (
    id bigint primary key generated always as identity,
    settlement_account integer not null references market.settlement_account,
    -- INV-06: one reference of the bank is one movement, however often it is told
    reference text not null,
    direction text not null check (direction in ('in', 'out')),
    amount_fen bigint not null check (amount_fen > 0),
    booked_on date not null,
    end_to_end text,
    counterparty_name text,
    counterparty_account text,
    remittance text not null,
    heard_by text not null check (heard_by in ('statement', 'notice')),
    heard_at timestamptz not null,
    -- the first statement it stands on
    statement_id uuid references market.bank_statement,
    state text not null check (state in ('taken', 'booked', 'unmatched', 'proposed', 'returning', 'returned', 'paid-out',
      'unexplained')),
    because text,
    -- where it was booked to
    account text,
    movement uuid,
    payment uuid references market.payment_order,
    changed_at timestamptz not null,
    unique (settlement_account, reference),
    check ((state = 'booked') <= (direction = 'in' and account is not null and movement is not null)),
    check ((state in ('unmatched', 'proposed', 'returning', 'returned')) <= (direction = 'in')),
    check ((state in ('paid-out', 'unexplained')) <= (direction = 'out')),
    check ((state = 'unmatched') <= (because is not null))
  );
  create index bank_entry_statement on market.bank_entry (statement_id, id);
  create index bank_entry_open on market.bank_entry (state, id)
    where state in ('unmatched', 'proposed', 'returning', 'unexplained');
  create index bank_entry_unstated on market.bank_entry (settlement_account, id) where statement_id is null;
  create index bank_entry_movement on market.bank_entry (movement) where movement is not null;
  alter table market.payment_order add foreign key (entry) references market.bank_entry;

  -- CL098: an entry is what the bank said; what becomes of it changes until it is booked, returned or paid out
  create function market.keep_bank_entry() returns trigger language plpgsql as $$
  begin
    if (new.id, new.settlement_account, new.reference, new.direction, new.amount_fen, new.booked_on, new.end_to_end,
        new.counterparty_name, new.counterparty_account, new.remittance, new.heard_by, new.heard_at)
       is distinct from
       (old.id, old.settlement_account, old.reference, old.direction, old.amount_fen, old.booked_on, old.end_to_end,
        old.counterparty_name, old.counterparty_account, old.remittance, old.heard_by, old.heard_at)
      or (old.statement_id is not null and new.statement_id is distinct from old.statement_id)
      or (old.state in ('booked', 'returned', 'paid-out')
          and (new.state, new.because, new.account, new.movement, new.payment)
              is distinct from (old.state, old.because, old.account, old.movement, old.payment))
    then raise exception 'bank entry % stays what it is', old.id using errcode = 'CL098';
    end if;
    return new;
  end $$;
  create trigger bank_entry_is_kept before update on market.bank_entry
    for each row execute function market.keep_bank_entry();
  create trigger bank_entry_stays before delete or truncate on market.bank_entry
    for each statement execute function market.refuse_change();

  create table market.bank_reconciliation (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    cause text not null check (cause in ('statement', 'nightly')),
    day date not null,
    statement_id uuid references market.bank_statement,
    bank_fen bigint not null,
    ledger_fen bigint not null,
    under_way_fen bigint not null,
    difference_fen bigint not null,
    state text not null check (state in ('agrees', 'differs')),
    items jsonb not null,
    made_at timestamptz not null,
    check (difference_fen = bank_fen - ledger_fen - under_way_fen)
  );
  create unique index bank_reconciliation_night on market.bank_reconciliation (day) where cause = 'nightly';
  create trigger bank_reconciliation_stays before update or delete or truncate on market.bank_reconciliation
    for each statement execute function market.refuse_change();

  grant select, insert on market.bank_statement, market.bank_notice, market.bank_entry, market.bank_reconciliation
    to carbon_app;
  grant update (statement_id, state, because, account, movement, payment, changed_at) on market.bank_entry to carbon_app;
`;
export const BANK_ENTRIES_DOWN = `
  alter table market.payment_order drop constraint payment_order_entry_fkey;
  drop table market.bank_reconciliation, market.bank_entry, market.bank_notice, market.bank_statement;
  drop function market.keep_bank_entry();
`;
