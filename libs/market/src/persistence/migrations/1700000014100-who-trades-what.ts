import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which instruments trade in which market, who may trade there, and the account that a market's fees go to. */
export class WhoTradesWhat1700000014100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table market.tradable (
        instrument text primary key,
        market text not null,
        state text not null default 'trading' check (state in ('trading', 'halted', 'delisted')),
        -- what counts as the previous close before the first day that is closed
        reference_price_fen bigint not null check (reference_price_fen > 0),
        admitted_by text not null,
        admitted_at timestamptz not null,
        changed_at timestamptz not null
      );
      create index tradable_market on market.tradable (market, instrument);

      create table market.trading_account (
        id integer primary key generated always as identity,
        number text not null unique,
        market text not null,
        holder_id uuid not null,
        units_account text not null,
        funds_account text not null,
        -- the largest order its traders may place, in fen; null for no bound of their own
        order_limit_fen bigint check (order_limit_fen > 0),
        state text not null default 'open' check (state in ('open', 'suspended', 'closed')),
        opened_by text not null,
        opened_at timestamptz not null,
        changed_at timestamptz not null
      );
      create index trading_account_holder on market.trading_account (holder_id, id);
      -- CCT-004: one account of a subject in a market
      create unique index trading_account_one on market.trading_account (holder_id, market) where state <> 'closed';
      create unique index trading_account_units on market.trading_account (units_account, market) where state <> 'closed';

      create table market.fee_account (
        market text primary key,
        account text not null,
        changed_at timestamptz not null
      );

      grant select, insert on market.tradable, market.trading_account, market.fee_account to carbon_app;
      grant update (state, reference_price_fen, changed_at) on market.tradable to carbon_app;
      grant update (order_limit_fen, state, changed_at, holder_id) on market.trading_account to carbon_app;
      grant update (account, changed_at) on market.fee_account to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table market.fee_account, market.trading_account, market.tradable');
  }
}
