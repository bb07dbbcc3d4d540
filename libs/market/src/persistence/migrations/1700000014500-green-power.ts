import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Local green power by the quarter hour (S30): who is let in, what is offered and wanted, contracts, readings. */
export class GreenPower1700000014500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [PARTICIPANTS, INTERVALS, CONTRACTS]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table market.power_contract, market.power_reading, market.power_demand, market.power_offer,
        market.power_interval, market.power_participant;
      drop function market.keep_power_contract();
      drop function market.keep_power_order();
    `);
  }
}

const PARTICIPANTS = `
  -- verified users only: whom two people of the market let in
  create table market.power_participant (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    holder_id uuid not null,
    funds_account text not null,
    may_sell boolean not null,
    may_buy boolean not null,
    admitted_by text not null,
    approved_by text not null,
    admitted_at timestamptz not null,
    ended_at timestamptz,
    reason text,
    check (may_sell or may_buy),
    check ((ended_at is null) = (reason is null))
  );
  create unique index power_participant_one on market.power_participant (holder_id) where ended_at is null;
  create trigger power_participants_stay before delete or truncate on market.power_participant
    for each statement execute function market.refuse_change();

  grant select, insert on market.power_participant to carbon_app;
  grant update (ended_at, reason, holder_id) on market.power_participant to carbon_app;
`;

const INTERVALS = `
  create table market.power_interval (
    starts_at timestamptz primary key,
    ends_at timestamptz not null check (ends_at > starts_at),
    gate_at timestamptz not null check (gate_at < starts_at),
    reading_by timestamptz not null check (reading_by > ends_at),
    rule_pack text not null,
    rule_hash text not null,
    state text not null default 'open' check (state in ('open', 'cleared', 'settled')),
    cleared_at timestamptz,
    settled_at timestamptz,
    check ((state = 'open') = (cleared_at is null)),
    check ((state = 'settled') = (settled_at is not null))
  );
  create index power_interval_open on market.power_interval (gate_at) where state = 'open';
  create index power_interval_unsettled on market.power_interval (starts_at) where state = 'cleared';
  create trigger power_intervals_stay before delete or truncate on market.power_interval
    for each statement execute function market.refuse_change();

  create table market.power_offer (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    starts_at timestamptz not null references market.power_interval,
    asset_id uuid not null,
    asset_number text not null,
    kind text not null,
    funds_account text not null,
    energy_wh bigint not null check (energy_wh > 0),
    -- hundredths of a fen per kWh
    price bigint not null check (price > 0),
    state text not null default 'placed' check (state in ('placed', 'withdrawn', 'cleared')),
    sold_wh bigint check (sold_wh between 0 and energy_wh),
    placed_by text not null,
    placed_at timestamptz not null,
    ended_at timestamptz,
    check ((state = 'placed') = (ended_at is null)),
    check ((state = 'cleared') = (sold_wh is not null))
  ) with (fillfactor = 85);
  -- one price of a named source in an interval
  create unique index power_offer_one on market.power_offer (starts_at, asset_id) where state <> 'withdrawn';
  create index power_offer_funds on market.power_offer (funds_account, seq);

  create table market.power_demand (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    starts_at timestamptz not null references market.power_interval,
    funds_account text not null,
    energy_wh bigint not null check (energy_wh > 0),
    preferences jsonb not null,
    set_apart_fen bigint not null check (set_apart_fen > 0),
    state text not null default 'placed' check (state in ('placed', 'withdrawn', 'cleared')),
    matched_wh bigint check (matched_wh between 0 and energy_wh),
    -- what contracts keep apart; the rest goes back after the clearing
    kept_fen bigint check (kept_fen between 0 and set_apart_fen),
    failure text,
    returned_at timestamptz,
    placed_by text not null,
    placed_at timestamptz not null,
    ended_at timestamptz,
    check ((state = 'placed') = (ended_at is null)),
    check ((state = 'cleared') = (matched_wh is not null) and (state = 'cleared') = (kept_fen is not null)),
    check (returned_at is null or state = 'cleared')
  ) with (fillfactor = 80);
  create index power_demand_interval on market.power_demand (starts_at, seq);
  create index power_demand_unreturned on market.power_demand (seq) where state = 'cleared' and returned_at is null;
  create index power_demand_funds on market.power_demand (funds_account, seq);

  -- CL096: what was offered or wanted stays what it was, and ends once
  create function market.keep_power_order() returns trigger language plpgsql as $$
  begin
    if (to_jsonb(new) - '{state,sold_wh,matched_wh,kept_fen,failure,returned_at,ended_at}'::text[])
       is distinct from
       (to_jsonb(old) - '{state,sold_wh,matched_wh,kept_fen,failure,returned_at,ended_at}'::text[])
      or old.state = 'withdrawn'
      or (old.state = 'cleared' and (to_jsonb(new) - '{failure,returned_at}'::text[])
            is distinct from (to_jsonb(old) - '{failure,returned_at}'::text[]))
    then raise exception 'an order of power stays what it is' using errcode = 'CL096';
    end if;
    return new;
  end $$;
  create trigger power_offer_is_kept before update on market.power_offer
    for each row execute function market.keep_power_order();
  create trigger power_offers_stay before delete or truncate on market.power_offer
    for each statement execute function market.refuse_change();
  create trigger power_demand_is_kept before update on market.power_demand
    for each row execute function market.keep_power_order();
  create trigger power_demands_stay before delete or truncate on market.power_demand
    for each statement execute function market.refuse_change();

  grant select, insert on market.power_interval, market.power_offer, market.power_demand to carbon_app;
  grant update (state, cleared_at, settled_at) on market.power_interval to carbon_app;
  grant update (state, sold_wh, ended_at) on market.power_offer to carbon_app;
  grant update (state, matched_wh, kept_fen, failure, returned_at, ended_at) on market.power_demand to carbon_app;
