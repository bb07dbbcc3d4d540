import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One-way auctions (TRD-001, GEC-008): what is sold how, who may bid, sealed bids, and what came of each. */
export class Auctions1700000014400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [AUCTIONS, BIDS, SALES_BY_AUCTION]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table market.sale drop constraint sale_came_of;
      alter table market.sale drop constraint sale_type_check;
      alter table market.sale add constraint sale_type_check check (type in ('listed', 'bilateral'));
      alter table market.sale alter column offer_id set not null;
      alter table market.sale alter column purchase_id set not null;
      alter table market.sale drop column auction_id, drop column bid_id;
      drop table market.bid, market.auction_bidder, market.auction_named, market.auction;
      drop function market.keep_bid();
      drop function market.keep_auction();
    `);
  }
}

const AUCTIONS = `
  create table market.auction (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    -- units of the exchange side for trading accounts of a market, or certificates of the registry side
    lot text not null check (lot in ('exchange', 'certificates')),
    market text,
    instrument text not null,
    quantity bigint not null check (quantity > 0),
    -- of the lot, what no bidder has been given yet; null serials for units that are not told apart
    remaining bigint not null check (remaining between 0 and quantity),
    serials int8multirange,
    -- the seller's trading account, where the lot is of the exchange side
    trading_account text,
    units_account text not null,
    funds_account text not null,
    pricing text not null check (pricing in ('uniform', 'pay-as-bid')),
    reserve_fen bigint not null check (reserve_fen > 0),
    step bigint not null check (step between 1 and quantity),
    largest bigint check (largest between step and quantity),
    -- only for the holders in auction_named
    restricted boolean not null,
    opens_at timestamptz not null,
    closes_at timestamptz not null check (closes_at > opens_at),
    note text,
    -- what bids and settlement go by, fixed when it is announced
    tick_fen bigint not null check (tick_fen > 0),
    most_bids integer not null check (most_bids > 0),
    seller_fee_points bigint not null check (seller_fee_points >= 0),
    buyer_fee_points bigint not null check (buyer_fee_points >= 0),
    fee_account text,
    rule_pack text not null,
    state text not null default 'proposed'
      check (state in ('proposed', 'announced', 'closing', 'closed', 'cancelled', 'abandoned')),
    proposed_by text not null,
    proposed_at timestamptz not null,
    approved_by text,
    announced_at timestamptz,
    -- the result
    clearing_fen bigint,
    bids integer,
    bidders integer,
    sold bigint check (sold between 0 and quantity),
    sold_fen bigint,
    ended_at timestamptz,
    reason text,
    check ((lot = 'exchange') = (market is not null) and (lot = 'exchange') = (trading_account is not null)),
    check (quantity::numeric * reserve_fen <= 9223372036854775807),
    check (fee_account is not null or (seller_fee_points = 0 and buyer_fee_points = 0)),
    check ((approved_by is null) = (announced_at is null)),
    check (state not in ('announced', 'closing', 'closed', 'cancelled') or approved_by is not null),
    check ((state in ('closed', 'cancelled', 'abandoned')) = (ended_at is not null)),
    check ((state = 'closed') = (sold is not null) and (state = 'closed') = (sold_fen is not null))
  );
  create index auction_due on market.auction (closes_at, seq) where state in ('announced', 'closing');
  create index auction_accounts on market.auction (units_account);

  create table market.auction_named (
    auction_id uuid not null references market.auction,
    holder_id uuid not null,
    primary key (auction_id, holder_id)
  );
  create index auction_named_holder on market.auction_named (holder_id);

  -- CL094: what was announced is what is sold; there is only ever less of it left, and an end is an end
  create function market.keep_auction() returns trigger language plpgsql as $$
  begin
    if (to_jsonb(new) - '{remaining,serials,state,approved_by,announced_at,clearing_fen,bids,bidders,sold,sold_fen,ended_at,reason,tick_fen,most_bids,seller_fee_points,buyer_fee_points,fee_account,rule_pack}'::text[])
       is distinct from
       (to_jsonb(old) - '{remaining,serials,state,approved_by,announced_at,clearing_fen,bids,bidders,sold,sold_fen,ended_at,reason,tick_fen,most_bids,seller_fee_points,buyer_fee_points,fee_account,rule_pack}'::text[])
      or old.ended_at is not null or new.remaining > old.remaining
      or (old.announced_at is not null and (
            (new.approved_by, new.announced_at, new.tick_fen, new.most_bids, new.seller_fee_points, new.buyer_fee_points,
             new.fee_account, new.rule_pack)
            is distinct from
            (old.approved_by, old.announced_at, old.tick_fen, old.most_bids, old.seller_fee_points, old.buyer_fee_points,
             old.fee_account, old.rule_pack)
         or not coalesce(new.serials <@ old.serials, new.serials is null and old.serials is null)))
      or (old.state, new.state) not in (('proposed', 'announced'), ('proposed', 'abandoned'), ('announced', 'closing'),
            ('announced', 'cancelled'), ('closing', 'closing'), ('closing', 'closed'))
    then raise exception 'an auction keeps what was announced' using errcode = 'CL094';
    end if;
    return new;
  end $$;
  create trigger auction_is_kept before update on market.auction
    for each row execute function market.keep_auction();
  create trigger auction_stays before delete or truncate on market.auction
    for each statement execute function market.refuse_change();

  grant select, insert on market.auction, market.auction_named to carbon_app;
  grant update (remaining, serials, state, approved_by, announced_at, clearing_fen, bids, bidders, sold, sold_fen, ended_at,
    reason, tick_fen, most_bids, seller_fee_points, buyer_fee_points, fee_account, rule_pack) on market.auction to carbon_app;
  grant update (holder_id) on market.auction_named to carbon_app;
