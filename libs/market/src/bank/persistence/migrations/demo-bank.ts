/** The books of the made-up bank: nothing in them is money. They stand apart from ours as a bank's own would. */
export const DEMO_BANK = `
  create table market.demo_bank_order (
    end_to_end text primary key,
    settlement_account integer not null references market.settlement_account,
    payee_name text not null,
    payee_account text not null,
    amount_fen bigint not null check (amount_fen > 0),
    text text not null,
    state text not null check (state in ('accepted', 'paid', 'rejected')),
    due_at timestamptz not null,
    reference text,
    reason text,
    taken_at timestamptz not null
  );
  create table market.demo_bank_movement (
    id bigint primary key generated always as identity,
    settlement_account integer not null references market.settlement_account,
    reference text not null unique,
    direction text not null check (direction in ('in', 'out')),
    amount_fen bigint not null check (amount_fen > 0),
    booked_on date not null,
    end_to_end text unique,
    counterparty_name text,
    counterparty_account text,
    remittance text not null
  );
  create index demo_bank_movement_day on market.demo_bank_movement (settlement_account, booked_on, id);
  create table market.demo_bank_notice (
    id bigint primary key generated always as identity,
    settlement_account integer not null references market.settlement_account,
    body jsonb not null,
    due_at timestamptz not null,
    -- each is sent twice, as banks do
    told smallint not null default 0 check (told between 0 and 2)
  );
  create index demo_bank_notice_due on market.demo_bank_notice (due_at, id) where told < 2;

  grant select, insert on market.demo_bank_order, market.demo_bank_movement, market.demo_bank_notice to carbon_app;
  grant update (state, reference, reason) on market.demo_bank_order to carbon_app;
  grant update (told, due_at) on market.demo_bank_notice to carbon_app;
`;
export const DEMO_BANK_DOWN =
  'drop table market.demo_bank_notice, market.demo_bank_movement, market.demo_bank_order';
