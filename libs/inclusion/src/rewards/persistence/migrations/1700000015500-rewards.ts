import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What points can be spent on, vouchers, gifts, who pays for them, and what merchants are owed. */
export class Rewards1700000015500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CATALOGUE);
    await runner.query(VOUCHERS);
    await runner.query(SETTLEMENT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view inclusion.reward_cost;
      drop table inclusion.wrong_voucher_code, inclusion.voucher, inclusion.settlement_line, inclusion.reward_taken,
        inclusion.charity_progress, inclusion.reward, inclusion.funding;
      drop function inclusion.require_line_in_bounds();
    `);
  }
}

const CATALOGUE = `
  -- a budget that somebody grants for rewards of a programme
  create table inclusion.funding (
    id uuid primary key,
    number bigint not null unique generated always as identity,
    programme_id smallint not null references inclusion.programme,
    funder_id uuid not null,
    purpose_zh text not null,
    purpose_en text not null,
    budget_fen bigint not null check (budget_fen > 0),
    -- of vouchers that may still be used, were used, and of gifts
    taken_fen bigint not null default 0 check (taken_fen between 0 and budget_fen),
    valid_from timestamptz not null,
    -- the first moment at which it pays for nothing new
    valid_to timestamptz,
    source text not null,
    granted_at timestamptz not null,
    ended_at timestamptz
  ) with (fillfactor = 80);
  create index funding_funder on inclusion.funding (funder_id, number);
  create index funding_programme on inclusion.funding (programme_id, number);

  create table inclusion.reward (
    id uuid primary key,
    number bigint not null unique generated always as identity,
    programme_id smallint not null references inclusion.programme,
    code text not null check (code ~ '^[A-Z0-9][A-Z0-9-]{1,39}$'),
    kind text not null check (kind in ('goods', 'service', 'public-ticket', 'green-power-right', 'charity')),
    name_zh text not null,
    name_en text not null,
    points bigint not null check (points > 0),
    -- null where it is not bounded
    stock bigint check (stock >= 0),
    -- how many a resident may take in a period
    limit_count int check (limit_count > 0),
    limit_period text check (limit_period in ('day', 'month', 'year', 'ever')),
    -- who gives it; of a gift, the cause's organisation
    merchant_id uuid not null,
    -- whether the merchant says yes before there is a code
    confirms boolean not null,
    -- what the merchant is paid for one
    settlement_fen bigint not null check (settlement_fen >= 0),
    funding_id uuid references inclusion.funding,
    kwh int check (kwh > 0),
    target_points bigint check (target_points > 0),
    valid_from timestamptz not null,
    valid_to timestamptz,
    source text not null,
    opened_at timestamptz not null,
    withdrawn_at timestamptz,
    unique (programme_id, code),
    check ((limit_count is null) = (limit_period is null)),
    check ((kwh is not null) = (kind = 'green-power-right')),
    check (target_points is null or kind = 'charity'),
    check (valid_to is null or valid_to > valid_from)
  ) with (fillfactor = 80);
  create index reward_merchant on inclusion.reward (merchant_id, number);

  -- points given to a cause, in slots so that givers do not wait for one another
  create table inclusion.charity_progress (
    reward_id uuid not null references inclusion.reward,
    slot smallint not null,
    points bigint not null check (points > 0),
    gifts bigint not null check (gifts > 0),
    primary key (reward_id, slot)
  ) with (fillfactor = 80);

  -- how many of a reward with a limit a resident took in a period that began on a China day
  create table inclusion.reward_taken (
    resident_id bigint not null,
    reward_id uuid not null references inclusion.reward,
    period date not null,
    count int not null check (count >= 0),
    primary key (resident_id, reward_id, period)
  ) with (fillfactor = 80);

  grant select, insert on inclusion.funding, inclusion.reward to carbon_app;
  grant update (taken_fen, ended_at, funder_id) on inclusion.funding to carbon_app;
  grant update (name_zh, name_en, points, stock, limit_count, limit_period, confirms, settlement_fen, funding_id,
    target_points, valid_from, valid_to, withdrawn_at, merchant_id) on inclusion.reward to carbon_app;
  grant select, insert, update on inclusion.charity_progress to carbon_app;
  grant select, insert, update, delete on inclusion.reward_taken to carbon_app;
`;

const VOUCHERS = `
  -- what a resident took for points; a gift is one that was given at once. It goes when its resident is forgotten
  create table inclusion.voucher (
    id uuid primary key,
    number bigint not null unique generated always as identity,
    resident_id bigint not null references inclusion.resident,
    reward_id uuid not null references inclusion.reward,
    programme_id smallint not null references inclusion.programme,
    merchant_id uuid not null,
    funding_id uuid references inclusion.funding,
    -- as they were when it was taken
    points bigint not null check (points > 0),
    settlement_fen bigint not null check (settlement_fen >= 0),
    state text not null
      check (state in ('reserved', 'issued', 'used', 'given', 'cancelled', 'failed', 'expired')),
    -- the period of the limit it counts in
    period date,
    -- a keyed fingerprint of the code; the code itself only sealed under its owner's key
    code_hash bytea unique,
    sealed_code bytea,
    taken_at timestamptz not null,
    issued_at timestamptz,
    -- the first moment at which it cannot be confirmed, or used, any more
    ends_at timestamptz,
    ended_at timestamptz,
    -- why a merchant could not give it
    ended_because text,
    line_number bigint,
    -- {id, version, certainty, hash} of the rules it was given by
    rules jsonb not null,
    check ((code_hash is null) = (state = 'given') and (sealed_code is null) = (state = 'given')),
    check ((ends_at is null) = (state = 'given')),
    check ((ended_at is null) = (state in ('reserved', 'issued'))),
    check ((line_number is not null) = (state in ('used', 'given')))
  ) with (fillfactor = 80);
  create index voucher_resident on inclusion.voucher (resident_id, number);
  create index voucher_merchant on inclusion.voucher (merchant_id, number);
  create index voucher_merchant_state on inclusion.voucher (merchant_id, state, number);
  create index voucher_due on inclusion.voucher (ends_at) where state in ('reserved', 'issued');

  -- codes a merchant tried that are none of its own, by the minute
  create table inclusion.wrong_voucher_code (
    merchant text not null,
    minute timestamptz not null,
    count int not null,
    primary key (merchant, minute)
  );

  grant select, insert, delete on inclusion.voucher to carbon_app;
  grant update (state, issued_at, ends_at, ended_at, ended_because, line_number, merchant_id)
    on inclusion.voucher to carbon_app;
  grant select, insert, update, delete on inclusion.wrong_voucher_code to carbon_app;
`;

const SETTLEMENT = `
  -- what is owed to merchants; it knows no resident and no voucher, and stays as it is
  create table inclusion.settlement_line (
    number bigint primary key generated always as identity,
    merchant_id uuid not null,
    programme_id smallint not null references inclusion.programme,
    reward_id uuid not null references inclusion.reward,
    funding_id uuid references inclusion.funding,
    kind text not null check (kind in ('used', 'given', 'correction')),
    -- first day of the China month it is settled in
    month date not null check (extract(day from month) = 1),
    -- in a correction, more or less than before
    fen bigint not null,
    corrects bigint references inclusion.settlement_line,
    reason text,
    recorded_at timestamptz not null,
    check ((kind = 'correction') = (corrects is not null) and (corrects is null) = (reason is null)),
    check (kind = 'correction' or fen >= 0)
  );
  create index settlement_line_merchant on inclusion.settlement_line (merchant_id, month, number);
  create index settlement_line_programme on inclusion.settlement_line (programme_id, month) include (fen);
  create index settlement_line_funding on inclusion.settlement_line (funding_id, number)
    where funding_id is not null;
  create index settlement_line_corrects on inclusion.settlement_line (corrects) where corrects is not null;
  create trigger settlement_line_is_kept before update or delete or truncate on inclusion.settlement_line
    for each statement execute function inclusion.refuse_change();

  -- a correction is of a voucher's line, and takes no more than was there
  create function inclusion.require_line_in_bounds() returns trigger language plpgsql
    security definer set search_path = pg_catalog as $$
  begin
    perform from inclusion.settlement_line where number = new.corrects and kind <> 'correction' for update;
    if not found then
      raise exception 'line % cannot be corrected', new.corrects using errcode = 'CL109';
    end if;
    if new.fen + (select sum(fen) from inclusion.settlement_line
                   where number = new.corrects or corrects = new.corrects) < 0 then
      raise exception 'line % would be below zero', new.corrects using errcode = 'CL110';
    end if;
    return new;
  end $$;
  create trigger settlement_line_in_bounds before insert on inclusion.settlement_line
    for each row when (new.corrects is not null) execute function inclusion.require_line_in_bounds();

  create view inclusion.reward_cost as
    select programme_id, month, sum(fen)::bigint as fen from inclusion.settlement_line group by programme_id, month;

  grant select, insert on inclusion.settlement_line to carbon_app;
  grant select on inclusion.reward_cost to carbon_app;
`;