`;

const CONTRACTS = `
  create table market.power_reading (
    starts_at timestamptz not null references market.power_interval,
    asset_id uuid not null,
    energy_wh bigint not null check (energy_wh >= 0),
    partner_id uuid not null,
    given_by text not null,
    received_at timestamptz not null,
    primary key (starts_at, asset_id)
  );
  create trigger power_reading_stays before update or delete or truncate on market.power_reading
    for each statement execute function market.refuse_change();

  create table market.power_contract (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    starts_at timestamptz not null references market.power_interval,
    demand_id uuid not null references market.power_demand,
    offer_id uuid not null references market.power_offer,
    asset_id uuid not null,
    asset_number text not null,
    kind text not null,
    buyer_funds text not null,
    seller_funds text not null,
    energy_wh bigint not null check (energy_wh > 0),
    price bigint not null check (price > 0),
    -- what the buyer keeps apart for it
    kept_fen bigint not null check (kept_fen >= 0),
    rule_pack text not null,
    -- by the meter; 0 where no reading came in time
    delivered_wh bigint check (delivered_wh between 0 and energy_wh),
    due_fen bigint check (due_fen between 0 and kept_fen),
    unread boolean not null default false,
    failure text,
    settled_at timestamptz,
    transaction_id bigint,
    unique (demand_id, offer_id),
    check ((delivered_wh is null) = (due_fen is null)),
    check (settled_at is null or delivered_wh is not null)
  ) with (fillfactor = 80);
  create index power_contract_plant on market.power_contract (starts_at, asset_id);
  create index power_contract_due on market.power_contract (seq) where delivered_wh is not null and settled_at is null;
  create index power_contract_buyer on market.power_contract (buyer_funds, seq);
  create index power_contract_seller on market.power_contract (seller_funds, seq);

  -- CL097: a contract is metered once and paid once
  create function market.keep_power_contract() returns trigger language plpgsql as $$
  begin
    if (to_jsonb(new) - '{delivered_wh,due_fen,unread,failure,settled_at,transaction_id}'::text[])
       is distinct from
       (to_jsonb(old) - '{delivered_wh,due_fen,unread,failure,settled_at,transaction_id}'::text[])
      or old.settled_at is not null
      or (old.delivered_wh is not null
          and (new.delivered_wh, new.due_fen, new.unread) is distinct from (old.delivered_wh, old.due_fen, old.unread))
    then raise exception 'a contract of power is metered once and paid once' using errcode = 'CL097';
    end if;
    return new;
  end $$;
  create trigger power_contract_is_kept before update on market.power_contract
    for each row execute function market.keep_power_contract();
  create trigger power_contracts_stay before delete or truncate on market.power_contract
    for each statement execute function market.refuse_change();

  grant select, insert on market.power_reading, market.power_contract to carbon_app;
  grant update (delivered_wh, due_fen, unread, failure, settled_at, transaction_id) on market.power_contract to carbon_app;
`;
