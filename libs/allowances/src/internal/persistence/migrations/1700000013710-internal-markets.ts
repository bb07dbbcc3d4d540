import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Markets that a park or a group makes for its members: who belongs, what a year gives, what became of it. */
export class InternalMarkets1700000013710 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table allowances.internal_market (
        code text collate "C" primary key check (code ~ '^[A-Z0-9][A-Z0-9-]{1,19}$'),
        owner_id uuid not null,
        kind text not null check (kind in ('park', 'group')),
        name_zh text not null,
        name_en text not null,
        opened_at timestamptz not null,
        opened_by text not null,
        approved_by text not null
      );
      create index internal_market_owner on allowances.internal_market (owner_id);

      -- invited by the owner; a member from the day its own people said so
      create table allowances.internal_member (
        market text not null references allowances.internal_market,
        holder_id uuid not null,
        invited_at timestamptz not null,
        invited_by text not null,
        joined_at timestamptz,
        joined_by text,
        approved_by text,
        primary key (market, holder_id),
        check ((joined_at is null) = (joined_by is null))
      );
      create index internal_member_holder on allowances.internal_member (holder_id);

      create table allowances.internal_year (
        market text not null references allowances.internal_market,
        year int not null check (year between 2000 and 2199),
        instrument text not null unique,
        cap_t bigint not null check (cap_t > 0),
        reward_fen_per_tonne bigint not null check (reward_fen_per_tonne >= 0),
        after_count text not null check (after_count in ('keep', 'expire')),
        opened_at timestamptz not null,
        opened_by text not null,
        counted_at timestamptz,
        primary key (market, year)
      );

      create table allowances.internal_allocation (
        market text not null,
        year int not null,
        holder_id uuid not null,
        share jsonb not null,
        quantity_t bigint not null check (quantity_t > 0),
        account text not null,
        transaction_id bigint not null,
        pack jsonb not null,
        allocated_at timestamptz not null,
        primary key (market, year, holder_id),
        foreign key (market, year) references allowances.internal_year
      );

      create table allowances.internal_count (
        market text not null,
        year int not null,
        holder_id uuid not null,
        measured_t numeric(20, 3) not null check (measured_t >= 0),
        due_t bigint not null check (due_t >= 0),
        surrendered_t bigint not null check (surrendered_t >= 0),
        shortfall_t bigint not null check (shortfall_t >= 0),
        surplus_t bigint not null check (surplus_t >= 0),
        reward_fen bigint not null check (reward_fen >= 0),
        pack jsonb not null,
        counted_at timestamptz not null,
        primary key (market, year, holder_id),
        foreign key (market, year) references allowances.internal_year,
        check (surrendered_t + shortfall_t = due_t),
        check (reward_fen = 0 or shortfall_t = 0)
      );
      create trigger internal_market_is_kept before update or delete or truncate on allowances.internal_market
        for each statement execute function allowances.refuse_change();
      create trigger internal_allocation_is_kept before update or delete or truncate on allowances.internal_allocation
        for each statement execute function allowances.refuse_change();
      create trigger internal_count_is_kept before update or delete or truncate on allowances.internal_count
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.internal_market, allowances.internal_member, allowances.internal_year,
        allowances.internal_allocation, allowances.internal_count to carbon_app;
      grant update (joined_at, joined_by, approved_by) on allowances.internal_member to carbon_app;
      grant update (counted_at) on allowances.internal_year to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table allowances.internal_count;
      drop table allowances.internal_allocation;
      drop table allowances.internal_year;
      drop table allowances.internal_member;
      drop table allowances.internal_market;
    `);
  }
}