`;

const BIDS = `
  -- how many bids a holder has placed, so that nobody floods an auction
  create table market.auction_bidder (
    auction_id uuid not null references market.auction,
    holder_id uuid not null,
    placed integer not null check (placed > 0),
    primary key (auction_id, holder_id)
  );

  create table market.bid (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    auction_id uuid not null references market.auction,
    trading_account text,
    units_account text not null,
    funds_account text not null,
    -- price, quantity and salt under a key that is not in the database
    sealed bytea not null,
    -- SHA-256 of what was bid with the salt
    commitment bytea not null unique check (octet_length(commitment) = 32),
    set_apart_fen bigint not null check (set_apart_fen > 0),
    state text not null default 'placed' check (state in ('placed', 'withdrawn', 'replaced', 'counted')),
    placed_by text not null,
    placed_at timestamptz not null,
    ended_at timestamptz,
    -- what the close opened, and what came of it
    price_fen bigint check (price_fen > 0),
    quantity bigint check (quantity > 0),
    salt bytea check (octet_length(salt) = 32),
    won bigint check (won between 0 and quantity),
    paid_fen bigint,
    fee_fen bigint,
    delivered bigint check (delivered between 0 and won),
    failure text,
    trade_id bigint,
    transaction_id bigint,
    settled_at timestamptz,
    check ((state = 'placed') = (ended_at is null)),
    check ((state = 'counted') = (price_fen is not null) and (state = 'counted') = (quantity is not null)
      and (state = 'counted') = (salt is not null) and (state = 'counted') = (won is not null)
      and (state = 'counted') = (paid_fen is not null) and (state = 'counted') = (fee_fen is not null)),
    check (settled_at is null or state = 'counted'),
    check (settled_at is null or delivered is not null),
    check (settled_at is null or failure is not null or delivered = won)
  ) with (fillfactor = 80);
  create index bid_auction on market.bid (auction_id, seq);
  create index bid_unsettled on market.bid (auction_id, seq) where state = 'counted' and settled_at is null;
  create index bid_funds on market.bid (funds_account, seq);
  create index bid_units on market.bid (units_account, seq);

  -- CL095: a bid is what was placed, ends once, and is settled once
  create function market.keep_bid() returns trigger language plpgsql as $$
  begin
    if (to_jsonb(new) - '{sealed,state,ended_at,price_fen,quantity,salt,won,paid_fen,fee_fen,delivered,failure,trade_id,transaction_id,settled_at}'::text[])
       is distinct from
       (to_jsonb(old) - '{sealed,state,ended_at,price_fen,quantity,salt,won,paid_fen,fee_fen,delivered,failure,trade_id,transaction_id,settled_at}'::text[])
      or old.settled_at is not null
      or (old.state <> 'placed' and (new.state, new.ended_at, new.price_fen, new.quantity, new.salt, new.won, new.paid_fen,
            new.fee_fen) is distinct from
           (old.state, old.ended_at, old.price_fen, old.quantity, old.salt, old.won, old.paid_fen, old.fee_fen))
    then raise exception 'bid % stays what it is', old.id using errcode = 'CL095';
    end if;
    return new;
  end $$;
  create trigger bid_is_kept before update on market.bid
    for each row execute function market.keep_bid();
  create trigger bid_stays before delete or truncate on market.bid
    for each statement execute function market.refuse_change();

  grant select, insert on market.bid, market.auction_bidder to carbon_app;
  grant update (placed) on market.auction_bidder to carbon_app;
  grant update (sealed, state, ended_at, price_fen, quantity, salt, won, paid_fen, fee_fen, delivered, failure, trade_id,
    transaction_id, settled_at) on market.bid to carbon_app;
`;

/** Certificates sold by auction stand in the one register of sales (GEC-019). */
const SALES_BY_AUCTION = `
  alter table market.sale drop constraint sale_type_check;
  alter table market.sale add constraint sale_type_check check (type in ('listed', 'bilateral', 'auction'));
  alter table market.sale alter column offer_id drop not null;
  alter table market.sale alter column purchase_id drop not null;
  alter table market.sale add column auction_id uuid references market.auction;
  alter table market.sale add column bid_id uuid unique references market.bid;
  alter table market.sale add constraint sale_came_of check (
    (type = 'auction') = (auction_id is not null) and (type = 'auction') = (bid_id is not null)
    and (type = 'auction') = (offer_id is null) and (type = 'auction') = (purchase_id is null));
`;
