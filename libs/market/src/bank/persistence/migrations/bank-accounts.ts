/** Where the money of everybody lies, and whose accounts it comes from and goes to. */
export const BANK_ACCOUNTS = `
  create table market.settlement_account (
    id integer primary key generated always as identity,
    -- as the bank writes it
    number text not null unique,
    bank_id uuid not null,
    -- how orders reach it: somebody carries them, or the made-up bank of a demonstration
    adapter text not null check (adapter in ('by-hand', 'demo')),
    opened_by text not null,
    approved_by text not null,
    opened_at timestamptz not null
  );

  create table market.holder_bank_account (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    holder_id uuid not null,
    name text not null,
    -- as it is compared: capitals, without spaces
    number text not null,
    bank text not null,
    registered_by text not null,
    approved_by text not null,
    registered_at timestamptz not null,
    ended_at timestamptz,
    ended_because text,
    check ((ended_at is null) = (ended_because is null))
  );
  create unique index holder_bank_account_one on market.holder_bank_account (number) where ended_at is null;
  create index holder_bank_account_holder on market.holder_bank_account (holder_id, seq);
  create trigger holder_bank_account_stays before delete or truncate on market.holder_bank_account
    for each statement execute function market.refuse_change();
  create trigger settlement_account_stays before update or delete or truncate on market.settlement_account
    for each statement execute function market.refuse_change();

  grant select, insert on market.settlement_account, market.holder_bank_account to carbon_app;
  grant update (ended_at, ended_because) on market.holder_bank_account to carbon_app;
`;
export const BANK_ACCOUNTS_DOWN = 'drop table market.holder_bank_account, market.settlement_account';
