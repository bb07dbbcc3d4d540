import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Carry-over (CAR-001 to CAR-008): what was traded, what each may carry over, who applied, which units came of it. */
export class CarryOver1700000013600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- what the exchange says was sold and bought in the window; the highest version counts
      create table allowances.trade_total (
        id uuid primary key,
        market text not null,
        holder_id uuid not null,
        version int not null check (version > 0),
        sold_t bigint not null check (sold_t >= 0),
        bought_t bigint not null check (bought_t >= 0),
        -- CAR-005 where this registry did not see the deadline; null where it did
        missed_years int[],
        source text not null,
        document_hash text,
        task_id uuid not null,
        recorded_at timestamptz not null,
        recorded_by text not null,
        approved_by text not null,
        unique (market, holder_id, version)
      );
      create view allowances.trade_total_now as
        select distinct on (market, holder_id) * from allowances.trade_total
        order by market, holder_id, version desc;

      -- each limit with all figures it came from, and the rules
      create table allowances.carry_over_limit (
        id uuid primary key,
        market text not null,
        holder_id uuid not null,
        version int not null check (version > 0),
        facts jsonb not null,
        judgement jsonb not null,
        limit_t bigint not null check (limit_t >= 0),
        position_at timestamptz not null,
        pack_id text not null,
        pack_version text not null,
        pack_hash text not null,
        computed_at timestamptz not null,
        unique (market, holder_id, version)
      );
      create view allowances.carry_over_limit_now as
        select distinct on (market, holder_id) * from allowances.carry_over_limit
        order by market, holder_id, version desc;

      -- CAR-004: together no more than the limit, however many apply at once; what was applied for stands
      create table allowances.carry_over_book (
        market text not null,
        holder_id uuid not null,
        limit_t bigint not null,
        applied_t bigint not null default 0,
        primary key (market, holder_id),
        constraint carry_over_within_limit check (applied_t between 0 and limit_t)
      );

      create table allowances.carry_over_application (
        id uuid primary key,
        market text not null,
        holder_id uuid not null,
        account_number text not null references ledger.account (number),
        quantity bigint not null check (quantity > 0),
        lots jsonb not null,
        into_instrument text not null,
        -- CAR-003; null for a late one (CAR-007)
        round smallint check (round > 0),
        done_by date,
        state text not null check (state in ('pending', 'converted', 'ended')),
        limit_id uuid not null references allowances.carry_over_limit,
        applied_on date not null,
        applied_at timestamptz not null,
        applied_by text not null,
        ended_at timestamptz,
        ended_by text,
        transaction_id bigint unique,
        check ((state = 'pending') = (ended_at is null)),
        check ((state = 'converted') = (transaction_id is not null))
      );
      create index carry_over_application_holder on allowances.carry_over_application (holder_id, market);
      create function allowances.carry_over_application_steps() returns trigger language plpgsql as $$
      begin
        if old.state <> 'pending' or to_jsonb(new) - '{state,ended_at,ended_by,transaction_id}'::text[]
            is distinct from to_jsonb(old) - '{state,ended_at,ended_by,transaction_id}'::text[] then
          raise exception 'an application for carry-over ends once' using errcode = 'CL041';
        end if;
        return new;
      end $$;
      create trigger carry_over_application_ends_once before update on allowances.carry_over_application
        for each row execute function allowances.carry_over_application_steps();
      create trigger carry_over_application_stays before delete or truncate on allowances.carry_over_application
        for each statement execute function allowances.refuse_change();

      -- the serials that came to life by a carry-over: they are told from others wherever they go
      create table allowances.carried_over (
        instrument text not null,
        first_serial bigint not null check (first_serial > 0),
        last_serial bigint not null,
        application_id uuid not null references allowances.carry_over_application,
        primary key (instrument, first_serial),
        check (last_serial >= first_serial)
      );

      create trigger trade_total_is_kept before update or delete or truncate on allowances.trade_total
        for each statement execute function allowances.refuse_change();
      create trigger carry_over_limit_is_kept before update or delete or truncate on allowances.carry_over_limit
        for each statement execute function allowances.refuse_change();
      create trigger carried_over_is_kept before update or delete or truncate on allowances.carried_over
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.trade_total, allowances.carry_over_limit, allowances.carry_over_book,
        allowances.carry_over_application, allowances.carried_over to carbon_app;
      grant select on allowances.trade_total_now, allowances.carry_over_limit_now to carbon_app;
      grant update (limit_t, applied_t) on allowances.carry_over_book to carbon_app;
      grant update (state, ended_at, ended_by, transaction_id) on allowances.carry_over_application to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table allowances.carried_over, allowances.carry_over_application, allowances.carry_over_book;
      drop function allowances.carry_over_application_steps;
      drop view allowances.carry_over_limit_now, allowances.trade_total_now;
      drop table allowances.carry_over_limit, allowances.trade_total;
    `);
  }
}
