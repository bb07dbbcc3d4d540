import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why an instrument or a trading account is as it is: every admission, halt, suspension and end, with its reason. */
export class ActsOfMarkets1700000014150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table market.market_act (
        id bigint primary key generated always as identity,
        subject_kind text not null check (subject_kind in ('instrument', 'trading-account')),
        subject text not null,
        act text not null check (act in ('admitted', 'halted', 'resumed', 'delisted', 'opened', 'changed', 'suspended',
          'passed-on', 'closed')),
        reason text,
        task_id uuid,
        acted_by text not null,
        acted_at timestamptz not null
      );
      create index market_act_subject on market.market_act (subject_kind, subject, id);
      create trigger market_act_stays before update or delete or truncate on market.market_act
        for each statement execute function market.refuse_change();
      create index trading_account_funds on market.trading_account (funds_account) where state <> 'closed';
      grant select, insert on market.market_act to carbon_app;
      grant usage on sequence market.trading_account_id_seq to carbon_app;

      -- CL086: what is delisted comes back by a new admission only; CL087: what is closed stays closed
      create function market.keep_trading_account() returns trigger language plpgsql as $$
      begin
        if old.state = 'closed'
        then raise exception 'trading account % is closed', old.number using errcode = 'CL087';
        end if;
        return new;
      end $$;
      create trigger trading_account_is_kept before update on market.trading_account
        for each row execute function market.keep_trading_account();
      create trigger trading_account_stays before delete or truncate on market.trading_account
        for each statement execute function market.refuse_change();
      create function market.keep_tradable() returns trigger language plpgsql as $$
      begin
        if old.state = 'delisted' and new.state = 'halted'
        then raise exception 'instrument % is delisted', old.instrument using errcode = 'CL086';
        end if;
        return new;
      end $$;
      create trigger tradable_is_kept before update on market.tradable
        for each row execute function market.keep_tradable();
      create trigger tradable_stays before delete or truncate on market.tradable
        for each statement execute function market.refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger tradable_stays on market.tradable;
      drop trigger tradable_is_kept on market.tradable;
      drop function market.keep_tradable();
      drop trigger trading_account_stays on market.trading_account;
      drop trigger trading_account_is_kept on market.trading_account;
      drop function market.keep_trading_account();
      revoke usage on sequence market.trading_account_id_seq from carbon_app;
      drop index market.trading_account_funds;
      drop table market.market_act;
    `);
  }
}
