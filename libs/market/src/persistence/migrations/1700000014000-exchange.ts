import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Markets, the journal of commands that decides what happened in them, the orders and trades that came of it, and what each
 * account and instrument did in a day.
 */
export class Exchange1700000014000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row a market. Whoever runs its loop raises the epoch, and every batch moves the counter under its own: a loop
      -- that lost its lock finds another epoch and can write nothing.
      create table market.venue (
        market text primary key,
        number smallint not null unique generated always as identity,
        epoch bigint not null default 0,
        last_sequence bigint not null default 0
      );
      create function market.keep_venue() returns trigger language plpgsql as $$
      begin
        if new.market <> old.market or new.epoch < old.epoch or new.last_sequence < old.last_sequence
        then raise exception 'a market counts upwards' using errcode = 'CL084';
        end if;
        return new;
      end $$;
      create trigger venue_counts_upwards before update on market.venue
        for each row execute function market.keep_venue();

      -- every command, refused ones too, in the order in which it happened
      create table market.command (
        market text not null,
        sequence bigint not null,
        kind text not null check (kind in ('place', 'pick', 'cancel', 'replace', 'withdraw', 'close-day')),
        scope text not null,
        key text not null,
        body_hash bytea not null check (octet_length(body_hash) = 32),
        body json not null,
        outcome json not null,
        actor text not null,
        happened_at timestamptz not null,
        primary key (market, sequence),
        unique (scope, key)
      );
      create trigger command_stays before update or delete or truncate on market.command
        for each statement execute function market.refuse_change();

      create table market.exchange_order (
        id bigint primary key,
        market text not null,
        instrument text not null,
        holder_id uuid not null,
        trading_account text not null,
        units_account text not null,
        funds_account text not null,
        method text not null check (method in ('listed', 'continuous')),
        side text not null check (side in ('buy', 'sell')),
        price_fen bigint not null check (price_fen > 0),
        quantity bigint not null check (quantity > 0),
        filled bigint not null default 0 check (filled between 0 and quantity),
        filled_fen bigint not null default 0 check (filled_fen >= 0),
        -- what it has set apart: units of the instrument, or fen with the fee
        reserved bigint not null check (reserved >= 0),
        state text not null check (state in ('submitted', 'part-filled', 'filled', 'cancelled', 'system-cancelled')),
        ended_because text,
        good_till date,
        -- its turn at its price: the number of the command by which it came there
        priority bigint not null,
        client_reference text check (length(client_reference) <= 64),
        placed_by text not null,
        placed_at timestamptz not null,
        changed_at timestamptz not null,
        check ((state in ('filled', 'cancelled', 'system-cancelled')) = (reserved = 0)),
        check ((state = 'filled') <= (filled = quantity)),
        check ((state = 'submitted') <= (filled = 0))
      ) with (fillfactor = 70);
      create index exchange_order_account on market.exchange_order (trading_account, id);
      create index exchange_order_open on market.exchange_order (market, priority)
        where state in ('submitted', 'part-filled');

      -- CL085: an order is what was placed; only what came of it changes, and never once it has ended
      create function market.keep_order() returns trigger language plpgsql as $$
      begin
        if (new.id, new.market, new.instrument, new.holder_id, new.trading_account, new.units_account, new.funds_account,
            new.method, new.side, new.client_reference, new.placed_by, new.placed_at)
           is distinct from
           (old.id, old.market, old.instrument, old.holder_id, old.trading_account, old.units_account, old.funds_account,
            old.method, old.side, old.client_reference, old.placed_by, old.placed_at)
          or old.state not in ('submitted', 'part-filled')
          or new.filled < old.filled or new.filled_fen < old.filled_fen
        then raise exception 'order % stays what it is', old.id using errcode = 'CL085';
        end if;
        return new;
      end $$;
      create trigger order_is_kept before update on market.exchange_order
        for each row execute function market.keep_order();
      create trigger order_stays before delete or truncate on market.exchange_order
        for each statement execute function market.refuse_change();

      -- what changed hands, by whatever method
      create sequence market.trade_number;
      create table market.trade (
        id bigint primary key,
        market text not null,
        instrument text not null,
        method text not null check (method in ('listed', 'continuous', 'block', 'auction', 'swap')),
        price_fen bigint not null check (price_fen >= 0),
        quantity bigint not null check (quantity > 0),
        amount_fen bigint not null check (amount_fen >= 0),
        seller_fee_fen bigint not null check (seller_fee_fen >= 0),
        buyer_fee_fen bigint not null check (buyer_fee_fen >= 0),
        seller_id uuid not null,
        seller_account text not null,
        seller_units text not null,
        seller_funds text not null,
        buyer_id uuid not null,
        buyer_account text not null,
        buyer_units text not null,
        buyer_funds text not null,
        sell_order bigint,
        buy_order bigint,
        -- who met whom: the side that came second
        taker text check (taker in ('buy', 'sell')),
        -- the command it came of, or the negotiation or auction
        sequence bigint,
        reference text,
        day date not null,
        traded_at timestamptz not null,
        transaction_id bigint not null,
        rule_pack text not null,
        check (seller_id <> buyer_id)
      );
      create index trade_seller on market.trade (seller_account, id);
      create index trade_buyer on market.trade (buyer_account, id);
      create index trade_instrument on market.trade (instrument, day, id);
      create trigger trade_stays before update or delete or truncate on market.trade
        for each statement execute function market.refuse_change();

      -- TRD-010: what an account did in a day
      create table market.day_position (
        trading_account text not null,
        instrument text not null,
        day date not null,
        bought bigint not null default 0 check (bought >= 0),
        sold bigint not null default 0 check (sold >= 0),
        bought_fen bigint not null default 0 check (bought_fen >= 0),
        sold_fen bigint not null default 0 check (sold_fen >= 0),
        fees_fen bigint not null default 0 check (fees_fen >= 0),
        primary key (trading_account, instrument, day)
      ) with (fillfactor = 70);

      -- TRD-008, TRD-009: a day of an instrument
      create table market.day_figure (
        instrument text not null,
        day date not null,
        market text not null,
        previous_close_fen bigint not null check (previous_close_fen > 0),
        open_fen bigint,
        high_fen bigint,
        low_fen bigint,
        last_fen bigint,
        listed_quantity bigint not null default 0,
        listed_fen bigint not null default 0,
        listed_trades bigint not null default 0,
        block_quantity bigint not null default 0,
        block_fen bigint not null default 0,
        auction_quantity bigint not null default 0,
        auction_fen bigint not null default 0,
        close_fen bigint,
        closed_at timestamptz,
        primary key (instrument, day),
        check ((close_fen is null) = (closed_at is null))
      ) with (fillfactor = 70);
      create trigger day_figure_stays before delete or truncate on market.day_figure
        for each statement execute function market.refuse_change();

      grant select on market.venue, market.command, market.exchange_order, market.trade, market.day_position,
        market.day_figure to carbon_app;
      grant insert on market.venue, market.command, market.exchange_order, market.trade, market.day_position,
        market.day_figure to carbon_app;
      grant update (epoch, last_sequence) on market.venue to carbon_app;
      grant update (price_fen, quantity, filled, filled_fen, reserved, state, ended_because, good_till, priority, changed_at)
        on market.exchange_order to carbon_app;
      grant update (bought, sold, bought_fen, sold_fen, fees_fen) on market.day_position to carbon_app;
      grant update (open_fen, high_fen, low_fen, last_fen, listed_quantity, listed_fen, listed_trades, block_quantity,
        block_fen, auction_quantity, auction_fen, close_fen, closed_at) on market.day_figure to carbon_app;
      grant usage on sequence market.trade_number to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table market.day_figure, market.day_position, market.trade, market.exchange_order, market.command, market.venue;
      drop sequence market.trade_number;
      drop function market.keep_order();
      drop function market.keep_venue();
    `);
  }
}
